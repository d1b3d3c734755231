import { Argument, Command, CommanderError, Option } from 'commander';
import { CliOptions } from './commands/cli-options.js';
import { optionsOf } from './commands/command-options.js';
import type { CliCommand, CliContext, CliOption } from './commands/command.js';
import { COMMANDS } from './commands/registry.js';
import { ServerApi } from './server/server-api.js';
import { readServerSettings } from './server/server-settings.js';
import type { Report } from './terminal/report.js';

export const DESCRIPTION =
  'Writes, checks, compares and deploys policies of Legate, and asks why something was decided.';

/** What a command line came to: a report, or a text of the parser's own such as a help page. */
export type Parsed =
  | { readonly kind: 'report'; readonly report: Report; readonly json: boolean }
  | { readonly kind: 'help'; readonly text: string }
  | { readonly kind: 'usage'; readonly message: string };

/** Reads the arguments and runs the command they name. @throws what the command throws */
export async function runProgram(argv: readonly string[], context: CliContext): Promise<Parsed> {
  let parsed: Parsed | undefined;
  const written: string[] = [];
  const program = buildProgram(written, async (command, call) => {
    parsed = await runCommand(command, call, context);
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (cause) {
    if (cause instanceof CommanderError) {
      return fromCommander(cause, written.join(''));
    }
    throw cause;
  }
  return parsed ?? { kind: 'help', text: program.helpInformation() };
}

interface Invocation {
  readonly args: readonly (string | undefined)[];
  readonly values: Readonly<Record<string, unknown>>;
}
type Run = (command: CliCommand, call: Invocation) => Promise<void>;

async function runCommand(
  command: CliCommand,
  { args, values }: Invocation,
  context: CliContext,
): Promise<Parsed> {
  const options = new CliOptions(values);
  let server: ServerApi | undefined;
  const report = await command.run({
    context,
    args,
    options,
    server: () => (server ??= new ServerApi(readServerSettings(options, context.environment))),
  });
  return { kind: 'report', report, json: options.flag('json') };
}

function buildProgram(written: string[], run: Run): Command {
  const program = settle(new Command('legate').description(DESCRIPTION), written);
  const groups = new Map<string, Command>([['', program]]);
  for (const command of COMMANDS) {
    const words = command.name.split(' ');
    const parent = groupOf(words.slice(0, -1).join(' '), groups, written);
    const added = settle(parent.command(words.at(-1) ?? ''), written).summary(command.summary);
    added.description(command.summary);
    addArguments(added, command);
    addOptions(added, optionsOf(command));
    if (command.example !== undefined) {
      added.addHelpText('after', `\nExample:\n  ${command.example}`);
    }
    added.action(async () => {
      const args = (command.args ?? []).map((_, at) => added.args[at]);
      await run(command, { args, values: withNegations(added.opts()) });
    });
  }
  return program;
}

function groupOf(path: string, groups: Map<string, Command>, written: string[]): Command {
  const known = groups.get(path);
  if (known !== undefined) {
    return known;
  }
  const group = settle(groups.get('')?.command(path) ?? new Command(path), written);
  group.description(`Everything about ${path}`);
  groups.set(path, group);
  return group;
}

/** Nothing writes or ends the process but who called us. */
function settle(command: Command, written: string[]): Command {
  const write = (text: string): void => {
    written.push(text);
  };
  return command
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write })
    .helpOption('-h, --help', 'what can be said here')
    .helpCommand(false)
    .showSuggestionAfterError(true)
    .allowExcessArguments(false);
}

function addArguments(added: Command, { args = [] }: CliCommand): void {
  for (const { name, description, choices } of args) {
    const argument = new Argument(name, description);
    added.addArgument(choices === undefined ? argument : argument.choices(choices));
  }
}

function addOptions(added: Command, options: readonly CliOption[]): void {
  for (const { flags, description, choices, repeats } of options.filter(
    ({ flags: each }) => !each.includes('--help'),
  )) {
    const option = new Option(flags, description);
    if (repeats === true) {
      option.argParser((value, before: readonly string[] | undefined) => [
        ...(before ?? []),
        value,
      ]);
    }
    added.addOption(choices === undefined ? option : option.choices(choices));
  }
}

/** Commander has `--no-x` as x being false. */
function withNegations(
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const negated = Object.entries(values).flatMap(([name, value]) =>
    value === false ? [[`no${name.charAt(0).toUpperCase()}${name.slice(1)}`, true]] : [],
  );
  return { ...values, ...(Object.fromEntries(negated) as Record<string, unknown>) };
}

function fromCommander({ code, message }: CommanderError, written: string): Parsed {
  if (code === 'commander.helpDisplayed') {
    return { kind: 'help', text: written };
  }
  if (code === 'commander.help') {
    const names = COMMANDS.map(({ name }) => name).join(', ');
    return { kind: 'usage', message: `no command given; there are: ${names}` };
  }
  return { kind: 'usage', message: message.replace(/^error: /u, '').replace(/\n\(/u, ' (') };
}
