import type { ErrorCode } from '@legate/core';
import { signToken } from '../../support/token-issuer.js';
import { DENIED, denied, foundNothing, PERMITTED, refused, withMember } from './hostile-request.js';
import type { HostileRequest, Sent } from './hostile-request.js';
import { ISSUER } from './hostile-world.js';
import type { HostileWorld } from './hostile-world.js';

const ALICE = { type: 'user', id: 'alice' };
const [action, resource] = [PERMITTED.action, PERMITTED.resource];
const context = { purpose: 'audit' };
const ask = (subject: object, more: object = {}): object => ({
  ...{ subject, action, resource },
  context: { ...context, ...more },
});
const acting = (act: unknown): object => ({ ...ALICE, properties: { act } });

/** Carriers of the actor that disagree, or are of no shape. */
const CARRIERS: readonly (readonly [string, object, ErrorCode])[] = [
  ['act and agent', ask(acting({ sub: 'other' }), { agent: 'bot' }), 'request.actor_conflict'],
  [
    'act and client_id',
    ask(acting({ sub: 'bot' }), { client_id: 'other' }),
    'request.actor_conflict',
  ],
  [
    'agent and client_id',
    ask(ALICE, { agent: 'bot', client_id: 'other' }),
    'request.actor_conflict',
  ],
  [
    'the kind of act and agent',
    ask(acting({ sub: 'bot', sub_profile: 'service' }), { agent: 'bot' }),
    'request.actor_conflict',
  ],
  [
    'an alias and agent',
    ask(acting({ sub: 'other-1', iss: ISSUER }), { agent: 'bot' }),
    'request.actor_conflict',
  ],
  ['act by another case', ask(acting({ sub: 'Bot' }), { agent: 'bot' }), 'request.actor_conflict'],
  ['an act without sub', ask(acting({ id: 'bot' })), 'request.invalid'],
  ['an empty act', ask(acting({})), 'request.invalid'],
  ['a list of acts', ask(acting([{ sub: 'bot' }])), 'request.invalid'],
  ['an act of null', ask(acting(null)), 'request.invalid'],
  ['an agent in a list', ask(ALICE, { agent: ['bot'] }), 'request.invalid'],
  ['an agent of null', ask(ALICE, { agent: null }), 'request.invalid'],
  ['an issuer of null', ask(acting({ sub: 'bot', iss: null })), 'request.invalid'],
  ['nine acts', ask(acting(nest(9))), 'request.invalid'],
];

function nest(depth: number): object {
  return { sub: 'bot', ...(depth > 1 && { act: nest(depth - 1) }) };
}

const carriers = CARRIERS.map(([name, body, code]) =>
  refused(`an actor by ${name}`, { body }, 400, code),
);

/** Ways around `actsAs`: the caller speaks for the agent `bot` and for nobody else. */
const NOT_BOUND: readonly (readonly [string, (world: HostileWorld) => object])[] = [
  ['by context.agent', () => ask(ALICE, { agent: 'other' })],
  ['by context.client_id', () => ask(ALICE, { client_id: 'other' })],
  ['by act', () => ask(acting({ sub: 'other' }))],
  ['by an alias', () => ask(acting({ sub: 'other-1', iss: ISSUER }))],
  ['by an alias of the one it may speak for', () => ask(acting({ sub: 'bot-1', iss: ISSUER }))],
  ['as a service of the same id', () => ask(acting({ sub: 'bot', sub_profile: 'service' }))],
  ['as the subject', () => ask({ type: 'agent', id: 'other' })],
  ['by leaving the actor out', () => ask(ALICE)],
  ['by making the user its own actor', () => ask(acting({ sub: 'alice' }))],
  ['in another case', () => ask(ALICE, { agent: 'BOT' })],
  [
    'by a token of the subject alone',
    ({ signing }) => ask(ALICE, { token: signToken(signing, { iss: ISSUER, sub: 'a-1' }) }),
  ],
  [
    'by a token that brings another',
    ({ signing }) => {
      const claims = { iss: ISSUER, sub: 'a-1', act: { sub: 'other-1' } };
      return ask(ALICE, { token: signToken(signing, claims) });
    },
  ],
];

