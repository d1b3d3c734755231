import type {
  ConstraintText,
  Question,
  Ref,
  ScopeTexts,
  World,
  WorldGrant,
  WorldIdentity,
} from '../../reference/world.js';

/** The world with one grant changed. */
export function withGrant(
  world: World,
  name: string,
  change: (grant: WorldGrant) => WorldGrant,
): World {
  return { ...world, grants: world.grants.map((one) => (one.name === name ? change(one) : one)) };
}

/** The world with one identity changed. */
export function withIdentity(
  world: World,
  { kind, id }: Ref,
  change: (body: WorldIdentity['body']) => WorldIdentity['body'],
): World {
  return {
    ...world,
    identities: world.identities.map((one) =>
      one.kind === kind && one.id === id ? { ...one, body: change(one.body) } : one,
    ),
  };
}

/** The world without a grant and all that hangs below it. */
export function withoutGrant(world: World, name: string): World {
  const gone = new Set([name]);
  for (const grant of world.grants) {
    if (grant.parent !== null && gone.has(grant.parent)) {
      gone.add(grant.name);
    }
  }
  return { ...world, grants: world.grants.filter((grant) => !gone.has(grant.name)) };
}

export function revoke(world: World, name: string): World {
  return withGrant(world, name, (grant) => ({ ...grant, revoked: true }));
}

export function endAt(world: World, name: string, ms: number): World {
  const expiresAt = new Date(ms).toISOString();
  return withGrant(world, name, (grant) => ({ ...grant, body: { ...grant.body, expiresAt } }));
}

export function suspend(world: World, party: Ref): World {
  return withIdentity(world, party, (body) => ({ ...body, status: 'suspended' }));
}

/** Voids what was granted to or by the party before the time given. */
export function mark(world: World, party: Ref, ms: number): World {
  const notBefore = new Date(ms).toISOString();
  return withIdentity(world, party, (body) => ({
    ...body,
    notBefore: [notBefore, body.notBefore ?? ''].sort().at(-1) ?? notBefore,
  }));
}

export function retireGroup(world: World, id: string): World {
  const groups = world.groups.map((one) =>
    one.id === id ? { ...one, status: 'retired' as const } : one,
  );
  return { ...world, groups };
}

/** Puts a new agent above every agent that has none above it. */
export function withParentAgent(world: World, boss: WorldIdentity): World {
  const identities = world.identities.map((one) =>
    one.kind === 'agent' && one.body.parent === undefined
      ? { ...one, body: { ...one.body, parent: boss.id } }
      : one,
  );
  return { ...world, identities: [boss, ...identities] };
}

/** The same world, told in another order. */
export function reordered(world: World): World {
  return {
    identities: world.identities.toReversed(),
    groups: world.groups.toReversed(),
    memberships: world.memberships.toReversed(),
    assignments: world.assignments.toReversed(),
    subjectTypes: world.subjectTypes.toReversed(),
    resources: world.resources.toReversed(),
    grants: world.grants.toReversed(),
  };
}

const TIGHT: ConstraintText = { path: 'action.properties.amount', op: 'max', value: 20 };

/** Takes an action or a resource from a scope, or adds a constraint; `at` picks which. */
export function narrow<T extends Partial<ScopeTexts>>(scope: T, at: number): T {
  const { actions = ['read', 'list'], resources = [{ type: 'doc', id: '**' }] } = scope;
  switch (at % 3) {
    case 0:
      return { ...scope, actions: without(actions, at) };
    case 1:
      return { ...scope, resources: without(resources, at) };
    default:
      return { ...scope, constraints: [...(scope.constraints ?? []), TIGHT] };
  }
}

function without<T>(list: readonly T[], at: number): readonly T[] {
  return list.toSpliced(at % (list.length || 1), 1);
}

/** Gives every party, group, subject type and grant another name, wherever it is spoken of, so that no order by name is kept. */
export function renamed({ world, question }: { world: World; question: Question }): {
  world: World;
  question: Question;
} {
  const names = [
    ...world.identities.map(({ id }) => id),
    ...world.groups.map(({ id }) => id),
    ...world.subjectTypes.map(({ type }) => type),
    ...world.grants.map(({ name }) => name),
  ];
  const others = new Map(names.map((name, at) => [name, `${(at * 7) % 10}${name}`]));
  const rename = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return others.get(value) ?? value;
    }
    if (Array.isArray(value)) {
      return value.map(rename);
    }
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, rename(member)]))
      : value;
  };
  return rename({ world, question }) as { world: World; question: Question };
}
