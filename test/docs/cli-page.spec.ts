import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SERVER_OPTIONS } from '../../apps/cli/src/commands/command-options.js';
import { COMMANDS } from '../../apps/cli/src/commands/registry.js';
import { EXIT } from '../../apps/cli/src/terminal/exit-codes.js';

const ROOT = join(__dirname, '..', '..');
let page: string;

beforeAll(async () => {
  page = await readFile(join(ROOT, 'docs', 'cli.md'), 'utf8');
});

describe('docs/cli.md', () => {
  it.each(COMMANDS.map((command) => [command.name, command] as const))(
    'has %s with its arguments, and its members of JSON',
    (name, { args = [] }) => {
      const words = ['legate', name, ...args.map((argument) => argument.name)].join(' ');
      expect(page).toContain(`| \`${words}\``);
      expect(page.slice(page.indexOf('## JSON'))).toContain(`\`${name}\``);
    },
  );

  it('has no command that there is not', () => {
    const named = [...page.matchAll(/^\| `legate (?<name>[a-z ]+?)(?: [<[].*)?` /gmu)];
    expect(named.map(({ groups }) => groups?.['name'])).toEqual(COMMANDS.map(({ name }) => name));
  });

  it('has every exit code, and no other', () => {
    const section = page.slice(page.indexOf('## Exit codes'), page.indexOf('## JSON'));
    const codes = [...section.matchAll(/^\| (?<code>\d+) /gmu)].map(({ groups }) =>
      Number(groups?.['code']),
    );
    expect(codes).toEqual(Object.values(EXIT));
  });

  it('has every option of those that talk to a server', () => {
    for (const { flags } of SERVER_OPTIONS) {
      expect(page).toContain(`| \`${flags.split(' ')[0] ?? ''}\``);
    }
  });

  it('has every code of errors of ours', async () => {
    const source = await readFile(join(ROOT, 'apps/cli/src/terminal/cli-error.ts'), 'utf8');
    const codes = [...source.matchAll(/'(?<code>cli\.[a-z_]+)'/gu)].map(
      ({ groups }) => groups?.['code'],
    );
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter((code) => !page.includes(`\`${code ?? ''}\``))).toEqual([]);
  });
});
