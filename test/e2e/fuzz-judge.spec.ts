import type { World } from '../reference/world.js';
import type { FuzzedRoute } from './fuzz/generate-body.js';
import { AnswerJudge } from './fuzz/judge-answer.js';
import { readStrictJson } from './fuzz/strict-json.js';

const ALICE = { kind: 'user', id: 'alice' } as const;
const WORLD: World = {
  identities: [{ ...ALICE, body: { attributes: { roles: ['viewer'] }, status: 'active' } }],
  ...{ groups: [], memberships: [], assignments: [], subjectTypes: [], resources: [], grants: [] },
};
const READ = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'doc', id: 'a' },
};
const WRITE = { ...READ, action: { name: 'write' } };
const REQUEST_ID = '5a3f3a50-6f5e-4ff0-a9a5-6b5e5f0d3a11';
const decided = (decision: boolean): object => ({
  decision,
  context: { evaluation_id: REQUEST_ID, reasons: ['x'] },
});
const error = (code: string): object => ({ code, message: 'no', requestId: REQUEST_ID });

function judge(route: FuzzedRoute, body: unknown, status: number, answer: unknown): string | null {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const now = Date.now();
  const told = { status, text, asked: now, answered: now };
  return new AnswerJudge(WORLD, new Map()).findWrong({ route, bytes }, told);
}

type Case = readonly [string, FuzzedRoute, unknown, number, unknown];

describe('the judge of fuzzed answers', () => {
  it.each<Case>([
    ['a permit', 'evaluation', READ, 200, decided(true)],
    ['a deny', 'evaluation', WRITE, 200, decided(false)],
    [
      'a batch',
      'evaluations',
      { ...READ, evaluations: [{}] },
      200,
      { evaluations: [decided(true)] },
    ],
    ['a result', 'search/action', READ, 200, { results: [{ name: 'read' }] }],
    ['a refusal', 'evaluation', {}, 400, error('request.invalid')],
    ['what cannot be read', 'evaluation', '{', 400, error('request.malformed')],
  ])('takes %s', (_, ...asked) => {
    expect(judge(...asked)).toBeNull();
  });

  it.each<Case>([
    ['a permit that the reference denies', 'evaluation', WRITE, 200, decided(true)],
    ['a deny that the reference permits', 'evaluation', READ, 200, decided(false)],
    ['a permit of no question', 'evaluation', { ...READ, context: 5 }, 200, decided(true)],
    [
      'a permit with a token',
      'evaluation',
      { ...READ, context: { token: '' } },
      200,
      decided(true),
    ],
    [
      'an item permitted',
      'evaluations',
      { ...WRITE, evaluations: [{}] },
      200,
      { evaluations: [decided(true)] },
    ],
    [
      'an item too few',
      'evaluations',
      { ...READ, evaluations: [{}, {}] },
      200,
      { evaluations: [decided(true)] },
    ],
    ['a result too many', 'search/action', READ, 200, { results: [{ name: 'write' }] }],
    ['a fault', 'evaluation', READ, 500, error('internal.error')],
    ['a code that there is not', 'evaluation', {}, 400, error('request.odd')],
    ['an answer that is no JSON', 'evaluation', READ, 200, 'true'],
    ['a member that is not documented', 'evaluation', READ, 200, { ...decided(true), more: 1 }],
    ['a decision that is text', 'evaluation', READ, 200, { ...decided(true), decision: 'true' }],
    ['a name twice, read', 'evaluation', '{"a":1,"a":1}', 400, error('request.invalid')],
    ['good text, not read', 'evaluation', READ, 400, error('request.malformed')],
    ['internals', 'evaluation', {}, 400, { ...error('request.invalid'), message: 'TypeError' }],
  ])('finds %s', (_, ...asked) => {
    expect(judge(...asked)).toEqual(expect.any(String));
  });
});

describe('the naive reader of I-JSON', () => {
  it.each(['{"a":[1,-0.5e3,true,null,"\\ud83d\\ude00"]}', ' [ ] ', '"x"', '\ufeff{}', '0'])(
    'reads %j as JSON.parse does',
    (text) => {
      expect(readStrictJson(Buffer.from(text))).toEqual(JSON.parse(text.replace('\ufeff', '')));
    },
  );

  it.each([
    ...['', '{', '{}x', '{"a":1,"a":1}', '{"a":1,"\\u0061":1}', '"\\ud800"', '1e999', '01', '[1,]'],
    ...[
      '{"__proto__":1}',
      '{"constructor":{"prototype":1}}',
      '"\t"',
      'NaN',
      '[}',
      '{"a"}',
      '"\\x"',
    ],
    '['.repeat(65) + ']'.repeat(65),
  ])('refuses %j', (text) => {
    expect(readStrictJson(Buffer.from(text))).toBeUndefined();
  });

  it('refuses what is not UTF-8', () => {
    expect(readStrictJson(Buffer.from([0x22, 0xff, 0x22]))).toBeUndefined();
  });
});
