import type { CliContext } from './commands/command.js';
import { runCli } from './run-cli.js';

const MAX_INPUT_BYTES = 64 * 1024 * 1024;

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_INPUT_BYTES) {
      break;
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}

const context: CliContext = {
  cwd: process.cwd(),
  // eslint-disable-next-line no-restricted-syntax -- handed to what reads the settings
  environment: process.env,
  clock: () => new Date(),
  readStandardInput,
  progress: (line) => process.stderr.write(`${line}\n`),
};
const streams = [process.stdout, process.stderr].map((stream) => ({
  isTerminal: stream.isTTY,
  write: (text: string): void => {
    stream.write(text);
  },
}));

async function main(): Promise<void> {
  const [out, err] = streams as [(typeof streams)[0], (typeof streams)[0]];
  // Whoever reads us may stop to: `legate … | head`.
  process.stdout.on('error', () => process.exit(0));
  // Set and not exit(): what was written to a pipe must arrive.
  process.exitCode = await runCli(process.argv.slice(2), context, { out, err });
}

void main();
