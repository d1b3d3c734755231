import type { ConstraintText, Ref, ScopeTexts, Value } from '../world.js';

/** The small vocabulary of generated worlds: few names, so that they meet often. */
export const USERS = ['alice', 'bob', 'carol'] as const;
export const SERVICES = ['crm', 'worker'] as const;
export const AGENTS = ['bot', 'planner', 'clerk', 'helper'] as const;
export const PARTIES: readonly Ref[] = [
  ...USERS.map((id) => ({ kind: 'user', id }) as const),
  ...SERVICES.map((id) => ({ kind: 'service', id }) as const),
  ...AGENTS.map((id) => ({ kind: 'agent', id }) as const),
];

export const ACTIONS = ['read', 'list', 'write', 'can_read_todo', 'delete', 'keys/rotate'] as const;
export const TYPES = ['doc', 'file', 'crm/note'] as const;
export const IDS = ['a', 'b', 'a/1', 'a/b/2', 'b/1', '*', 'a*', 'a/../b', 'a//1'] as const;

/** Under each selector, some that select no more than it does. */
export type Ladder = Readonly<Record<string, readonly string[]>>;

export const ACTION_LADDER: Ladder = {
  '**': ['**', '*', 'keys/**', 'read', 'write'],
  '*': ['*', 'read', 'list', 'write', 'can_read_todo', 'delete'],
  'keys/**': ['keys/**', 'keys/*', 'keys/rotate'],
};
export const TYPE_LADDER: Ladder = {
  '**': ['**', '*', 'crm/*', 'doc'],
  '*': ['*', 'doc', 'file'],
  'crm/*': ['crm/*', 'crm/note'],
};
export const ID_LADDER: Ladder = {
  '**': ['**', '*', 'a/**', 'b/**', '*/*/**', 'a', '\\*'],
  '*': ['*', 'a', 'b', '\\*', 'a\\*'],
  '*/*/**': ['*/*/**', 'a/b/**', 'a/*/2', 'a/b/2'],
  'a/**': ['a/**', 'a/*', 'a/b/**', 'a/1', 'a/b/2'],
  'a/*': ['a/*', 'a/1'],
  'a/b/**': ['a/b/**', 'a/b/*', 'a/b/2'],
  'b/**': ['b/**', 'b/*', 'b/1'],
  'a/../b': ['a/../b'],
  'a//1': ['a//1'],
};

export function rungsBelow(ladder: Ladder, selector: string): readonly string[] {
  return ladder[selector] ?? [selector];
}

const at = (path: string, ...rungs: (readonly [string, Value])[]): readonly ConstraintText[] =>
  rungs.map(([op, value]) => ({ path, op, value }));

/** Constraints in families; within one, each is narrower than those before it. */
export const CONSTRAINT_FAMILIES: readonly (readonly ConstraintText[])[] = [
  at('action.properties.amount', ['max', 100], ['max', 50], ['oneOf', [10, 20]], ['equals', 10]),
  at('action.properties.amount', ['min', 5], ['min', 10], ['equals', 20]),
  at(
    'resource.properties.region',
    ['prefix', 'eu'],
    ['prefix', 'eu/west'],
    ['equals', 'eu/west/1'],
  ),
  at('context.device.type', ['oneOf', ['laptop', 'phone', true]], ['equals', 'laptop']),
  at(
    'now',
    ['timeWindow', { from: '00:00', to: '24:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'] }],
    ['timeWindow', { from: '08:00', to: '18:00', days: ['mon', 'tue'] }],
    ['timeWindow', { from: '09:00', to: '12:00', days: ['mon'] }],
  ),
];

export const AMOUNTS: readonly Value[] = [10, 20, 50, 100, 7, 101, '10', null];
export const REGIONS: readonly Value[] = ['eu', 'eu/west', 'eu/west/1', 'eu/../us', 'europe', 3];
export const DEVICES: readonly Value[] = [{ type: 'laptop' }, { type: true }, { type: 'tv' }, []];
export const PURPOSES = ['audit', 'support'] as const;
export const AUDIENCES = ['billing', 'mail', 'search'] as const;

export const GROUPS = ['staff', 'team', 'crew', 'board'] as const;
export const ROLES = ['admin', 'editor', 'viewer', 'guest'] as const;
/** Further subject types, with what each is mostly mapped to. */
export const SUBJECT_TYPES = [
  ['employee', 'user'],
  ['app', 'service'],
  ['robot', 'agent'],
] as const;
export const ISSUERS = ['https://one.example', 'https://two.example'] as const;
export const DIGESTS = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}`);

/** Scopes that ceilings are made of; the wide ones more often. */
export const CEILINGS: readonly Partial<ScopeTexts>[] = [
  {},
  { actions: ['**', '*'] },
  { actions: ['**'], resources: [{ type: '**', id: '**' }] },
  { actions: ['read', 'list', 'write', 'can_read_todo'] },
  {
    resources: [
      { type: '*', id: 'a/**' },
      { type: '**', id: '*' },
    ],
  },
  { constraints: [{ path: 'action.properties.amount', op: 'max', value: 50 }] },
  { actions: ['*'], resources: [{ type: 'doc', id: '**' }] },
  {},
  { resources: [{ type: '**', id: '**' }] },
  { actions: ['**'] },
  { actions: [] },
  {},
  {},
  { resources: [{ type: '**', id: '**' }], constraints: [] },
  { actions: ['*', 'keys/rotate'] },
];
