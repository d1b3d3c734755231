import type { PolicyInput } from '@legate/core';
import { PolicyEngine } from '@legate/policy';
import { buildFiles } from '../../../test/policy/support/opa.js';
import { firstQuestion } from './first-question.js';
import { median, timeMs } from './median.js';

const RULES_PER_PACKAGE = 40;
const SIZES = [1, 10, 50, 250];
const ROUNDS = 31;
const EVALUATIONS = 10_000;
/** Rounds that are left out, in which V8 compiles what is asked often. */
const WARM_UP = 16;

interface Sized {
  readonly packages: number;
  readonly engine: PolicyEngine;
  /** µs of a decision, round by round: always of the last type, and of all types in turn. */
  readonly one: number[];
  readonly inTurn: number[];
}

/**
 * Questions to 40 and more rules, 40 in each package, each package for a resource type of its own. The sizes are asked
 * in turns, so that a machine that is busy for a while slows all of them.
 */
export async function measureRules(): Promise<void> {
  const sizes: Sized[] = [];
  for (const packages of SIZES) {
    sizes.push({ packages, engine: await loadRules(packages), one: [], inTurn: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { packages, engine, one, inTurn } of sizes) {
      one.push(decisionUs(engine, () => packages - 1));
      inTurn.push(decisionUs(engine, (index) => index % packages));
    }
  }
  const [least] = sizes.map(({ one }) => median(one.slice(WARM_UP)));
  for (const { packages, one, inTurn } of sizes) {
    const [same, all] = [median(one.slice(WARM_UP)), median(inTurn.slice(WARM_UP))];
    const ratio = (time: number): string => `x ${(time / (least ?? 1)).toFixed(2)}`;
    console.log(
      `${packages * RULES_PER_PACKAGE} rules: a decision ${same.toFixed(2)} µs (${ratio(same)}), ` +
        `over all types in turn ${all.toFixed(2)} µs (${ratio(all)})`,
    );
  }
}

async function loadRules(packages: number): Promise<PolicyEngine> {
  const started = performance.now();
  const bundle = await buildFiles(rules(packages));
  const buildS = (performance.now() - started) / 1000;
  const starts = await timesOf(11, async () => {
    await firstDecision(bundle);
  });
  console.log(
    `${packages * RULES_PER_PACKAGE} rules in ${packages} packages: ${bundle.wasm.length} bytes, ` +
      `built in ${buildS.toFixed(1)} s; load and first decision ${median(starts).toFixed(1)} ms ` +
      `(most ${Math.max(...starts).toFixed(1)})`,
  );
  return await PolicyEngine.load(bundle);
}

async function firstDecision(bundle: Parameters<typeof PolicyEngine.load>[0]): Promise<void> {
  const engine = await PolicyEngine.load(bundle);
  if (engine.evaluate(question(0)).permits.length === 0) {
    throw new Error('the rules do not permit');
  }
}

async function timesOf(rounds: number, work: () => Promise<void>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  return times;
}

function decisionUs(engine: PolicyEngine, typeOf: (index: number) => number): number {
  const ms = timeMs(() => {
    for (let index = 0; index < EVALUATIONS; index++) {
      engine.evaluate(question(typeOf(index)));
    }
  });
  return (ms * 1000) / EVALUATIONS;
}

function question(type: number): PolicyInput {
  const input = firstQuestion();
  return {
    ...input,
    subject: { ...input.subject, properties: { roles: ['role39'], department: 'd39' } },
    action: { ...input.action, name: 'action39' },
    resource: { ...input.resource, type: `type${type}`, properties: { status: 'active' } },
  };
}

function rules(packages: number): Record<string, string> {
  const files = Array.from({ length: packages }, (_, index): [string, string] => [
    `type${index}.rego`,
    [
      `# METADATA\n# scope: package\n# custom:\n#   legate:\n#     resource_types: [type${index}]`,
      `package policy.type${index}\n\nguards := {"active"}\n`,
      'guard contains "active" if input.resource.properties.status == "active"\n',
      ...Array.from(
        { length: RULES_PER_PACKAGE },
        (__, rule) =>
          `permit contains "rule${rule}" if {\n\tinput.action.name == "action${rule}"\n\t"role${rule}" in input.subject.properties.roles\n\tinput.subject.properties.department == "d${rule}"\n}\n`,
      ),
    ].join('\n'),
  ]);
  return Object.fromEntries(files);
}
