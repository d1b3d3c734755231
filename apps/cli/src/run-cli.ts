import { PdpError } from '@legate/core';
import { OpaUnavailableError } from '@legate/policy';
import type { CliContext } from './commands/command.js';
import { runProgram } from './program.js';
import { ServerError } from './server/server-error.js';
import { CliError } from './terminal/cli-error.js';
import { EXIT, type ExitCode } from './terminal/exit-codes.js';
import { shown, withoutKeys } from './terminal/plain-text.js';
import { chooseStyle, PLAIN, type Style } from './terminal/style.js';

/** Where a run writes to. */
export interface CliStreams {
  readonly out: { readonly isTerminal: boolean; write(text: string): void };
  readonly err: { readonly isTerminal: boolean; write(text: string): void };
}

/** What went wrong, for programs and for people. */
interface Failure {
  readonly exit: ExitCode;
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
}

/** Runs one command line. Never throws, and never shows a key. @returns the exit code (docs/cli.md) */
export async function runCli(
  argv: readonly string[],
  context: CliContext,
  { out, err }: CliStreams,
): Promise<ExitCode> {
  const wantsColour = !argv.includes('--no-color');
  const styleOf = (stream: { readonly isTerminal: boolean }): Style =>
    wantsColour ? chooseStyle(stream.isTerminal, context.environment) : PLAIN;
  const print = (stream: typeof out, text: string): void => {
    stream.write(withoutKeys(text.endsWith('\n') ? text : `${text}\n`));
  };
  try {
    const parsed = await runProgram(argv, context);
    if (parsed.kind === 'usage') {
      throw new CliError('cli.usage', parsed.message, EXIT.usage, 'legate --help');
    }
    if (parsed.kind === 'help') {
      print(out, parsed.text);
      return EXIT.ok;
    }
    const { report, json } = parsed;
    const ok = report.exit === EXIT.ok;
    print(out, json ? toJson({ ok, ...report.json }) : report.text(styleOf(out)));
    return report.exit;
  } catch (thrown) {
    const failure = toFailure(thrown);
    if (argv.includes('--json')) {
      const { exit: _, ...error } = failure;
      print(out, toJson({ ok: false, error }));
    } else {
      print(err, renderFailure(failure, styleOf(err)));
    }
    return failure.exit;
  }
}

function toJson(value: object): string {
  return JSON.stringify(value, null, 2);
}

function renderFailure({ code, message, hint }: Failure, style: Style): string {
  const next = hint === null ? '' : `\n  ${style.faint(shown(hint))}`;
  return `${style.bad('legate')}: ${shown(message)} ${style.faint(`(${code})`)}${next}`;
}

function toFailure(thrown: unknown): Failure {
  if (thrown instanceof CliError) {
    const { exit, code, message, hint } = thrown;
    return { exit, code, message, hint };
  }
  if (thrown instanceof ServerError) {
    return fromServer(thrown);
  }
  if (thrown instanceof OpaUnavailableError) {
    const hint = 'put opa 1.x on the PATH, or name it with LEGATE_OPA';
    return { exit: EXIT.noOpa, code: 'cli.no_opa', message: thrown.message, hint };
  }
  if (thrown instanceof PdpError) {
    return { exit: EXIT.refused, code: thrown.code, message: thrown.message, hint: null };
  }
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  const hint = 'this is a fault of ours; please report it with the command that you ran';
  return { exit: EXIT.internal, code: 'cli.internal', message, hint };
}

function fromServer({ status, code, message, requestId }: ServerError): Failure {
  const said = requestId === null ? message : `${message} [request ${requestId}]`;
  if (status === 401) {
    return {
      exit: EXIT.forbidden,
      code,
      message: said,
      hint: 'is LEGATE_KEY the key of this server?',
    };
  }
  if (status === 403) {
    const hint = 'the key must be of this tenant; docs/cli.md tells which role a command needs';
    return { exit: EXIT.forbidden, code, message: said, hint };
  }
  const exit = status >= 500 || status === 429 ? EXIT.unreachable : EXIT.refused;
  return { exit, code, message: said, hint: null };
}
