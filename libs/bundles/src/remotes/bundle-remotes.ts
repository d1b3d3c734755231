import { ConflictError, NotFoundError } from '@legate/core';
import { atRevision, isSameJson, readCursor, toPage } from '@legate/directory';
import type { Page, PageRequest, PutResult } from '@legate/directory';
import { requirePrecondition, RevisionedWriter, toDatabaseError } from '@legate/persistence';
import type { WriteScope, WriteUnit, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { BundleRemote, RemoteDefinition, RemoteInput } from './bundle-remote.js';
import { SELECT_REMOTES, toRemote } from './remote-rows.js';
import type { RemoteRecord } from './remote-rows.js';
import { SecretBox } from './secret-box.js';

/** The secrets of a remote as they are to be stored. */
interface Sealed {
  readonly credential: Buffer | null;
  readonly webhookSecret: Buffer | null;
}

/** Where each tenant's bundles are fetched from. */
@Injectable()
export class BundleRemotes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
    private readonly box: SecretBox,
  ) {}

  /** @throws NotFoundError, UnavailableError */
  async get(tenant: string, name: string): Promise<BundleRemote> {
    return toRemote(await this.record(tenant, name));
  }

  /** With what only fetches and webhooks need. @throws NotFoundError, UnavailableError */
  async record(tenant: string, name: string): Promise<RemoteRecord> {
    try {
      return (await find(this.dataSource.manager, tenant, name)) ?? throwNotFound(name);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** By name, in byte order. @throws InvalidRequestError, UnavailableError */
  async list(tenant: string, { limit, cursor }: PageRequest): Promise<Page<BundleRemote>> {
    const [after] = readCursor(cursor);
    const text = `${SELECT_REMOTES} AND r.name > $2 ORDER BY r.name LIMIT $3`;
    try {
      const rows: RemoteRecord[] = await this.dataSource.query(text, [tenant, after, limit + 1]);
      return toPage(rows.map(toRemote), limit, ({ name }) => [name, '']);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /**
   * Creates or replaces a remote, to be fetched from at once. A credential stays only with the origin that it was
   * written for: who may write remotes need not know it.
   * @throws PreconditionFailedError; ConflictError `bundle_remote.activates_taken`; UnavailableError
   */
  async put(
    scope: WriteScope,
    name: string,
    input: RemoteInput,
  ): Promise<Written<PutResult<BundleRemote>>> {
    const { credential, webhookSecret, activate, ...definition } = input;
    return atRevision(
      await this.writer.write(scope, async (unit): Promise<PutResult<BundleRemote>> => {
        const found = await find(unit.tx, scope.tenant, name);
        requirePrecondition(scope, found?.revision ?? null);
        if (activate) {
          await requireFree(unit, name);
        }
        const sealed = await this.seal([scope.tenant, name], input, found);
        if (found !== null && isUnchanged(found, definition, activate) && isKept(found, sealed)) {
          return { stored: toRemote(found), created: false };
        }
        await store(unit, name, { definition, activate, sealed });
        const stored = (await find(unit.tx, scope.tenant, name)) ?? throwNotFound(name);
        return { stored: { ...toRemote(stored), revision: 0 }, created: found === null };
      }),
    );
  }

  /** @throws NotFoundError, PreconditionFailedError, UnavailableError */
  async delete(scope: WriteScope, name: string): Promise<Written<void>> {
    return await this.writer.write(scope, async ({ tx, record }) => {
      const found = await find(tx, scope.tenant, name);
      requirePrecondition(scope, found?.revision ?? null);
      if (found === null) {
        throwNotFound(name);
      }
      await tx.query(DELETE, [scope.tenant, name]);
      record({ entity: 'bundle_remote', key: name, operation: 'delete', document: null });
    });
  }

  private async seal(
    [tenant, name]: readonly [string, string],
    { credential, webhookSecret, url }: RemoteInput,
    found: RemoteRecord | null,
  ): Promise<Sealed> {
    const isSameOrigin = found !== null && originOf(found.definition.url) === originOf(url);
    return {
      credential: await this.sealed(
        credential && JSON.stringify(credential),
        secretPlace(tenant, name, 'credential'),
        isSameOrigin ? found.credential : null,
      ),
      webhookSecret: await this.sealed(
        webhookSecret,
        secretPlace(tenant, name, 'webhook'),
        found?.webhookSecret ?? null,
      ),
    };
  }

  private async sealed(
    secret: string | null | undefined,
    place: string,
    stored: Buffer | null,
  ): Promise<Buffer | null> {
    if (secret === undefined) {
      return stored;
    }
    return secret === null ? null : await this.box.seal(secret, place);
  }
}

/** What a secret is bound to. */
export function secretPlace(tenant: string, name: string, use: 'credential' | 'webhook'): string {
  return JSON.stringify(['bundle-remote', tenant, name, use]);
}

function originOf(url: string): string {
  return new URL(url).origin;
}

function isUnchanged(
  { definition, activates }: RemoteRecord,
  wanted: RemoteDefinition,
  activate: boolean,
): boolean {
  return isSameJson([{ ...definition, activates }], [{ ...wanted, activates: activate }]);
}

function isKept(found: RemoteRecord, { credential, webhookSecret }: Sealed): boolean {
  return found.credential === credential && found.webhookSecret === webhookSecret;
}

async function requireFree({ tx, scope }: WriteUnit, name: string): Promise<void> {
  const [other]: { name: string }[] = await tx.query(ACTIVATES, [scope.tenant, name]);
  if (other !== undefined) {
    const message = `what decides comes from the remote "${other.name}"`;
    throw new ConflictError('bundle_remote.activates_taken', message);
  }
}

async function store(
  { tx, scope: { tenant }, writeId, record }: WriteUnit,
  name: string,
  {
    definition,
    activate,
    sealed: { credential, webhookSecret },
  }: {
    readonly definition: RemoteDefinition;
    readonly activate: boolean;
    readonly sealed: Sealed;
  },
): Promise<void> {
  const values = [JSON.stringify(definition), activate, credential, webhookSecret, writeId];
  await tx.query(FORGET, [tenant, name, JSON.stringify(definition)]);
  await tx.query(STORE, [tenant, name, ...values]);
  await tx.query(DUE, [tenant, name]);
  const document = {
    ...definition,
    activate,
    hasCredential: credential !== null,
    hasWebhookSecret: webhookSecret !== null,
  };
  record({ entity: 'bundle_remote', key: name, operation: 'put', document });
}

async function find(tx: EntityManager, tenant: string, name: string): Promise<RemoteRecord | null> {
  const [row]: RemoteRecord[] = await tx.query(`${SELECT_REMOTES} AND r.name = $2`, [tenant, name]);
  return row ?? null;
}

function throwNotFound(name: string): never {
  throw new NotFoundError('bundle_remote.not_found', `there is no remote "${name}"`);
}

const ACTIVATES =
  'SELECT name FROM bundle_remotes WHERE tenant_id = $1 AND name <> $2 AND activates';

// What another source has said is nothing that this one has; a new interval or branch policy changes no source.
const FORGET = `
  DELETE FROM bundle_remote_states s USING bundle_remotes r
  WHERE s.tenant_id = $1 AND s.name = $2 AND r.tenant_id = s.tenant_id AND r.name = s.name
    AND (r.definition - 'intervalSeconds' - 'history') <> ($3::jsonb - 'intervalSeconds' - 'history')`;

const STORE = `
  INSERT INTO bundle_remotes (tenant_id, name, definition, activates, credential, webhook_secret, write_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (tenant_id, name) DO UPDATE SET definition = excluded.definition, activates = excluded.activates,
    credential = excluded.credential, webhook_secret = excluded.webhook_secret, write_id = excluded.write_id`;

// A fetch that is under way was of what was there before: it has no say any more.
const DUE = `
  INSERT INTO bundle_remote_states (tenant_id, name) VALUES ($1, $2)
  ON CONFLICT (tenant_id, name) DO UPDATE SET next_at = clock_timestamp(), claimed_by = NULL,
    claimed_until = NULL, refused_version = NULL`;

const DELETE = 'DELETE FROM bundle_remotes WHERE tenant_id = $1 AND name = $2';
