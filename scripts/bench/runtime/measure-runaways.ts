import type { Json } from '@legate/core';
import { PolicyEngine } from '@legate/policy';
import { buildFiles } from '../../../test/policy/support/opa.js';
import { firstQuestion } from './first-question.js';
import { median, timeMs } from './median.js';

const ROUNDS = 21;

const POLICY = {
  'a.rego': `package policy.a

guards := set()

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

permit contains "host" if {
	some x in numbers.range(1, input.context.host)
	sprintf("%d", [x]) == "x"
}
`,
};

const RUNAWAYS: Readonly<Record<string, Record<string, Json>>> = {
  'comprehension over 10^9': { cubic: 1000 },
  'range of 10^9': { range: 1_000_000_000 },
  'set of 10^8 arrays': { set: 10_000 },
  'texts put together 10^8 times': { text: 10_000 },
  'sprintf 10^6 times': { host: 1_000_000 },
  'an input of 240 kB of small numbers': { value: Array<Json>(120_000).fill(1) },
};

/** How long the process is kept by an evaluation that never ends: in an engine that is warm, and by the first of a new one. */
export async function measureRunaways(): Promise<void> {
  const bundle = await buildFiles(POLICY);
  for (const [name, context] of Object.entries(RUNAWAYS)) {
    const input = { ...firstQuestion(), context };
    const first: number[] = [];
    const warm: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const engine = await PolicyEngine.load(bundle, { breaker: null });
      first.push(timeMs(() => engine.evaluate(input)));
      for (let again = 0; again < 5; again++) {
        warm.push(timeMs(() => engine.evaluate(input)));
      }
    }
    console.log(
      `${name}: first ${median(first).toFixed(1)} ms (most ${Math.max(...first).toFixed(1)}), ` +
        `then ${median(warm).toFixed(1)} ms (most ${Math.max(...warm).toFixed(1)})`,
    );
  }
}
