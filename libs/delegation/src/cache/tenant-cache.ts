import type { DecisionRequest, DelegationChain, Facts, GrantFacts } from '@legate/core';
import type { FeedChange } from '@legate/directory';
import { IdentityCache, keyOf } from './identity-cache.js';
import type { LoadedFacts, LoadedGrant, LoadedIdentity } from './loaded-facts.js';
import { ResourceCache } from './resource-cache.js';

/** A grant with the keys of its parties, which are kept once for all grants. */
interface CachedGrant extends Pick<GrantFacts, 'terms' | 'createdAt' | 'revokedAt'> {
  readonly grantor: string;
  readonly grantee: string;
}

/** Chains are between identities as they were, so they hold for those uids only. */
interface CachedChains {
  readonly subjectUid: number;
  readonly actorUid: number;
  readonly paths: readonly (readonly string[])[];
  assembled?: AssembledChains;
}

/** Put together already. */
interface AssembledChains {
  readonly subject: LoadedIdentity;
  /** Tells whether something was dropped since. */
  readonly generation: number;
  readonly chains: readonly DelegationChain[];
}

const NO_CHAINS: readonly DelegationChain[] = [];

/**
 * What is known of one tenant at the revision its feed has applied. Every part can be dropped by itself, so
 * facts are put together anew for each decision; a part that is missing makes the whole a miss.
 */
export class TenantCache {
  private readonly identities = new IdentityCache();
  private readonly resources = new ResourceCache();
  private readonly grants = new Map<string, CachedGrant>();
  /** By actor, then by subject. */
  private readonly chains = new Map<string, Map<string, CachedChains>>();
  private pairs = 0;
  /** The last of each actor, found without a key: an agent mostly acts for one subject at a time. */
  private readonly assembled = new WeakMap<LoadedIdentity, AssembledChains>();
  /** Goes up whenever something is dropped. */
  private generation = 0;

  constructor(private readonly maxEntries: number) {}

  get size(): number {
    const { grants, resources, identities, pairs } = this;
    return grants.size + resources.size + identities.size + pairs;
  }

  /** The facts of a request at the revision and time given, or null when a part is not known. */
  assemble(request: DecisionRequest, revision: number, now: number): Facts | null {
    const subject = this.identities.subject(request.subject);
    const resource = this.resources.get(request.resource.type, request.resource.id);
    if (subject === undefined || resource === undefined) {
      return null;
    }
    const actor = request.actor === null ? null : this.identities.actor(request.actor);
    const chains = actor === undefined ? null : this.chainsBetween(subject, actor);
    if (actor === undefined || chains === null) {
      return null;
    }
    const ofSubject = subject === null ? null : subject.facts;
    const ofActor = actor === null ? null : actor.facts;
    return { revision, now, subject: ofSubject, actor: ofActor, resource, chains };
  }

  private chainsBetween(
    subject: LoadedIdentity | null,
    actor: LoadedIdentity | null,
  ): readonly DelegationChain[] | null {
    return subject === null || actor === null ? NO_CHAINS : this.assembleChains(subject, actor);
  }

  private assembleChains(
    subject: LoadedIdentity,
    actor: LoadedIdentity,
  ): readonly DelegationChain[] | null {
    const last = this.assembled.get(actor);
    if (last?.subject === subject && last.generation === this.generation) {
      return last.chains;
    }
    const found = this.assemblePair(subject, actor);
    if (found !== null) {
      this.assembled.set(actor, found);
    }
    return found?.chains ?? null;
  }

  private assemblePair(subject: LoadedIdentity, actor: LoadedIdentity): AssembledChains | null {
    const { generation } = this;
    const known = this.chains.get(keyOf(actor))?.get(keyOf(subject));
    if (known?.subjectUid !== subject.uid || known.actorUid !== actor.uid) {
      return null;
    }
    if (known.assembled?.generation !== generation) {
      const chains = this.assemblePaths(known.paths);
      if (chains === null) {
        return null;
      }
      known.assembled = { subject, generation, chains };
    }
    return known.assembled;
  }

  private assemblePaths(paths: CachedChains['paths']): readonly DelegationChain[] | null {
    const chains: DelegationChain[] = [];
    for (const path of paths) {
      const [root, ...below] = path.map((id) => this.assembleGrant(id));
      if (root === undefined || root === null || !below.every((grant) => grant !== null)) {
        return null;
      }
      chains.push([root, ...below]);
    }
    return chains;
  }

  private assembleGrant(id: string): GrantFacts | null {
    const grant = this.grants.get(id);
    const grantor = this.identities.party(grant?.grantor);
    const grantee = this.identities.party(grant?.grantee);
    if (grant === undefined || grantor === null || grantee === null) {
      return null;
    }
    const { terms, createdAt, revokedAt } = grant;
    return { id, grantor, grantee, terms, createdAt, revokedAt };
  }

  /**
   * Takes in facts of a snapshot at exactly the revision applied.
   * @returns how many entries were dropped, because there were as many as may be
   */
  store(request: DecisionRequest, loaded: LoadedFacts): number {
    const { size } = this;
    const dropped = size >= this.maxEntries ? size : 0;
    if (dropped > 0) {
      this.clear();
    }
    this.resources.store(request.resource, loaded.facts.resource);
    this.identities.store(request, loaded);
    for (const grant of loaded.grants) {
      this.storeGrant(grant);
    }
    if (loaded.subject !== null && loaded.actor !== null) {
      this.storeChains(loaded.subject, loaded.actor, loaded.paths);
    }
    return dropped;
  }

  private storeGrant({ facts, grantor, grantee }: LoadedGrant): void {
    const { id, terms, createdAt, revokedAt } = facts;
    this.grants.set(id, {
      grantor: this.identities.storeParty(grantor),
      grantee: this.identities.storeParty(grantee),
      terms,
      createdAt,
      revokedAt,
    });
  }

  private storeChains(
    subject: LoadedIdentity,
    actor: LoadedIdentity,
    paths: LoadedFacts['paths'],
  ): void {
    const key = keyOf(actor);
    const bySubject = this.chains.get(key) ?? new Map<string, CachedChains>();
    this.chains.set(key, bySubject);
    this.pairs += bySubject.has(keyOf(subject)) ? 0 : 1;
    bySubject.set(keyOf(subject), { subjectUid: subject.uid, actorUid: actor.uid, paths });
  }

  /** Drops what the change touches. */
  apply(change: FeedChange): void {
    this.generation += 1;
    this.identities.apply(change);
    if (change.entity === 'resource') {
      this.resources.drop(change.key);
    } else if (change.entity === 'grant') {
      this.dropGrant(change.key, change.grantee);
    } else if (change.entity === 'tenant') {
      this.clear();
    }
  }

  /** A grant was made or revoked: the grant itself, and every list of chains that end at its grantee. */
  private dropGrant(id: string, grantee: string | null): void {
    this.grants.delete(id);
    if (grantee === null) {
      this.chains.clear();
      this.pairs = 0;
    } else {
      this.pairs -= this.chains.get(grantee)?.size ?? 0;
      this.chains.delete(grantee);
    }
  }

  clear(): void {
    this.generation += 1;
    this.identities.clear();
    this.resources.clear();
    this.grants.clear();
    this.chains.clear();
    this.pairs = 0;
  }
}
