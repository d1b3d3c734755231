import type { Api } from './api.js';
import type { Question } from './company.js';
import { toRef } from './load-company.js';
import type { LoadedCompany } from './load-company.js';

/** One question with what was expected and what came. Grants by name. */
export interface Asked {
  readonly question: Question;
  readonly expected: string;
  readonly got: string;
  readonly isAsExpected: boolean;
}

interface Answer {
  readonly decision: boolean;
  readonly context: {
    readonly reasons: readonly string[];
    readonly grants?: readonly string[];
    readonly denied_by?: { readonly grant: string };
  };
}

/** Asks every question and holds each answer against what the file expects. */
export async function askQuestions(
  api: Api,
  questions: readonly Question[],
  loaded: LoadedCompany,
): Promise<readonly Asked[]> {
  const names = new Map([...loaded.grantIds].map(([name, id]) => [id, name]));
  const asked: Asked[] = [];
  for (const question of questions) {
    const body = toBody(question, loaded.agentSuffix);
    const answer = await api.send<Answer>('POST', '/access/v1/evaluation', body);
    const expected = describeExpected(question);
    const got = describeAnswer(question, answer, names);
    asked.push({ question, expected, got, isAsExpected: expected === got });
  }
  return asked;
}

function toBody(question: Question, agentSuffix: string): object {
  const subject = toRef(question.who, agentSuffix);
  const actor = question.by === undefined ? null : question.by + agentSuffix;
  const act = actor !== null && question.act === true ? { act: { sub: actor } } : {};
  const agent = actor !== null && question.act !== true ? { agent: actor } : {};
  const [type = '', ...id] = question.on.split('/');
  return {
    subject: { type: subject.kind, id: subject.id, properties: { ...question.asserted, ...act } },
    action: {
      name: question.do,
      ...(question.amount !== undefined && { properties: { amount: question.amount } }),
    },
    resource: { type, id: id.join('/'), ...(question.with && { properties: question.with }) },
    context: { ...question.context, ...agent },
  };
}

function describeExpected(question: Question): string {
  const { permit, deny = [], chain } = question;
  const reasons = permit ?? deny;
  return describe(permit !== undefined, reasons, chain ?? question['denied-by'] ?? null);
}

/** Tells the grants only where the file expects some, or where a permit stands on some. */
function describeAnswer(
  question: Question,
  { decision, context }: Answer,
  names: ReadonlyMap<string, string>,
): string {
  const nameOf = (id: string): string => names.get(id) ?? id;
  const chain = context.grants?.map(nameOf) ?? null;
  const deniedBy = context.denied_by === undefined ? null : nameOf(context.denied_by.grant);
  const told = question['denied-by'] === undefined ? null : deniedBy;
  return describe(decision, context.reasons, decision ? chain : told);
}

function describe(
  decision: boolean,
  reasons: readonly string[],
  grants: readonly string[] | string | null,
): string {
  const by = grants === null ? '' : ` by ${[grants].flat().join(' > ')}`;
  return `${decision ? 'permit' : 'deny  '} ${reasons.join(', ')}${by}`;
}
