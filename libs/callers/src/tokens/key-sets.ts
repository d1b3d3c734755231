import { ProcessClock } from '@legate/directory';
import { OperationalLog } from '@legate/platform';
import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, errors } from 'jose';
import type { CryptoKey, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters } from 'jose';
import { fetchJson } from './fetch-json.js';
import type { Issuer } from './issuer.js';
import { TokenSettings } from './token-settings.js';

const MAX_SETS = 2000;
const MAX_KEYS = 100;

/** Gives the key that a token says it is signed with. */
export type FindKey = (header: JWSHeaderParameters, token: FlattenedJWSInput) => Promise<CryptoKey>;

/** The public keys of issuers, fetched where they are not stored, and anew as they rotate. */
@Injectable()
export class KeySets {
  private readonly sets = new Map<string, FindKey>();

  constructor(
    private readonly settings: TokenSettings,
    private readonly clock: ProcessClock,
    private readonly log: OperationalLog,
  ) {}

  /** Of one issuer as it is stored at its revision: another revision begins anew. */
  of(tenant: string, issuer: Issuer): FindKey {
    const key = JSON.stringify([tenant, issuer.id, issuer.revision]);
    const known = this.sets.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.sets.size >= MAX_SETS) {
      this.sets.clear();
    }
    const made = this.make(issuer);
    this.sets.set(key, made);
    return made;
  }

  private make({ jwks, jwksUri = '' }: Issuer): FindKey {
    if (jwks !== undefined) {
      return createLocalJWKSet(jwks as unknown as JSONWebKeySet);
    }
    const remote = new RemoteKeys({
      settings: this.settings,
      now: () => this.clock.read().monotonic,
      fetch: async () => await fetchJson(jwksUri, this.settings),
      onFailure: (err) => {
        this.log.warn({ event: 'keys.not_fetched', uri: jwksUri, err });
      },
    });
    return async (header, token) => await remote.find(header, token);
  }
}

interface RemoteOptions {
  readonly settings: TokenSettings;
  /** ms, monotonic */
  readonly now: () => number;
  readonly fetch: () => Promise<unknown>;
  readonly onFailure: (cause: unknown) => void;
}

/** A key set that somebody else serves. One fetch at a time, and none sooner after another than the pause. */
class RemoteKeys {
  private keys: FindKey | null = null;
  private fetchedAt = -Infinity;
  private triedAt = -Infinity;
  private fetching: Promise<void> | null = null;

  constructor(private readonly options: RemoteOptions) {}

  async find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    const { settings, now } = this.options;
    if (now() - this.fetchedAt > settings.keysMaxAgeMs) {
      await this.refetch();
    }
    const known = this.current();
    try {
      return await known(header, token);
    } catch (cause) {
      if (!(cause instanceof errors.JWKSNoMatchingKey) || !(await this.refetch())) {
        throw cause;
      }
      return await this.current()(header, token);
    }
  }

  private current(): FindKey {
    const { settings, now } = this.options;
    if (this.keys === null || now() - this.fetchedAt > settings.keysMaxStaleMs) {
      throw new Error('the keys of the issuer cannot be had');
    }
    return this.keys;
  }

  /** @returns whether others were looked for. */
  private async refetch(): Promise<boolean> {
    if (this.fetching === null) {
      const now = this.options.now();
      if (now - this.triedAt < this.options.settings.fetchPauseMs) {
        return false;
      }
      this.triedAt = now;
      this.fetching = this.take().finally(() => {
        this.fetching = null;
      });
    }
    await this.fetching;
    return true;
  }

  private async take(): Promise<void> {
    const asked = this.options.now();
    try {
      this.keys = createLocalJWKSet(readKeySet(await this.options.fetch()));
      this.fetchedAt = asked;
    } catch (cause) {
      this.options.onFailure(cause);
    }
  }
}

/** Of a key set the keys that could sign; jose picks by key id, type, use and algorithm. */
function readKeySet(document: unknown): JSONWebKeySet {
  const { keys } = (document ?? {}) as { readonly keys?: unknown };
  if (!Array.isArray(keys) || keys.length > MAX_KEYS) {
    throw new Error(`a key set has a list of at most ${MAX_KEYS} keys`);
  }
  return { keys: keys as JSONWebKeySet['keys'] };
}
