import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/**
 * Holds a generated file of the repository against what it should be. `npm run generate` sets LEGATE_GENERATE and
 * writes it instead.
 */
export async function expectGenerated(path: string, content: string): Promise<void> {
  const file = join(ROOT, path);
  if (process.env['LEGATE_GENERATE'] === 'true') {
    await writeFile(file, content);
  }
  const committed = await readFile(file, 'utf8').catch(() => '(missing)');
  expect({ path, content: committed }).toEqual({ path, content });
}
