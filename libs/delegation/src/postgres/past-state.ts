import { IDENTITY_KINDS } from '@legate/core';
import type {
  DecisionRequest,
  DelegationChain,
  IdentityFacts,
  IdentityKind,
  IdentityRef,
  ResourceAncestor,
  ResourceFacts,
} from '@legate/core';
import { entryKey, holdingPrefix } from '@legate/directory';
import type { Alias, Group, HolderRef, Identity, Resource, ResourceRef } from '@legate/directory';
import { MAX_LINEAGE, toPartyFacts, toPrincipalFacts } from '../identity-record.js';
import type { PartyRecord, Holdings } from '../identity-record.js';
import { MAX_ANCESTORS, toResourceFacts } from '../resource-record.js';
import type { HistoricalChains } from './historical-chains.js';
import type { PastDocuments } from './past-documents.js';

/** Parties, resources and chains as they were at one revision, each put together once. */
export class PastState {
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(
    private readonly past: PastDocuments,
    private readonly grants: HistoricalChains,
    private readonly revision: number,
  ) {}

  async subject({ type, id }: DecisionRequest['subject']): Promise<IdentityFacts | null> {
    const kind = await this.kindOf(type);
    return kind === null ? null : await this.principal({ kind, id });
  }

  /** A user acts for nobody. */
  async actor(claim: NonNullable<DecisionRequest['actor']>): Promise<IdentityFacts | null> {
    const { kind, id, issuer } = claim;
    const found =
      issuer === null
        ? await this.identity({ kind, id })
        : await this.aliased({ issuer, subject: id });
    return found === null || found.kind === 'user' ? null : await this.principal(found);
  }

  async resource(ref: ResourceRef): Promise<ResourceFacts | null> {
    return await this.once(`resource ${entryKey(ref.type, ref.id)}`, async () => {
      const stored = await this.storedResource(ref);
      if (stored === null) {
        return null;
      }
      const { attributes, status, digest = null, owner = null } = stored;
      const ancestors = await this.above(stored);
      return toResourceFacts(stored, { attributes, status, digest, owner, ancestors });
    });
  }

  /** @param now what is over by then comes after what is not, where there are more than a decision looks at */
  async chains(
    pair: { readonly subject: IdentityRef; readonly actor: IdentityRef },
    now: number,
  ): Promise<readonly DelegationChain[]> {
    const at = { ...pair, revision: this.revision };
    return await this.grants.between(at, now, async (ref) => await this.partyOf(ref));
  }

  private async principal(ref: IdentityRef): Promise<IdentityFacts | null> {
    return await this.once(`principal ${entryKey(ref.kind, ref.id)}`, async () => {
      const identity = await this.identity(ref);
      if (identity === null) {
        return null;
      }
      const { attributes } = identity;
      const held = await this.held(identity);
      return toPrincipalFacts(toPartyFacts(await this.party(identity)), { attributes, ...held });
    });
  }

  private async partyOf(ref: IdentityRef): Promise<IdentityFacts> {
    return await this.once(`party ${entryKey(ref.kind, ref.id)}`, async () => {
      const identity = await this.identity(ref);
      if (identity === null) {
        throw new Error(`the history of ${ref.kind} "${ref.id}" has a gap`);
      }
      return toPartyFacts(await this.party(identity));
    });
  }

  private async party(identity: Identity): Promise<PartyRecord> {
    const { kind, id, status, ceiling = null, notBefore = null } = identity;
    const owners = await Promise.all(
      identity.owners.map(async (owner) => await this.identity(owner)),
    );
    return {
      uid: 0,
      kind,
      id,
      status,
      ceiling,
      notBefore,
      hasLiveOwner: owners.some((owner) => owner?.status === 'active' && owner.kind !== 'agent'),
      owners: [],
      lineage: await this.lineage(identity),
    };
  }

  private async lineage({ parent }: Identity): Promise<PartyRecord['lineage']> {
    const above: Identity[] = [];
    for (let id = parent; id !== undefined && above.length < MAX_LINEAGE;) {
      const agent: Identity | null = await this.identity({ kind: 'agent', id });
      if (agent === null) {
        break;
      }
      above.push(agent);
      id = agent.parent;
    }
    return above.map(({ id, status, ceiling = null }) => ({ id, status, ceiling }));
  }

  private async above({ parent }: Resource): Promise<readonly ResourceAncestor[]> {
    const above: ResourceAncestor[] = [];
    for (let ref = parent; ref !== undefined && above.length < MAX_ANCESTORS;) {
      const outer: Resource | null = await this.storedResource(ref);
      if (outer === null) {
        break;
      }
      above.push({ type: outer.type, id: outer.id, attributes: outer.attributes });
      ref = outer.parent;
    }
    return above;
  }

  /** Groups and roles, through groups in groups too. */
  private async held(identity: IdentityRef): Promise<Pick<Holdings, 'groups' | 'roles'>> {
    const groups: string[] = [];
    const roles = new Set<string>();
    const seen = new Set<string>();
    for (let level: readonly HolderRef[] = [identity]; level.length > 0;) {
      const held = await Promise.all(level.map(async (holder) => await this.heldBy(holder)));
      held.forEach((one) => {
        one.roles.forEach(({ role }) => roles.add(role));
      });
      const found = held
        .flatMap(({ memberships }) => memberships.map(({ group }) => group))
        .filter((group) => !seen.has(group));
      found.forEach((group) => seen.add(group));
      const active = await this.activeOf([...new Set(found)]);
      groups.push(...active);
      level = active.map((id) => ({ kind: 'group', id }));
    }
    return { groups, roles: [...roles] };
  }

  private async heldBy(holder: HolderRef): ReturnType<PastDocuments['held']> {
    return await this.past.held({ prefix: holdingPrefix(holder), revision: this.revision });
  }

  private async activeOf(ids: readonly string[]): Promise<readonly string[]> {
    const groups = await Promise.all(
      ids.map(async (key) => await this.document<Group>('group', key)),
    );
    return groups.flatMap((group) => (group?.status === 'active' ? [group.id] : []));
  }

  /** What the subject type stood for. */
  private async kindOf(type: string): Promise<IdentityKind | null> {
    const known = IDENTITY_KINDS.find((kind) => kind === type);
    const mapped = await this.document<{ value: IdentityKind }>('subject_type', type);
    return known ?? mapped?.value ?? null;
  }

  /** The identity that had the alias. */
  private async aliased(alias: Alias): Promise<Identity | null> {
    const named = await this.past.onceAliased(alias);
    const candidates = await Promise.all(named.map(async (ref) => await this.identity(ref)));
    const isIt = (one: Alias): boolean =>
      one.issuer === alias.issuer && one.subject === alias.subject;
    // Histories from before there were aliases have none.
    const has = (one: { readonly aliases?: readonly Alias[] } | null): boolean =>
      one?.aliases?.some(isIt) ?? false;
    return candidates.find(has) ?? null;
  }

  private async identity({ kind, id }: IdentityRef): Promise<Identity | null> {
    return await this.document<Identity>('identity', entryKey(kind, id));
  }

  private async storedResource({ type, id }: ResourceRef): Promise<Resource | null> {
    return await this.document<Resource>('resource', entryKey(type, id));
  }

  private async document<T>(
    entity: Parameters<PastDocuments['document']>[0]['entity'],
    key: string,
  ): Promise<T | null> {
    return await this.past.document<T>({ entity, key, revision: this.revision });
  }

  private async once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = (this.made.get(name) as Promise<T> | undefined) ?? make();
    this.made.set(name, known);
    return await known;
  }
}
