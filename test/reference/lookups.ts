import type { Holder, Kind, Question, Value, Values, World, WorldIdentity } from './world.js';

/** Whom a request may name as its actor. */
export interface NamedActor {
  readonly id: string;
  readonly issuer: string | null;
  /** One kind where the request tells it, else all that could be meant. */
  readonly kinds: readonly Kind[];
}

export function isSame(one: Holder, other: Holder): boolean {
  return one.kind === other.kind && one.id === other.id;
}

export function findIdentity(world: World, ref: Holder): WorldIdentity | undefined {
  return world.identities.find((one) => isSame(one, ref));
}

/** The subject, whose type may be one that the tenant maps to a kind. */
export function findSubject(world: World, { subject }: Question): WorldIdentity | undefined {
  const mapped = world.subjectTypes.find(({ type }) => type === subject.type)?.kind;
  const kind = mapped ?? (subject.type as Kind);
  return findIdentity(world, { kind, id: subject.id });
}

/** What the carriers say: `act`, `context.agent` and `context.client_id`. */
export function readCarriers({ subject, context }: Question): readonly NamedActor[] {
  const act = subject.properties?.['act'] as Values | undefined;
  const named = [act?.['sub'], context?.['agent'], context?.['client_id']];
  const issuer = act?.['iss'];
  const profile = act?.['sub_profile'];
  const isService = typeof profile === 'string' && profile.split(' ').includes('service');
  return [
    { issuer: issuer ?? null, kinds: [isService ? 'service' : 'agent'] },
    { issuer: null, kinds: ['agent'] },
    { issuer: null, kinds: ['agent', 'service'] },
  ].flatMap((one, at) => {
    const id = named[at];
    return typeof id === 'string' ? [{ ...one, id } as NamedActor] : [];
  });
}

/** Who it is that the first of the carriers names. By an alias it may be a service or an agent, never a user. */
export function findActor(
  world: World,
  { id, issuer, kinds }: NamedActor,
): WorldIdentity | undefined {
  if (issuer === null) {
    return findIdentity(world, { kind: kinds[0] ?? 'agent', id });
  }
  return world.identities.find(
    ({ kind, body }) =>
      kind !== 'user' &&
      (body.aliases ?? []).some((alias) => alias.issuer === issuer && alias.subject === id),
  );
}

/** The agent's parent, and all above it. */
export function agentsAbove(world: World, { body }: WorldIdentity): readonly WorldIdentity[] {
  const parent = findIdentity(world, { kind: 'agent', id: body.parent ?? '' });
  return parent === undefined ? [] : [parent, ...agentsAbove(world, parent)];
}

/** The roles it has by itself and through every active group it is in, and in active groups of which those are. */
export function rolesOf(world: World, identity: WorldIdentity): readonly string[] {
  const stored = identity.body.attributes['roles'];
  const isList = Array.isArray(stored) && stored.every((role: Value) => typeof role === 'string');
  const holders: readonly Holder[] = [identity, ...groupsOf(world, identity)];
  const assigned = world.assignments.filter(({ holder }) =>
    holders.some((one) => isSame(one, holder)),
  );
  return [...(isList ? stored : []), ...assigned.map(({ role }) => role)];
}

function groupsOf(world: World, member: Holder): readonly Holder[] {
  return world.memberships
    .filter((one) => isSame(one.member, member))
    .flatMap(({ group }) =>
      world.groups.filter(({ id, status }) => id === group && status === 'active'),
    )
    .map(({ id }) => ({ kind: 'group', id }) as const)
    .flatMap((group) => [group, ...groupsOf(world, group)]);
}

/** Whether the request names the subject itself as the actor, so that nobody is acted for (DEL-13). */
export function namesItself({ subject }: Question, { id, issuer, kinds }: NamedActor): boolean {
  return issuer === null && id === subject.id && kinds.some((kind) => kind === subject.type);
}
