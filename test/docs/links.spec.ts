import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const SKIPPED = new Set(['node_modules', 'dist', '.git', '.legate', 'coverage']);
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;

async function markdownBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !SKIPPED.has(name))
      .map(async (entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
          return await markdownBelow(path);
        }
        return entry.name.endsWith('.md') ? [path] : [];
      }),
  );
  return found.flat();
}

/** GitHub's anchors: lower case, punctuation dropped, spaces to dashes. */
function anchorsOf(markdown: string): Set<string> {
  const headings = [...markdown.matchAll(/^#+ +(.+)$/gm)].map(([, text = '']) => text);
  return new Set(
    headings.map((text) =>
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

async function brokenLinks(file: string): Promise<string[]> {
  const markdown = await readFile(file, 'utf8');
  const prose = markdown.replace(/```[\s\S]*?```/g, '');
  const broken: string[] = [];
  for (const [, target = ''] of prose.matchAll(LINK)) {
    if (/^(https?|mailto):/.test(target)) {
      continue;
    }
    const [path = '', anchor] = target.split('#');
    const linked = path === '' ? file : join(dirname(file), path);
    const isThere = existsSync(linked);
    const hasAnchor =
      anchor === undefined || (isThere && anchorsOf(await readFile(linked, 'utf8')).has(anchor));
    if (!isThere || !hasAnchor) {
      broken.push(`${relative(ROOT, file)}: ${target}`);
    }
  }
  return broken;
}

it('every link between our documents leads somewhere', async () => {
  const files = await markdownBelow(ROOT);
  expect(files.length).toBeGreaterThan(5);
  const broken = await Promise.all(files.map(brokenLinks));
  expect(broken.flat()).toEqual([]);
});
