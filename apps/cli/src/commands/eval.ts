import type { Obligation, PackageFinding, PolicyInput } from '@legate/core';
import { evaluateInput, type Evaluated } from '../policy/evaluate-input.js';
import { readInputs } from '../policy/read-inputs.js';
import { policyName, withCheckedPolicy } from '../policy/with-policy.js';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import { shown } from '../terminal/plain-text.js';
import type { Report } from '../terminal/report.js';
import type { Style } from '../terminal/style.js';
import { counted, listed } from '../terminal/table.js';
import type { CliCommand } from './command.js';

const MAX_INPUTS = 1000;

export const evaluate: CliCommand = {
  name: 'eval',
  summary:
    'Asks a policy here, in the runtime of the service: permits, guards, obligations, decision',
  args: [{ name: '[policy]', description: 'folder or bundle; default: this folder' }],
  options: [
    {
      flags: '-i, --input <file>',
      description: 'JSON: an input, a list, or one a line; - is standard input',
    },
    {
      flags: '--expect <decision>',
      description: 'exit with 1 when another decision is made',
      choices: ['permit', 'deny'],
    },
  ],
  example: 'legate eval policies --input question.json --expect permit',
  run: async (call) => {
    const file = call.options.text('input');
    if (file === undefined) {
      throw new CliError(
        'cli.usage',
        'no question: name its file with --input (- is standard input)',
      );
    }
    const inputs = await readInputs(call.context, file, MAX_INPUTS);
    const named = { name: policyName(call), coverageFloor: null };
    return await withCheckedPolicy(call, named, ({ engine }) =>
      report(
        inputs.map((input) => ({ input, evaluated: evaluateInput(engine, input) })),
        call.options.text('expect'),
      ),
    );
  },
};

interface Result {
  readonly input: PolicyInput;
  readonly evaluated: Evaluated;
}

function report(results: readonly Result[], expected: string | undefined): Report {
  const wrong = results.filter(
    ({ evaluated }) => expected !== undefined && evaluated.decision !== (expected === 'permit'),
  );
  return {
    exit: wrong.length > 0 ? EXIT.refused : EXIT.ok,
    json: { results: results.map(({ evaluated }) => evaluated) },
    text: (style) =>
      [
        ...results.map((result) => renderEvaluated(result, style)),
        style.faint('Policy alone: identities, grants and ceilings come first (legate explain).'),
        ...(wrong.length > 0
          ? [style.bad(`${counted(wrong.length, 'decision')} other than ${expected ?? ''}`)]
          : []),
      ].join('\n\n'),
  };
}

/** A question with its answer, and what each package that applies has said. */
export function renderEvaluated({ input, evaluated }: Result, style: Style): string {
  const { decision, reasons, packages, obligations, advice } = evaluated;
  const { subject, actor, action, resource } = input;
  const by = actor === null ? '' : ` by ${actor.type}/${actor.id}`;
  const asked = `${subject.type}/${subject.id}${by} ${action.name} ${resource.type}/${resource.id}`;
  const answer = decision ? style.good('permit') : style.bad('deny');
  return [
    `${answer}  ${listed(reasons)}   ${style.faint(shown(asked))}`,
    ...(packages.length === 0 ? ['  no package is for this resource type and action'] : []),
    ...packages.map((each) => renderFinding(each, style)),
    ...renderDuties('obligations', obligations),
    ...renderDuties('advice', advice),
  ].join('\n');
}

/** One package: its permits, its guards with a mark each, a failure. */
export function renderFinding(finding: PackageFinding, style: Style): string {
  const { permits, provenGuards, unprovenGuards, failure } = finding;
  const guards = [
    ...provenGuards.map((name) => style.good(`+ ${shown(name)}`)),
    ...unprovenGuards.map((name) => style.bad(`- ${shown(name)}`)),
  ];
  return [
    `  ${style.strong(finding.package)}`,
    `    permits  ${shown(listed(permits))}`,
    `    guards   ${guards.length === 0 ? '-' : guards.join('  ')}`,
    ...(failure === null
      ? []
      : [`    ${style.bad(`${failure.reason}: ${shown(failure.detail)}`)}`]),
  ].join('\n');
}

function renderDuties(kind: string, duties: readonly Obligation[]): string[] {
  return duties.map(({ id, type, properties }) =>
    shown(`  ${kind}  ${id} (${type}) ${JSON.stringify(properties)}`),
  );
}
