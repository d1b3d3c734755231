import { IDENTITY_KINDS } from '@legate/core';
import type { DecisionRequest, IdentityFacts, IdentityKind } from '@legate/core';
import { entryKey } from '@legate/directory';
import type { FeedChange, HolderRef } from '@legate/directory';
import type { LoadedFacts, LoadedIdentity, LoadedPrincipal } from './loaded-facts.js';

type ActorClaim = NonNullable<DecisionRequest['actor']>;

/**
 * What is known of a tenant's identities: as parties of grants, and as subjects and actors with all that policy
 * sees of them. What does not exist is kept as null.
 */
export class IdentityCache {
  private readonly parties = new Map<string, LoadedIdentity>();
  private readonly principals = new Map<string, LoadedPrincipal | null>();
  /** Which entries say something of an owner or of an agent above. */
  private readonly dependents = new Map<string, Set<string>>();
  /** Which identity an alias stands for, by issuer and subject. */
  private readonly aliases = new Map<string, string | null>();
  private readonly mappedTypes = new Map<string, IdentityKind | null>();

  get size(): number {
    const { parties, principals, dependents, aliases, mappedTypes } = this;
    return parties.size + principals.size + dependents.size + aliases.size + mappedTypes.size;
  }

  /** Undefined when it is not known. */
  subject({ type, id }: DecisionRequest['subject']): LoadedPrincipal | null | undefined {
    const kind = IDENTITY_KINDS.find((known) => known === type) ?? this.mappedTypes.get(type);
    return kind === null || kind === undefined ? kind : this.principals.get(entryKey(kind, id));
  }

  /** Undefined when it is not known. */
  actor(claim: ActorClaim): LoadedPrincipal | null | undefined {
    const key =
      claim.issuer === null ? entryKey(claim.kind, claim.id) : this.aliases.get(aliasKey(claim));
    return key === null || key === undefined ? key : this.principals.get(key);
  }

  party(key: string | undefined): IdentityFacts | null {
    return key === undefined ? null : (this.parties.get(key)?.facts ?? null);
  }

  /** Takes in the subject and the actor. */
  store(request: DecisionRequest, { subjectKind, subject, actor }: LoadedFacts): void {
    const { type, id } = request.subject;
    this.mappedTypes.set(type, subjectKind);
    if (subjectKind !== null) {
      this.storePrincipal(entryKey(subjectKind, id), subject);
    }
    if (request.actor !== null) {
      this.storeActor(request.actor, actor);
    }
  }

  private storeActor(claim: ActorClaim, actor: LoadedPrincipal | null): void {
    const key = actor === null ? null : keyOf(actor);
    if (claim.issuer !== null) {
      this.aliases.set(aliasKey(claim), key);
    }
    if (key !== null || claim.issuer === null) {
      this.storePrincipal(key ?? entryKey(claim.kind, claim.id), actor);
    }
  }

  // What is known already is of the same revision, so it is the same; the newer one is left to the garbage collector.
  private storePrincipal(key: string, principal: LoadedPrincipal | null): void {
    if (!this.principals.has(key)) {
      this.principals.set(key, principal);
      this.hang(key, principal);
    }
  }

  storeParty(party: LoadedIdentity): string {
    const key = keyOf(party);
    if (!this.parties.has(key)) {
      this.parties.set(key, party);
      this.hang(key, party);
    }
    return key;
  }

  private hang(key: string, identity: LoadedIdentity | null): void {
    for (const on of identity?.hangsOn ?? []) {
      const dependents = this.dependents.get(on) ?? new Set();
      this.dependents.set(on, dependents.add(key));
    }
  }

  /** Drops what the change touches. */
  apply({ entity, key, holder }: FeedChange): void {
    if (entity === 'identity') {
      this.drop(key);
    } else if (entity === 'membership' || entity === 'role_assignment') {
      this.dropHeldBy(holder);
    } else if (entity === 'group') {
      this.principals.clear();
    } else if (entity === 'subject_type') {
      this.mappedTypes.clear();
    }
  }

  /** Itself, what hangs on it, and what any alias may stand for now. */
  private drop(key: string): void {
    for (const dropped of [key, ...(this.dependents.get(key) ?? [])]) {
      this.parties.delete(dropped);
      this.principals.delete(dropped);
    }
    this.dependents.delete(key);
    this.aliases.clear();
  }

  /** What an identity, or the members of a group, hold has changed. */
  private dropHeldBy({ kind, id }: HolderRef): void {
    if (kind !== 'group') {
      this.principals.delete(entryKey(kind, id));
      return;
    }
    for (const [key, principal] of this.principals) {
      if (principal?.groups.includes(id) === true) {
        this.principals.delete(key);
      }
    }
  }

  clear(): void {
    for (const map of [
      this.parties,
      this.principals,
      this.dependents,
      this.aliases,
      this.mappedTypes,
    ]) {
      map.clear();
    }
  }
}

function aliasKey({ issuer, id }: ActorClaim): string {
  return entryKey(issuer ?? '', id);
}

/** As the feed of changes names it. */
export function keyOf({ facts: { kind, id } }: LoadedIdentity): string {
  return entryKey(kind, id);
}