const notBound = NOT_BOUND.map(([name, make]) =>
  refused(
    `a caller that speaks for another agent ${name}`,
    (world) => ({ body: make(world), credential: world.keys.bound }),
    403,
    'caller.actor_not_trusted',
  ),
);

const as =
  (caller: keyof HostileWorld['keys'], sent: Sent) =>
  ({ keys }: HostileWorld): Sent => ({ ...sent, credential: keys[caller] });

const trusted = [
  refused(
    'a subject that the caller may not name',
    as('named', { body: PERMITTED }),
    403,
    'caller.subject_not_trusted',
  ),
  refused(
    'a subject that climbs out of those it may name',
    as('named', { body: withMember(PERMITTED, 'subject.id', 'hr/../alice') }),
    403,
    'caller.subject_not_trusted',
  ),
  refused(
    'a subject without the token that proves it',
    as('proving', { body: PERMITTED }),
    403,
    'caller.subject_not_trusted',
  ),
  refused(
    'no token where one is demanded',
    as('forwarding', { body: PERMITTED }),
    403,
    'token.required',
  ),
  refused(
    'an empty token where one is demanded',
    as('forwarding', { body: withMember(PERMITTED, 'context.token', '') }),
    403,
    'token.invalid',
  ),
  refused(
    'a token that is null where one is demanded',
    as('forwarding', { body: withMember(PERMITTED, 'context.token', null) }),
    400,
    'request.invalid',
  ),
  denied(
    'roles from a caller that may assert a team',
    as('asserting', {
      body: {
        subject: { type: 'user', id: 'bob', properties: { team: 'x', roles: ['admin'] } },
        ...{ action, resource },
      },
    }),
    'policy.no_match',
  ),
];

/** Actors that have no grant, or not this one. */
const POWERLESS: readonly [string, object, Parameters<typeof denied>[2]][] = [
  ['an unknown agent', ask(ALICE, { agent: 'nobody' }), 'actor.unknown'],
  ['an agent without a grant', ask(ALICE, { agent: 'other' }), 'grant.none'],
  ['a user as the agent', ask(ALICE, { agent: 'bob' }), 'actor.unknown'],
  ['an agent for another user', ask({ type: 'user', id: 'bob' }, { agent: 'bot' }), 'grant.none'],
  ['an agent for itself', ask({ type: 'agent', id: 'bot' }), 'policy.no_match'],
  [
    'the grant turned around',
    ask({ type: 'agent', id: 'bot' }, { agent: 'alice' }),
    'actor.unknown',
  ],
  ['a service without a grant', ask(acting({ sub: 'crm', sub_profile: 'service' })), 'grant.none'],
  ['an alias of nobody', ask(acting({ sub: 'nobody', iss: ISSUER })), 'actor.unknown'],
  ['a user by its alias', ask(acting({ sub: 'b-1', iss: ISSUER })), 'actor.unknown'],
];

const powerless = POWERLESS.map(([name, body, reason]) => denied(name, { body }, reason));

const minimal: readonly HostileRequest[] = [
  {
    name: 'a question that is denied to a caller with minimal answers',
    send: as('minimal', { body: DENIED }),
    expected: { minimal: false },
  },
  {
    name: 'an unknown subject, asked by a caller with minimal answers',
    send: as('minimal', { body: withMember(PERMITTED, 'subject.id', 'nobody') }),
    expected: { minimal: false },
  },
  {
    name: 'an id of another tenant, asked by a caller with minimal answers',
    send: as('minimal', { body: withMember(PERMITTED, 'subject.id', 'bela') }),
    expected: { minimal: false },
  },
  foundNothing(
    'a search by a caller with minimal answers for what nobody may',
    as('minimal', { path: '/access/v1/search/subject', body: DENIED }),
  ),
];

export const ACTORS: readonly HostileRequest[] = [
  ...[...carriers, ...notBound, ...trusted, ...powerless, ...minimal],
];
