import { completionScript, SHELLS } from '../completion/completion-script.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { CliCommand } from './command.js';

/** Takes the commands as an argument: it is one of them. */
export function completionOf(commands: () => readonly CliCommand[]): CliCommand {
  return {
    name: 'completion',
    summary: 'Prints a script that completes commands and options in your shell',
    args: [{ name: '<shell>', description: 'which shell', choices: SHELLS }],
    example: 'source <(legate completion bash)',
    // eslint-disable-next-line @typescript-eslint/require-await -- a command that has nothing to wait for
    run: async ({ args }) => {
      const script = completionScript(args[0] ?? '', commands());
      return { exit: EXIT.ok, json: { shell: args[0], script }, text: () => script };
    },
  };
}
