import { EXIT, type ExitCode } from './exit-codes.js';

/** Stable codes of what goes wrong here; errors of the server and of policies have codes of their own. */
export type CliErrorCode =
  | 'cli.usage'
  | 'cli.file'
  | 'cli.input'
  | 'cli.git_remote'
  | 'cli.unreachable'
  | 'cli.unexpected_answer'
  | 'cli.no_opa'
  | 'cli.internal';

/** Something that the user can do something about: told in a line or two, never with a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';

  /** @param hint what to do next, where that is known */
  constructor(
    readonly code: CliErrorCode,
    message: string,
    readonly exit: ExitCode = EXIT.usage,
    readonly hint: string | null = null,
  ) {
    super(message);
  }
}
