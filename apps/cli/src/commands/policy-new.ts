import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { starterRepo } from '../policy/starter-repo.js';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';
import type { CliCommand } from './command.js';

/** May be there already: a new repository of Git has nothing else. */
const HARMLESS: ReadonlySet<string> = new Set(['.git']);

export const policyNew: CliCommand = {
  name: 'policy new',
  summary: 'Writes a policy repo to begin with: a package, its tests, a manifest, a README',
  args: [{ name: '<folder>', description: 'a new or an empty one' }],
  options: [
    { flags: '--type <name>', description: 'resource type of the package; default document' },
  ],
  example: 'legate policy new policies --type ticket',
  run: async ({ context, args, options }) => {
    const folder = args[0] ?? '';
    const path = resolve(context.cwd, folder);
    await requireEmpty(path, folder);
    const files = starterRepo(options.text('type') ?? 'document');
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      // Never over a file that came meanwhile.
      await writeFile(join(path, name), content, { flag: 'wx' });
    }
    return {
      exit: EXIT.ok,
      json: { folder, files: Object.keys(files) },
      text: (style) =>
        [
          `${style.good('written')}: ${Object.keys(files)
            .map((name) => join(folder, name))
            .join(', ')}`,
          `next: legate policy check ${folder}`,
        ].join('\n'),
    };
  },
};

async function requireEmpty(path: string, name: string): Promise<void> {
  let entries: string[];
  try {
    entries = await readdir(path);
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') {
      return;
    }
    throw new CliError('cli.file', `cannot write into ${name}: ${code}`);
  }
  if (entries.some((entry) => !HARMLESS.has(entry))) {
    throw new CliError('cli.file', `${name} is not empty`, EXIT.usage, 'name a new folder');
  }
}
