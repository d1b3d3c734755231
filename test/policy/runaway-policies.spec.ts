import type { Json, PolicyInput, PolicyOutcome } from '@legate/core';
import type { PolicyEvents } from '@legate/policy';
import { PolicyEngine, PolicyRuntime } from '@legate/policy';
import { buildFiles, buildPlain, engineOf, withFolder } from './support/opa.js';
import { CASES } from './support/questions.js';

const [first] = CASES;
if (first === undefined) {
  throw new Error('no cases');
}
const QUESTION = first.input;
const asking = (context: Record<string, Json>): PolicyInput => ({ ...QUESTION, context });

/** What may take for ever, each by a number or text of the request; the package beside it is harmless. */
const POLICY = {
  'a.rego': `package policy.a

guards := {"g"}
guard contains "g" if true
permit contains "ok" if is_string(input.subject.id)

permit contains "cubic" if {
	ns := numbers.range(1, input.context.cubic)
	count([1 | some x in ns; some y in ns; some z in ns; (x + y) + z == -1]) > 0
}

permit contains "range" if count(numbers.range(1, input.context.range)) < 0

permit contains "set" if {
	ns := numbers.range(1, input.context.set)
	count({[x, y] | some x in ns; some y in ns}) < 0
}

permit contains "text" if {
	some x in numbers.range(1, input.context.text)
	some y in numbers.range(1, input.context.text)
	concat("", [format_int(x, 10), format_int(y, 10)]) == "x"
}

permit contains "walk" if {
	walk(input.context.tree, [path, _])
	some i in numbers.range(1, input.context.rounds)
	path[i] == "x"
}

permit contains "split" if {
	some x in numbers.range(1, input.context.rounds)
	split(input.context.split, ",")[x] == "x"
}

permit contains "replaced" if {
	some x in numbers.range(1, input.context.rounds)
	replace(input.context.replaced, "a", format_int(x, 10)) == "x"
}

permit contains "number" if to_number(input.context.number) < 0

permit contains "host" if {
	some x in numbers.range(1, input.context.host)
	sprintf("%d", [x]) == "x"
}

permit contains "sprintf" if sprintf(concat("", ["%v", input.context.sprintf]), [1]) == "x"
`,
  'b.rego': 'package policy.b\n\nguards := set()\n\npermit contains "b" if true\n',
};

const RUNAWAYS: readonly [string, Record<string, Json>][] = [
  ['10^9 steps of a comprehension', { cubic: 1000 }],
  ['10^9 elements', { range: 1_000_000_000 }],
  ['a set of 10^8 elements', { set: 10_000 }],
  ['building texts', { text: 10_000 }],
  ['walking a tree again and again', { tree: [[[[[[1, 2], 3], 4], 5]], 7], rounds: 20_000 }],
  ['splitting a long text again and again', { split: 'a,'.repeat(1000), rounds: 20_000 }],
  ['replacing in a long text again and again', { replaced: 'a'.repeat(1000), rounds: 20_000 }],
  ['calling a host builtin again and again', { host: 1_000_000 }],
  ['one host builtin over a long text', { sprintf: 'x'.repeat(10_000_000) }],
];

const OUT_OF_FUEL = {
  reason: 'indeterminate.deadline',
  detail: 'the evaluation took longer than it may',
};
/** Nobody is stopped, so that every evaluation is one. */
const UNSTOPPED = { breaker: null, maxMemoryPages: 4096 };

function failuresOf({ failures }: PolicyOutcome): unknown {
  return failures.map(({ reason, detail }) => ({ reason, detail }));
}

describe('a policy that runs away', () => {
  let engine: PolicyEngine;

  beforeAll(async () => {
    engine = await engineOf(POLICY, UNSTOPPED);
  });

  it.each(RUNAWAYS)('is denied for its deadline: %s', (_, context) => {
    const outcome = engine.evaluate(asking(context));
    expect(outcome).toMatchObject({ permits: [], unprovenGuards: ['g'] });
    expect(failuresOf(outcome)).toEqual([OUT_OF_FUEL, OUT_OF_FUEL]);
    expect(engine.evaluate(asking({}))).toMatchObject({ permits: ['b', 'ok'], failures: [] });
  });

  it('is stopped after the same amount of work each time', async () => {
    const least = async (context: Record<string, Json>): Promise<number> => {
      let [enough, tooLittle] = [400_000, 0];
      while (enough - tooLittle > 1) {
        const fuel = Math.floor((enough + tooLittle) / 2);
        const some = await runtimeEngine(fuel);
        [enough, tooLittle] =
          some.evaluate(asking(context)).failures.length === 0 ? [fuel, tooLittle] : [enough, fuel];
      }
      return enough;
    };
    const bundle = await buildFiles(POLICY);
    const runtimeEngine = async (fuel: number): Promise<PolicyEngine> =>
      await new PolicyRuntime({ fuel, breaker: null }).load(bundle, { tenant: 't' });
    const small = await least({ cubic: 5 });
    expect(await least({ cubic: 5 })).toBe(small);
    expect(await least({ cubic: 8 })).toBeGreaterThan(small);
  });

  it('may read an input as large as a request may be', () => {
    for (const value of [
      'x'.repeat(250_000),
      Array<Json>(60_000).fill({}),
      Array<Json>(99_999).fill(1),
    ]) {
      expect(engine.evaluate(asking({ value })).failures).toEqual([]);
    }
  });

  it('by deep nesting or recursion is a failure, and the next one is answered', () => {
    const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as Json;
    const outcome = engine.evaluate(asking({ tree: deep, rounds: 3 }));
    expect(outcome.permits).not.toContain('walk');
    expect(engine.evaluate(asking({})).permits).toEqual(['b', 'ok']);
  });
});

