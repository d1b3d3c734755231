import { IDENTITY_KINDS, parsePartialScope } from '@legate/core';
import type {
  ActorClaim,
  AgentAncestor,
  Attributes,
  Ceiling,
  IdentityFacts,
  IdentityKind,
  IdentityRef,
} from '@legate/core';
import type { Holder, World, WorldIdentity } from '../../reference/world.js';
import { fail, scopeOf } from './parsed.js';

/** The identities of a world as the store would load them. */
export class Identities {
  constructor(private readonly world: World) {}

  subject({ type, id }: { readonly type: string; readonly id: string }): IdentityFacts | null {
    const kinds: Readonly<Record<string, IdentityKind>> = Object.fromEntries([
      ...this.world.subjectTypes.map(({ type: mapped, kind }) => [mapped, kind] as const),
      ...IDENTITY_KINDS.map((kind) => [kind, kind] as const),
    ]);
    const kind = kinds[type];
    return kind === undefined ? null : this.find({ kind, id });
  }

  actor({ kind, id, issuer }: ActorClaim): IdentityFacts | null {
    if (issuer === null) {
      return this.find({ kind, id });
    }
    const found = this.world.identities.find(({ body }) =>
      body.aliases?.some((alias) => alias.issuer === issuer && alias.subject === id),
    );
    return found === undefined || found.kind === 'user' ? null : this.find(found);
  }

  find(ref: IdentityRef): IdentityFacts | null {
    const found = this.stored(ref);
    if (found === undefined) {
      return null;
    }
    const { kind, id, body } = found;
    return {
      kind,
      id,
      attributes: { ...body.attributes, ...this.held(found) },
      status: body.status,
      ceiling: toCeiling(found),
      owners:
        kind === 'agent' ? (body.owners ?? []).map((owner) => `${owner.kind}:${owner.id}`) : [],
      hasLiveOwner: (body.owners ?? []).some((owner) => this.isLivePerson(owner)),
      lineage: this.lineage(found),
      notBefore: body.notBefore === undefined ? null : Date.parse(body.notBefore),
    };
  }

  get(ref: IdentityRef): IdentityFacts {
    return this.find(ref) ?? fail(`no ${ref.kind} ${ref.id}`);
  }

  private stored(ref: IdentityRef): WorldIdentity | undefined {
    return this.world.identities.find(({ kind, id }) => kind === ref.kind && id === ref.id);
  }

  private isLivePerson(ref: IdentityRef): boolean {
    const owner = this.stored(ref);
    return owner?.body.status === 'active' && owner.kind !== 'agent';
  }

  private lineage({ body: { parent } }: WorldIdentity): readonly AgentAncestor[] {
    const above = parent === undefined ? undefined : this.stored({ kind: 'agent', id: parent });
    return above === undefined
      ? []
      : [
          { id: above.id, status: above.body.status, ceiling: toCeiling(above) },
          ...this.lineage(above),
        ];
  }

  /** `roles` and `groups`: what is stored of them and what is assigned, sorted. */
  private held({ kind, id, body }: WorldIdentity): Attributes {
    const inside = new Set<string>();
    const queue: Holder[] = [{ kind, id }];
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) {
      const outer = this.outer(one).filter((group) => !inside.has(group));
      outer.forEach((group) => inside.add(group));
      queue.push(...outer.map((group) => ({ kind: 'group', id: group }) as const));
    }
    const assigned = this.world.assignments.filter(({ holder }) =>
      holder.kind === 'group' ? inside.has(holder.id) : holder.kind === kind && holder.id === id,
    );
    return {
      roles: union(
        body.attributes['roles'],
        assigned.map(({ role }) => role),
      ),
      groups: union(body.attributes['groups'], [...inside]),
    };
  }

  private outer({ kind, id }: Holder): readonly string[] {
    const active = this.world.groups.filter(({ status }) => status === 'active');
    return this.world.memberships
      .filter(({ member }) => member.kind === kind && member.id === id)
      .map(({ group }) => group)
      .filter((group) => active.some((one) => one.id === group));
  }
}

function union(stored: unknown, assigned: readonly string[]): readonly string[] {
  const isList = Array.isArray(stored) && stored.every((name) => typeof name === 'string');
  return [...new Set<string>([...(isList ? stored : []), ...assigned])].sort();
}

function toCeiling({ body: { ceiling } }: WorldIdentity): Ceiling | null {
  return ceiling === undefined ? null : scopeOf(parsePartialScope(ceiling));
}
