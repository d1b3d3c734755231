import type { ExitCode } from './exit-codes.js';
import type { Style } from './style.js';

/** What a command has to say: the same for programs and for people. */
export interface Report {
  readonly exit: ExitCode;
  /** Printed with `--json`, as one object; `ok` is added to it. */
  readonly json: object;
  readonly text: (style: Style) => string;
}
