import type { PolicyInput } from '@legate/core';
import { meterModule, PolicyEngine } from '@legate/policy';
import { buildFiles } from '../../../test/policy/support/opa.js';
import { CASES } from '../../../test/policy/support/questions.js';
import { median, timeMs } from './median.js';

const RULES_PER_PACKAGE = 40;
const SIZES = [1, 10, 50, 250];
const ROUNDS = 21;
const EVALUATIONS = 2000;

/** The same question to 40 and more rules, 40 in each package, each package for a resource type of its own. */
export async function measureRules(): Promise<void> {
  let least = Number.NaN;
  for (const packages of SIZES) {
    const started = performance.now();
    const bundle = await buildFiles(rules(packages));
    const buildS = (performance.now() - started) / 1000;
    const starts = await timesOf(11, async () => await firstDecision(bundle));
    const engine = await PolicyEngine.load(bundle);
    const times = Array.from({ length: ROUNDS }, () => decisionUs(engine, packages));
    const decision = median(times.slice(5));
    least = Number.isNaN(least) ? decision : least;
    const meterMs = timeMs(() => meterModule(bundle.wasm));
    console.log(
      `${packages * RULES_PER_PACKAGE} rules in ${packages} packages: ${bundle.wasm.length} bytes, built in ` +
        `${buildS.toFixed(1)} s; load and first decision ${median(starts).toFixed(1)} ms ` +
        `(most ${Math.max(...starts).toFixed(1)}); metered already: ${meterMs.toFixed(2)} ms; ` +
        `a decision ${decision.toFixed(2)} µs (x ${(decision / least).toFixed(2)})`,
    );
  }
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

function decisionUs(engine: PolicyEngine, packages: number): number {
  const ms = timeMs(() => {
    for (let index = 0; index < EVALUATIONS; index++) {
      engine.evaluate(question(index % packages));
    }
  });
  return (ms * 1000) / EVALUATIONS;
}

function question(type: number): PolicyInput {
  const input = CASES[0]?.input as PolicyInput;
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
