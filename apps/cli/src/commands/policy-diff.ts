import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askedPackages, checkPolicy, type CheckedPolicy } from '../policy/check-policy.js';
import { compareDecisions } from '../policy/compare-decisions.js';
import { compareFiles } from '../policy/compare-files.js';
import { comparePackages } from '../policy/compare-packages.js';
import { runTestsOn } from '../policy/compare-tests.js';
import { obtainOpa } from '../policy/obtain-opa.js';
import { summarize } from '../policy/policy-coverage.js';
import type { PolicyDifference } from '../policy/policy-difference.js';
import { readInputs } from '../policy/read-inputs.js';
import { readPolicy, type LocalPolicy } from '../policy/read-policy.js';
import { refusalReport } from '../policy/refusal-report.js';
import { renderDifference } from '../policy/render-difference.js';
import { problemsOf } from '../policy/with-policy.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { Report } from '../terminal/report.js';
import type { Call, CliCommand } from './command.js';

const MAX_INPUTS = 100_000;
const DEFAULT_SAMPLES = 5;
/** Stands for what the server has active. */
const ACTIVE = 'active';

export const policyDiff: CliCommand = {
  name: 'policy diff',
  summary: 'Compares two policies: packages, permits, guards, annotations, tests, and decisions',
  args: [
    { name: '<before>', description: 'folder, bundle, or "active": what the server has active' },
    { name: '[after]', description: 'the same; default: this folder' },
  ],
  options: [
    {
      flags: '-i, --inputs <file>',
      description: 'questions to ask both: JSON, a list or one a line',
    },
    {
      flags: '--samples <count>',
      description: `differences shown of each kind; default ${DEFAULT_SAMPLES}`,
    },
    { flags: '--exit-code', description: 'exit with 1 when anything differs' },
  ],
  usesServer: true,
  example: 'legate policy diff active policies --inputs recorded.jsonl',
  run: async (call) => {
    const samples = call.options.count('samples', { min: 0, max: 1000, absent: DEFAULT_SAMPLES });
    const sides = { before: call.args[0] ?? ACTIVE, after: call.args[1] ?? '.' };
    const file = call.options.text('inputs');
    const inputs = file === undefined ? null : await readInputs(call.context, file, MAX_INPUTS);
    return await withSides(call, sides, async (before, after) => {
      const decisions =
        inputs && compareDecisions({ before: before.engine, after: after.engine }, inputs, samples);
      return toReport(call, { ...(await compare(call, before, after)), decisions });
    });
  },
};

async function compare(
  { context }: Call,
  before: CheckedPolicy,
  after: CheckedPolicy,
): Promise<Omit<PolicyDifference, 'decisions'>> {
  const opa = await obtainOpa(context);
  return {
    before: before.policy.name,
    after: after.policy.name,
    files: compareFiles(before.policy.pushed.files, after.policy.pushed.files),
    packages: comparePackages(summarize(askedPackages(before)), summarize(askedPackages(after))),
    tests: {
      oldOnNew: await runTestsOn(opa, { tests: before.policy, rules: after.policy }),
      newOnOld: await runTestsOn(opa, { tests: after.policy, rules: before.policy }),
    },
  };
}

function toReport({ options }: Call, difference: PolicyDifference): Report {
  const { files, decisions } = difference;
  const isSame =
    files.added.length + files.removed.length + files.changed.length === 0 &&
    (decisions === null || decisions.agreed === decisions.evaluated);
  return {
    exit: options.flag('exitCode') && !isSame ? EXIT.refused : EXIT.ok,
    json: { ...difference, isSame },
    text: (style) => renderDifference(difference, style),
  };
}

async function withSides(
  call: Call,
  sides: { readonly before: string; readonly after: string },
  use: (before: CheckedPolicy, after: CheckedPolicy) => Promise<Report>,
): Promise<Report> {
  const checked: CheckedPolicy[] = [];
  for (const name of [sides.before, sides.after]) {
    let policy: LocalPolicy | null = null;
    try {
      policy = await readSide(call, name);
      checked.push(await checkPolicy(call.context, policy, null));
    } catch (cause) {
      return refusalReport(problemsOf(cause), { context: call.context, policy });
    }
  }
  const [before, after] = checked as [CheckedPolicy, CheckedPolicy];
  return await use(before, after);
}

async function readSide(call: Call, name: string): Promise<LocalPolicy> {
  if (name !== ACTIVE) {
    return await readPolicy(call.context.cwd, name);
  }
  const archive = await call.server().download('/admin/v1/bundles/active');
  const folder = await mkdtemp(join(tmpdir(), 'legate-cli-'));
  try {
    await writeFile(join(folder, ACTIVE), archive);
    return { ...(await readPolicy(folder, ACTIVE)), name: ACTIVE };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
