import type {
  Attributes,
  DecisionRequest,
  DelegationChain,
  Facts,
  GrantFacts,
  IdentityFacts,
} from '@legate/core';
import { entryKey } from '@legate/directory';
import type { LoadedFacts, LoadedGrant, LoadedIdentity } from './loaded-facts.js';

interface CachedGrant {
  readonly grantor: string;
  readonly grantee: string;
  readonly facts: GrantFacts;
}

/** Chains are between identities as they were, so they hold for those uids only. */
interface CachedChains {
  readonly subjectUid: number;
  readonly actorUid: number;
  readonly paths: readonly (readonly string[])[];
}

/** The actor of a request that is looked up by its id. */
type LocalActor = NonNullable<DecisionRequest['actor']>;

/**
 * What is known of one tenant at the revision its feed has applied. Every part can be dropped by itself, so
 * facts are put together anew for each decision; a part that is missing makes the whole a miss. An identity that
 * does not exist is kept as null, a resource likewise.
 */
export class TenantCache {
  private readonly identities = new Map<string, LoadedIdentity | null>();
  /** Which cached identities say of an owner whether it is live. */
  private readonly dependents = new Map<string, Set<string>>();
  private readonly resources = new Map<string, Attributes | null>();
  private readonly grants = new Map<string, CachedGrant>();
  /** By actor, then by subject. */
  private readonly chains = new Map<string, Map<string, CachedChains>>();
  private size = 0;

  constructor(private readonly maxEntries: number) {}

  /** The facts of a request at the revision and time given, or null when a part is not known. */
  assemble(request: DecisionRequest, revision: number, now: number): Facts | null {
    const { type, id } = request.resource;
    const subject = this.identities.get(entryKey(request.subject.type, request.subject.id));
    const resource = this.resources.get(entryKey(type, id));
    if (subject === undefined || resource === undefined) {
      return null;
    }
    const base = {
      revision,
      now,
      subject: subject?.facts ?? null,
      resource: resource === null ? null : { type, id, attributes: resource },
    };
    const { actor } = request;
    const isLocal = actor?.issuer === null;
    return isLocal ? this.withActor(base, subject, actor) : { ...base, actor: null, chains: [] };
  }

  private withActor(
    base: Omit<Facts, 'actor' | 'chains'>,
    subject: LoadedIdentity | null,
    claim: LocalActor,
  ): Facts | null {
    const actor = this.identities.get(entryKey(claim.kind, claim.id));
    if (actor === undefined) {
      return null;
    }
    if (actor === null || subject === null) {
      return { ...base, actor: actor?.facts ?? null, chains: [] };
    }
    const chains = this.assembleChains(subject, actor);
    return chains === null ? null : { ...base, actor: actor.facts, chains };
  }

  private assembleChains(
    subject: LoadedIdentity,
    actor: LoadedIdentity,
  ): readonly DelegationChain[] | null {
    const known = this.chains.get(keyOf(actor))?.get(keyOf(subject));
    if (known?.subjectUid !== subject.uid || known.actorUid !== actor.uid) {
      return null;
    }
    const chains: DelegationChain[] = [];
    for (const path of known.paths) {
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
    const grantor = this.partyOf(grant?.grantor);
    const grantee = this.partyOf(grant?.grantee);
    return grant === undefined || grantor === null || grantee === null
      ? null
      : { ...grant.facts, grantor, grantee };
  }

  private partyOf(key: string | undefined): IdentityFacts | null {
    return key === undefined ? null : (this.identities.get(key)?.facts ?? null);
  }

  /** Takes in facts of a snapshot at exactly the revision applied. */
  store(request: DecisionRequest, loaded: LoadedFacts): void {
    if (this.size >= this.maxEntries) {
      this.clear();
    }
    const { type, id } = request.resource;
    const attributes = loaded.facts.resource?.attributes ?? null;
    this.put(this.resources, entryKey(type, id), attributes);
    this.storeIdentity(entryKey(request.subject.type, request.subject.id), loaded.subject);
    for (const grant of loaded.grants) {
      this.storeGrant(grant);
    }
    if (request.actor !== null && request.actor.issuer === null) {
      this.storeActor(entryKey(request.actor.kind, request.actor.id), loaded);
    }
  }

  private storeActor(key: string, { subject, actor, paths }: LoadedFacts): void {
    this.storeIdentity(key, actor);
    if (subject === null || actor === null) {
      return;
    }
    const bySubject = this.chains.get(key) ?? new Map<string, CachedChains>();
    this.chains.set(key, bySubject);
    const chains = { subjectUid: subject.uid, actorUid: actor.uid, paths };
    this.put(bySubject, keyOf(subject), chains);
  }

  private storeIdentity(key: string, identity: LoadedIdentity | null): void {
    this.put(this.identities, key, identity);
    for (const owner of identity?.owners ?? []) {
      const dependents = this.dependents.get(owner) ?? new Set();
      this.dependents.set(owner, dependents.add(key));
    }
  }

  private storeGrant({ facts, grantor, grantee }: LoadedGrant): void {
    const parties = { grantor: keyOf(grantor), grantee: keyOf(grantee) };
    this.storeIdentity(parties.grantor, grantor);
    this.storeIdentity(parties.grantee, grantee);
    this.put(this.grants, facts.id, { ...parties, facts });
  }

  private put<T>(map: Map<string, T>, key: string, value: T): void {
    if (!map.has(key)) {
      this.size += 1;
    }
    map.set(key, value);
  }

  dropIdentity(key: string): void {
    this.identities.delete(key);
    for (const dependent of this.dependents.get(key) ?? []) {
      this.identities.delete(dependent);
    }
    this.dependents.delete(key);
  }

  dropResource(key: string): void {
    this.resources.delete(key);
  }

  /** A grant was made or revoked: the grant itself, and every list of chains that end at its grantee. */
  dropGrant(id: string, grantee: string | null): void {
    this.grants.delete(id);
    if (grantee === null) {
      this.chains.clear();
    } else {
      this.chains.delete(grantee);
    }
  }

  clear(): void {
    for (const map of [
      this.identities,
      this.dependents,
      this.resources,
      this.grants,
      this.chains,
    ]) {
      map.clear();
    }
    this.size = 0;
  }
}

function keyOf({ facts: { kind, id } }: LoadedIdentity): string {
  return entryKey(kind, id);
}
