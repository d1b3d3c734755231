import { InvalidRequestError } from '../errors/pdp-error.js';
import { MAX_ACT_DEPTH, readActor } from './actor-carriers.js';
import type { ActorCarriers } from './actor-carriers.js';
import type { Attributes, Json } from './json.js';

const withAct = (act: Json, context: Attributes = {}): ActorCarriers => ({
  subject: { type: 'user', id: 'alice', properties: { act } },
  context,
});
const withClient = (id: Json): ActorCarriers => ({
  subject: { type: 'user', id: 'alice' },
  context: { client_id: id },
});
const withAgent = (agent: Json): ActorCarriers => ({
  subject: { type: 'user', id: 'alice' },
  context: { agent },
});

/** `count` act objects, one in the other. */
const nested = (count: number): Json =>
  count === 1 ? { sub: 'bot' } : { sub: 'bot', act: nested(count - 1) };

function codeOf(carriers: ActorCarriers): unknown {
  try {
    return readActor(carriers);
  } catch (error) {
    return error instanceof InvalidRequestError ? error.code : error;
  }
}

describe('readActor', () => {
  const BOT = { kind: 'agent', id: 'bot', issuer: null, alsoCalled: [] };

  it('finds none where none is named', () => {
    expect(readActor({ subject: { type: 'user', id: 'alice' } })).toBeNull();
    expect(
      readActor({ subject: { type: 'user', id: 'a', properties: {} }, context: {} }),
    ).toBeNull();
  });

  it.each<[string, ActorCarriers, unknown]>([
    ['context.agent', withAgent('bot'), BOT],
    ['act', withAct({ sub: 'bot' }), BOT],
    ['act of another profile', withAct({ sub: 'bot', sub_profile: 'ai_agent user' }), BOT],
    [
      'act of a service',
      withAct({ sub: 'bot', sub_profile: 'x service' }),
      { ...BOT, kind: 'service' },
    ],
    [
      'act of an issuer',
      withAct({ sub: 'bot', iss: 'https://i' }),
      { ...BOT, issuer: 'https://i' },
    ],
    ['both, alike', withAct({ sub: 'bot' }, { agent: 'bot' }), BOT],
    ['context.client_id', withClient('bot'), BOT],
    ['all three, alike', withAct({ sub: 'bot' }, { agent: 'bot', client_id: 'bot' }), BOT],
    [
      'a service by its act and client id',
      withAct({ sub: 'bot', sub_profile: 'service' }, { client_id: 'bot' }),
      { ...BOT, kind: 'service' },
    ],
    [
      'DEL-10: what an alias is called besides, to be held against what it stands for',
      withAct({ sub: 'x', iss: 'https://i' }, { agent: 'bot', client_id: 'app' }),
      {
        kind: 'agent',
        id: 'x',
        issuer: 'https://i',
        alsoCalled: [
          { kind: 'agent', id: 'bot' },
          { kind: null, id: 'app' },
        ],
      },
    ],
    ['DEL-1: the outermost act', withAct({ sub: 'bot', act: { sub: 'planner' } }), BOT],
    ['DEL-3: act with other claims', withAct({ sub: 'bot', exp: 1, aud: [] }), BOT],
  ])('reads %s', (_, carriers, expected) => {
    expect(readActor(carriers)).toEqual(expected);
  });

  it.each<Json>([null, '', ' ', 'a\u200b', 1, [], ['bot'], {}])(
    'refuses %j as context.agent',
    (agent) => {
      expect(codeOf(withAgent(agent))).toBe('request.invalid');
    },
  );

  it.each<Json>([
    null,
    'bot',
    [],
    [{ sub: 'bot' }],
    {},
    { sub: '' },
    { sub: 1 },
    { sub: 'a\n' },
    { iss: 'https://i' },
    { sub: 'bot', iss: '' },
    { sub: 'bot', iss: null },
    { sub: 'bot', iss: 'https://a/\0b' },
    { sub: 'bot', iss: `https://${'a'.repeat(1024)}` },
    { sub: 'bot', sub_profile: '' },
    { sub: 'bot', sub_profile: ['service'] },
  ])('refuses %j as act', (act) => {
    expect(codeOf(withAct(act))).toBe('request.invalid');
  });

  it('DEL-12: takes act to the maximum depth and rejects it past that', () => {
    expect(codeOf(withAct(nested(MAX_ACT_DEPTH)))).toEqual(BOT);
    expect(codeOf(withAct(nested(MAX_ACT_DEPTH + 1)))).toBe('request.invalid');
  });

  it.each<[string, Json, string]>([
    ['another id', { sub: 'bot' }, 'bot2'],
    ['another kind', { sub: 'bot', sub_profile: 'service' }, 'bot'],
  ])('refuses carriers that differ in %s', (_, act, agent) => {
    expect(codeOf(withAct(act, { agent }))).toBe('request.actor_conflict');
  });

  it('refuses a client id that differs from another carrier', () => {
    expect(codeOf(withAct({ sub: 'bot' }, { client_id: 'app' }))).toBe('request.actor_conflict');
    expect(
      codeOf({ subject: { type: 'user', id: 'alice' }, context: { agent: 'a', client_id: 'b' } }),
    ).toBe('request.actor_conflict');
  });

  it.each<Json>([null, '', 1, {}])('refuses %j as context.client_id', (id) => {
    expect(codeOf(withClient(id))).toBe('request.invalid');
  });

  const agentSubject = (act: Json): ActorCarriers => ({
    subject: { type: 'agent', id: 'bot', properties: { act } },
  });
  it('DEL-13: finds no delegation where the actor is the subject', () => {
    expect(readActor(agentSubject({ sub: 'bot' }))).toBeNull();
    expect(
      readActor({ subject: { type: 'agent', id: 'bot' }, context: { agent: 'bot' } }),
    ).toBeNull();
  });

  it.each(['agent', 'service'])('DEL-13: takes a client id as that of the %s itself', (type) => {
    const context = { client_id: 'bot' };
    expect(readActor({ subject: { type, id: 'bot' }, context })).toBeNull();
    expect(readActor({ subject: { type: 'user', id: 'bot' }, context })).toEqual(BOT);
  });

  it('DEL-10, DEL-13: tells an actor from a subject of the same id by kind and issuer', () => {
    expect(readActor(agentSubject({ sub: 'bot', sub_profile: 'service' }))).not.toBeNull();
    expect(readActor(agentSubject({ sub: 'bot', iss: 'https://i' }))).not.toBeNull();
    expect(readActor({ subject: { type: 'user', id: 'bot' }, context: { agent: 'bot' } })).toEqual(
      BOT,
    );
  });
});
