import { evaluate } from '../../reference/evaluate.js';
import type { Value, Values, World } from '../../reference/world.js';
import { INTERNALS, isErrorCode } from '../../support/expect-error.js';
import { findShapeProblem } from '../../support/openapi-shape.js';
import type { FuzzedBody } from './generate-body.js';
import { inherit, members, readQuestion } from './read-question.js';
import { readStrictJson } from './strict-json.js';

/** As the service is set. */
const MAX_CHAIN_LENGTH = 16;

export interface FuzzedAnswer {
  readonly status: number;
  readonly text: string;
  /** ms since the epoch: before it was asked, and after it was answered. */
  readonly asked: number;
  readonly answered: number;
}

/** How often something was answered so. */
export type Tally = Map<string, number>;

/** Holds answers against the reference and the OpenAPI document. One for each world. */
export class AnswerJudge {
  constructor(
    private readonly world: World,
    private readonly tally: Tally,
  ) {}

  /** @returns what is wrong with the answer, or null */
  findWrong({ route, bytes }: FuzzedBody, answer: FuzzedAnswer): string | null {
    const { status, text } = answer;
    const value = readStrictJson(bytes);
    const body = readAnswer(text);
    this.count(`${route} ${status}`);
    if (body === null) {
      return 'the answer is not a JSON object';
    }
    if (status !== 200) {
      return findErrorProblem(status, body, value !== undefined);
    }
    if (value === undefined) {
      return 'it was read, and is not I-JSON';
    }
    return (
      findShapeProblem(`/access/v1/${route}`, body) ??
      (INTERNALS.test(text) || text.includes('"indeterminate.policy')
        ? 'the policy or more went wrong'
        : this.findWrongDecision(route, { value, body, answer }))
    );
  }

  private findWrongDecision(route: FuzzedBody['route'], asked: Asked): string | null {
    if (route === 'evaluation') {
      return this.disagreement(asked.value, asked.body, asked.answer);
    }
    return route === 'evaluations' ? this.findWrongItem(asked) : this.findWrongResult(route, asked);
  }

  private findWrongItem({ value, body, answer }: Asked): string | null {
    const batch = members(value) ?? {};
    const { evaluations: items = [] } = batch;
    if (!Array.isArray(items)) {
      return 'what is no list was read as one';
    }
    if (items.length === 0) {
      const bare = findShapeProblem('/access/v1/evaluation', body);
      return bare ?? this.disagreement(value, body, answer);
    }
    const answers = body['evaluations'] as unknown as readonly Values[];
    const semantic = members(batch['options'])?.['evaluations_semantic'];
    return (
      findWrongLength(semantic, items.length, answers) ??
      firstOf(answers, (item, at) => {
        const question = inherit(batch, items[at] as Value) ?? undefined;
        const wrong = this.disagreement(question, item, answer);
        return wrong === null ? null : `item ${at}: ${wrong}`;
      })
    );
  }

  private findWrongResult(route: string, { value, body, answer }: Asked): string | null {
    const kind = route.slice('search/'.length);
    const { page: _page, ...asked } = members(value) ?? {};
    for (const result of body['results'] as unknown as readonly Values[]) {
      const open = kind === 'action' ? {} : members(asked[kind]);
      // A result is type and id: properties that were given of a searched resource are not asked with.
      const { properties, ...named } = { ...open, ...result };
      const kept = kind === 'subject' && properties !== undefined ? { properties } : {};
      const question = { ...asked, [kind]: { ...named, ...kept } };
      const wrong = this.disagreement(question, { decision: true }, answer);
      if (wrong !== null) {
        return `result ${JSON.stringify(result)}: ${wrong}`;
      }
      this.count('results');
    }
    return null;
  }

  /** Both must say the same. What is no question can be no permit. */
  private disagreement(
    value: Value | undefined,
    { decision }: Values,
    { asked, answered }: FuzzedAnswer,
  ): string | null {
    this.count(decision === true ? 'permits' : 'denies');
    const question = readQuestion(value);
    if (question === null) {
      return decision === true ? 'it is no question, and was permitted' : null;
    }
    // The service looked at its clock somewhere in between.
    const verdicts = [asked, answered].map((now) =>
      evaluate(this.world, question, { now, maxChainLength: MAX_CHAIN_LENGTH }),
    );
    if (verdicts.some((verdict) => verdict.decision === decision)) {
      return null;
    }
    const reasons = verdicts.map(({ reason }) => reason).join();
    return `${decision === true ? 'permitted' : 'denied'}, and the reference says ${reasons}`;
  }

  private count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }
}

function firstOf<T>(all: readonly T[], find: (one: T, at: number) => string | null): string | null {
  for (const [at, one] of all.entries()) {
    const found = find(one, at);
    if (found !== null) {
      return found;
    }
  }
  return null;
}

interface Asked {
  readonly value: Value;
  readonly body: Values;
  readonly answer: FuzzedAnswer;
}

function readAnswer(text: string): Values | null {
  try {
    return members(JSON.parse(text) as Value);
  } catch {
    return null;
  }
}

function findErrorProblem(status: number, body: Values, isReadable: boolean): string | null {
  const { code, message, requestId, ...more } = body;
  const isShaped =
    isErrorCode(code) && typeof message === 'string' && typeof requestId === 'string';
  if (![400, 403].includes(status) || !isShaped || Object.keys(more).length > 0) {
    return 'the answer is no error of a decision route';
  }
  if (INTERNALS.test(message)) {
    return 'the answer shows internals';
  }
  return (code === 'request.malformed') === isReadable
    ? `the text is ${isReadable ? '' : 'not '}I-JSON, and the code is ${code}`
    : null;
}

/** Where a batch must have ended, by its semantic (AuthZEN 7.1.2). */
function findWrongLength(
  semantic: Value | undefined,
  count: number,
  answers: readonly Values[],
): string | null {
  const last = new Map<unknown, boolean>([
    ['deny_on_first_deny', false],
    ['permit_on_first_permit', true],
  ]).get(semantic);
  const ends = answers.findIndex(({ decision }) => decision === last);
  const expected = ends < 0 ? count : ends + 1;
  return answers.length === expected ? null : `${answers.length} answers, not ${expected}`;
}
