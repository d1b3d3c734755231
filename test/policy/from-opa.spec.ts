import { combine, type Attributes, type PolicyInput } from '@legate/core';
import { PolicyEngine } from '@legate/policy';
import { build, opa, REPO } from './support/opa.js';

const FOLDER = 'policies-rego/examples/from-opa';

/** A question in words of both. Undefined is missing. */
interface Question {
  readonly user: string;
  readonly roles: readonly string[];
  readonly region: string | undefined;
  readonly action: string;
  readonly archived: boolean | undefined;
  readonly documentRegion: string | undefined;
}

const QUESTIONS: readonly Question[] = ['alice', 'bob'].flatMap((user) =>
  [[], ['reader']].flatMap((roles) =>
    ['read', 'write'].flatMap((action) =>
      [true, false, undefined].flatMap((archived) =>
        ['eu', undefined].flatMap((region) =>
          ['eu', 'us', undefined].map((documentRegion) => ({
            user,
            roles,
            region,
            action,
            archived,
            documentRegion,
          })),
        ),
      ),
    ),
  ),
);

const present = (values: Readonly<Record<string, unknown>>): Attributes =>
  JSON.parse(JSON.stringify(values)) as Attributes;

function beforeInput({
  user,
  roles,
  region,
  action,
  archived,
  documentRegion,
}: Question): Attributes {
  return present({
    user: { id: user, roles, region },
    action,
    document: { owner: 'alice', archived, region: documentRegion },
  });
}

function afterInput(question: Question): PolicyInput {
  const { user, roles, region, action, archived, documentRegion } = question;
  return {
    subject: { type: 'user', id: user, properties: present({ roles, region }) },
    actor: null,
    mode: 'autonomous',
    chain: [],
    action: { name: action, properties: {} },
    resource: {
      type: 'document',
      id: '1',
      stored: true,
      properties: present({ owner: 'alice', archived, region: documentRegion }),
    },
    context: {},
    approval: null,
    now: '2026-11-23T12:00:00.000Z',
    now_ns: 1_795_435_200_000_000_000,
  };
}

const isWhole = ({ region, archived, documentRegion }: Question): boolean =>
  region !== undefined && archived !== undefined && documentRegion !== undefined;

describe('docs/migrating-from-opa.md: allow and deny as permits and guards', () => {
  let engine: PolicyEngine;
  let allowed: readonly boolean[];

  beforeAll(async () => {
    engine = await PolicyEngine.load(await build(`${REPO}/${FOLDER}/after`));
    const query =
      '[said | some q in input.questions; said := data.app.documents.allow with input as q]';
    const { stdout } = await opa(
      ['eval', '--data', `${FOLDER}/before`, '--stdin-input', '--format', 'raw', query],
      JSON.stringify({ questions: QUESTIONS.map(beforeInput) }),
    );
    allowed = JSON.parse(stdout) as boolean[];
  });

  const permitted = (question: Question): boolean =>
    combine(engine.evaluate(afterInput(question)), null).outcome === 'permit';

  it('the same answer wherever every attribute is there', () => {
    expect(allowed).toHaveLength(QUESTIONS.length);
    const answers = QUESTIONS.map((question, at) => ({
      question,
      before: allowed[at],
      after: permitted(question),
    })).filter(({ question }) => isWhole(question));
    expect(answers.filter(({ before, after }) => before !== after)).toEqual([]);
    expect(new Set(answers.map(({ after }) => after))).toEqual(new Set([true, false]));
  });

  it('what was allowed because an attribute was missing is denied, and nothing is newly permitted', () => {
    const answers = QUESTIONS.map((question, at) => [allowed[at], permitted(question)] as const);
    expect(answers.filter(([before, after]) => after && before !== true)).toEqual([]);
    expect(answers.some(([before, after]) => before === true && !after)).toBe(true);
  });

  it('passes its tests, before and after', async () => {
    const { exitCode } = await opa(['test', `${FOLDER}/before`, `${FOLDER}/after`]);
    expect(exitCode).toBe(0);
    expect(await opa(['fmt', '--fail', '--list', FOLDER])).toMatchObject({
      exitCode: 0,
      stdout: '',
    });
  });
});
