import type { CliCommand, CliOption } from './command.js';

/** Every command has these. */
export const GLOBAL_OPTIONS: readonly CliOption[] = [
  { flags: '--json', description: 'one JSON object on standard output, for programs' },
  {
    flags: '--no-color',
    description: 'no colours (also NO_COLOR, and wherever this is no terminal)',
  },
  { flags: '-h, --help', description: 'what can be said here' },
];

/** Those that talk to a server have these too. */
export const SERVER_OPTIONS: readonly CliOption[] = [
  { flags: '--server <url>', description: 'LEGATE_URL; default http://127.0.0.1:8080' },
  { flags: '--key <key>', description: 'LEGATE_KEY; others on this machine can see arguments' },
  { flags: '--key-file <file>', description: 'file that holds the key' },
  { flags: '--tenant <name>', description: 'LEGATE_TENANT; default: the tenant default' },
];

/** All options of a command, its own first. */
export function optionsOf({ options = [], usesServer = false }: CliCommand): readonly CliOption[] {
  return [...options, ...(usesServer ? SERVER_OPTIONS : []), ...GLOBAL_OPTIONS];
}