describe('a bundle that was stored before there was fuel', () => {
  it('is metered when it is loaded', async () => {
    const bundle = await buildFiles(POLICY);
    const wasm = await withFolder(POLICY, buildPlain);
    expect(Buffer.from(wasm).includes('legate_fuel')).toBe(false);
    const engine = await PolicyEngine.load({ ...bundle, wasm }, UNSTOPPED);
    expect(failuresOf(engine.evaluate(asking({ cubic: 1000 })))).toEqual([
      OUT_OF_FUEL,
      OUT_OF_FUEL,
    ]);
    expect(engine.evaluate(asking({})).permits).toEqual(['b', 'ok']);
  });
});

describe('several packages of one decision', () => {
  const endless = (name: string): string =>
    `package policy.${name}\n\nguards := set()\n\npermit contains "${name}" if count(numbers.range(1, input.context.${name})) > 0\n`;
  const FILES = { 'a.rego': endless('a'), 'b.rego': endless('b'), 'c.rego': endless('c') };

  it('share its fuel: what is left is not enough for the last', async () => {
    const engine = await engineOf(FILES, { breaker: null });
    const { failures } = engine.evaluate(asking({ a: 2000, b: 2000, c: 1_000_000 }));
    expect(failures.map((each) => each.package)).toEqual(['policy.c']);
    const all = engine.evaluate(asking({ a: 1_000_000, b: 1, c: 1 }));
    expect(failuresOf(all)).toEqual([OUT_OF_FUEL, OUT_OF_FUEL, OUT_OF_FUEL]);
  });

  it('are not run any more when they ran out too often, the one that took the most', async () => {
    let now = 0;
    const told: unknown[] = [];
    const engine = await engineOf(FILES, {
      breaker: { afterTraps: 3, openMs: 5000 },
      now: () => now,
      events: eventsInto(told),
    });
    const questions = Array<PolicyInput>(5).fill(asking({ a: 2000, b: 1, c: 1_000_000 }));
    // The trap is in c, which takes more than a does.
    expect(questions.map((each) => engine.evaluate(each).failures)).toMatchObject([
      ...Array<unknown>(3).fill([{ package: 'policy.c', detail: OUT_OF_FUEL.detail }]),
      ...Array<unknown>(2).fill([
        { package: 'policy.c', detail: expect.stringContaining('not run') as string },
      ]),
    ]);
    expect(engine.evaluate(asking({ a: 1, b: 1, c: 1 }))).toMatchObject({
      permits: ['a', 'b'],
      failures: [{ package: 'policy.c', reason: 'indeterminate.deadline' }],
    });
    now = 5000;
    expect(engine.evaluate(asking({ a: 1, b: 1, c: 1 })).permits).toEqual(['a', 'b', 'c']);
    expect(told).toEqual([
      'made',
      ...['trapped policy.c', 'made', 'trapped policy.c', 'made', 'trapped policy.c'],
      ...['stopped policy.c 5000', 'made', 'resumed policy.c'],
    ]);
  });
});

function eventsInto(told: unknown[]): PolicyEvents {
  return {
    instanceMade: () => told.push('made'),
    trapped: (of) => told.push(`trapped ${of.package}`),
    stopped: (of, forMs) => told.push(`stopped ${of.package} ${forMs}`),
    resumed: (of) => told.push(`resumed ${of.package}`),
  };
}

describe('PolicyRuntime', () => {
  it('counts what happens beside the answers', async () => {
    const runtime = new PolicyRuntime({ breaker: { afterTraps: 2, openMs: 60_000 } });
    const engine = await runtime.load(await buildFiles(POLICY), { tenant: 'acme' });
    for (let round = 0; round < 4; round++) {
      engine.evaluate(asking({ cubic: 1000 }));
    }
    expect(runtime.counts).toMatchObject({ deadlines: 2, errors: 0, stops: 1, instances: 3 });
  });

  it('never stops a package of the service itself', async () => {
    const runtime = new PolicyRuntime({ breaker: { afterTraps: 1, openMs: 60_000 } });
    const engine = await runtime.loadBuiltIn(await buildFiles(POLICY));
    engine.evaluate(asking({ cubic: 1000 }));
    expect(engine.evaluate(asking({})).failures).toEqual([]);
  });
});
