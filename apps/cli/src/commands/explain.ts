import type { PackageFinding } from '@legate/core';
import { isJsonObject, type Attributes, type Json } from '@legate/core';
import { readText } from '../policy/read-inputs.js';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import { shown } from '../terminal/plain-text.js';
import type { Style } from '../terminal/style.js';
import { listed } from '../terminal/table.js';
import type { Call, CliCommand } from './command.js';
import { renderFinding } from './eval.js';

/** What is shown of the API's explanation; docs/explain.md. */
interface Explanation {
  readonly decision: boolean;
  readonly decidedBy: string;
  readonly context?: { readonly reasons?: readonly string[] };
  readonly facts: { readonly revision: number } | null;
  readonly identities: readonly Checked<'about'>[];
  readonly chains: readonly {
    readonly carries: boolean;
    readonly links: readonly {
      readonly grant: string;
      readonly grantor: Ref;
      readonly grantee: Ref;
      readonly checks: readonly (Checked<'check'> & {
        readonly asked: Json;
        readonly stored: Json;
      })[];
    }[];
  }[];
  readonly policies: readonly { readonly packages: readonly PackageFinding[] }[];
  readonly change: { readonly summary: string } | null;
  readonly remaining: readonly string[];
}
interface Ref {
  readonly kind: string;
  readonly id: string;
}
type Checked<K extends string> = Readonly<Record<K, string>> & {
  readonly holds: boolean;
  readonly reason: string | null;
};

export const explain: CliCommand = {
  name: 'explain',
  summary: 'Asks the server how a decision comes about, stop by stop, and what would turn it',
  options: [
    { flags: '--subject <type/id>', description: 'whom it is about' },
    { flags: '--action <name>', description: 'what is to be done' },
    { flags: '--resource <type/id>', description: 'to what' },
    { flags: '--agent <id>', description: 'the agent that acts for the subject' },
    {
      flags: '-i, --input <file>',
      description: 'an evaluation request as JSON instead; - is standard input',
    },
  ],
  usesServer: true,
  example:
    'legate explain --subject user/alice --action write --resource record/crm/1 --agent helper',
  run: async (call) => {
    const request = await readRequest(call);
    const explanation = await call.server().call<Explanation>('POST', '/admin/v1/explain', request);
    return {
      exit: EXIT.ok,
      json: { explanation },
      text: (style) => renderExplanation(explanation, style),
    };
  },
};

async function readRequest(call: Call): Promise<Attributes> {
  const file = call.options.text('input');
  if (file === undefined) {
    return requestOf(call);
  }
  const text = await readText(call.context, file);
  try {
    const value = JSON.parse(text) as Json;
    if (isJsonObject(value)) {
      return value;
    }
  } catch {
    // Told of below.
  }
  throw new CliError('cli.input', `${file} must hold one evaluation request as a JSON object`);
}

function requestOf({ options }: Call): Attributes {
  const agent = options.text('agent');
  return {
    subject: readEntity(options.text('subject'), '--subject'),
    action: { name: options.text('action') ?? missing('--action') },
    resource: readEntity(options.text('resource'), '--resource'),
    ...(agent !== undefined && { context: { agent } }),
  };
}

/** The first slash ends the type: ids may have more. */
function readEntity(text: string | undefined, option: string): Attributes {
  const at = text?.indexOf('/') ?? -1;
  return text === undefined || at < 1 || at === text.length - 1
    ? missing(option)
    : { type: text.slice(0, at), id: text.slice(at + 1) };
}

function missing(option: string): never {
  const form = option === '--action' ? '<name>' : '<type/id>';
  throw new CliError('cli.usage', `give ${option} ${form}, or the whole request with --input`);
}

/** Only what stands against the question is told in full. */
export function renderExplanation(explanation: Explanation, style: Style): string {
  const { decision, decidedBy, context, facts, change, remaining } = explanation;
  const answer = decision ? style.good('permit') : style.bad('deny');
  const at = facts === null ? '' : `, at data revision ${facts.revision}`;
  return [
    `${answer}  ${shown(listed(context?.reasons ?? []))}   ${style.faint(`decided by ${decidedBy}${at}`)}`,
    ...section(
      'identities',
      explanation.identities.map((each) => finding(each.about, each, style)),
      style,
    ),
    ...section(
      'grants',
      explanation.chains.map((each) => renderChain(each, style)),
      style,
    ),
    ...section(
      'policy',
      explanation.policies.flatMap(({ packages }) =>
        packages.map((each) => renderFinding(each, style)),
      ),
      style,
    ),
    ...(change === null ? [] : [`${style.strong('would turn it')}  ${shown(change.summary)}`]),
    ...(remaining.length === 0
      ? []
      : [`${style.strong('would remain')}  ${shown(remaining.join(', '))}`]),
  ].join('\n');
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : [style.strong(title), ...lines];
}

function finding(name: string, { holds, reason }: Checked<never>, style: Style): string {
  return holds
    ? `  ${style.good('+')} ${name}`
    : `  ${style.bad('-')} ${name}  ${shown(reason ?? '')}`;
}

function renderChain({ carries, links }: Explanation['chains'][number], style: Style): string {
  const head = carries ? style.good('carries the question') : style.bad('does not carry it');
  const rows = links.flatMap(({ grant, grantor, grantee, checks }) => [
    `    ${shown(`${grantor.kind}/${grantor.id} → ${grantee.kind}/${grantee.id}`)}  ${style.faint(grant)}`,
    ...checks
      .filter(({ holds }) => !holds)
      .map(({ check, reason, asked, stored }) =>
        shown(
          `      - ${check}: ${reason ?? ''}; asked ${JSON.stringify(asked)}, granted ${JSON.stringify(stored)}`,
        ),
      ),
  ]);
  return [`  ${head}`, ...rows].join('\n');
}
