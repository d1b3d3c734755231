import type { Json } from '@legate/core';
import type { PolicyEngine } from '@legate/policy';
import { ARITIES, sampleCalls, type BuiltinCall } from './support/builtin-calls.js';
import { engineOf, opa, withFolder } from './support/opa.js';

/** Another one finds other calls: LEGATE_TEST_SEED=… repeats or varies a run. */
const SEED = Number(process.env['LEGATE_TEST_SEED'] ?? 20_261_124);
const CALLS = 80;
const FILES = { 'calls.rego': moduleOfCalls() };

/** A package that makes the call of its input, with arrays and, where they can be, with sets. */
function moduleOfCalls(): string {
  const rules = Object.entries(ARITIES).map(([name, arity]) => {
    const args = Array.from({ length: arity }, (_, index) => `input.args[${index}]`).join(', ');
    return `permit contains {"type": type_name(answer), "value": answer} if {
	input.name == "${name}"
	answer := ${name}(${args})
}
`;
  });
  return ['package policy.calls\n\nguards := set()\n', ...rules].join('\n');
}

describe(`host builtins answer as OPA's interpreter does (WASM-2; seed ${SEED})`, () => {
  const calls = sampleCalls(SEED, CALLS);
  let engine: PolicyEngine;
  let expected: readonly (readonly Json[])[];

  beforeAll(async () => {
    engine = await engineOf(FILES);
    expected = await interpreted(calls);
  });

  it.each(Object.keys(ARITIES))('%s', (name) => {
    let [answered, refused] = [0, 0];
    for (const [index, call] of calls.entries()) {
      if (call.name === name) {
        const wanted = expected[index];
        const answer = answerTo(engine, call);
        refused += Number(answer === 'refused');
        answered += Number((wanted?.length ?? 0) > 0);
        if (answer !== 'refused') {
          expect({ call, answer: canonical(answer) }).toEqual({ call, answer: canonical(wanted) });
        }
      }
    }
    expect(answered).toBeGreaterThan(0);
    expect(refused).toBeLessThan(CALLS / 4);
  });
});

async function interpreted(calls: readonly BuiltinCall[]): Promise<Json[][]> {
  const query =
    '[answer | some call in input.calls; answer := data.policy.calls.permit with input as call]';
  return await withFolder(FILES, async (folder) => {
    const args = ['eval', '--data', folder, '--stdin-input', '--format', 'json', query];
    const { stdout, stderr, exitCode } = await opa(args, JSON.stringify({ calls }));
    if (exitCode !== 0) {
      throw new Error(stdout + stderr);
    }
    const { result } = JSON.parse(stdout) as {
      result: [{ expressions: [{ value: Json[][] }] }];
    };
    return result[0].expressions[0].value;
  });
}

/** What is more than a builtin may do, or not provided, fails the package: it never answers otherwise than OPA. */
function answerTo(engine: PolicyEngine, call: BuiltinCall): unknown {
  try {
    return engine.evaluatePackage('policy.calls', { ...call })?.['permit'];
  } catch {
    return 'refused';
  }
}

/** Members of sets have no order in JSON; neither have numbers one form. */
function canonical(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, each: unknown) =>
    each !== null && typeof each === 'object' && (each as { type?: unknown }).type === 'set'
      ? {
          ...each,
          value: [...(each as { value: unknown[] }).value]
            .map((item) => JSON.stringify(item))
            .sort(),
        }
      : each,
  );
}
