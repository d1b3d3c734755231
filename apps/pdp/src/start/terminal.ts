/** Talks to the person who starts the service: one line a step on standard output, errors on standard error. */
export interface Terminal {
  step(name: string, text: string): void;
  fail(line: string): void;
}

const COLUMN = 11;

export const terminal: Terminal = {
  step: (name, text) => {
    process.stdout.write(`  ${name.padEnd(COLUMN)}${text}\n`);
  },
  fail: (line) => {
    process.stderr.write(`legate: ${line}\n`);
  },
};
