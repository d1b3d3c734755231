import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const EXAMPLES = 'policies-rego/examples';
const EMBEDDED = /<!-- file: (?<path>\S+) -->\n\n```rego\n(?<body>[\s\S]*?)```/gu;

async function embeddedIn(page: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(ROOT, 'docs', page), 'utf8');
  const found = [...text.matchAll(EMBEDDED)].map(
    ({ groups }) => [groups?.['path'] ?? '', groups?.['body'] ?? ''] as const,
  );
  // A fence of Rego that names no file would be one that nobody runs.
  expect(found).toHaveLength([...text.matchAll(/^```rego$/gmu)].length);
  return new Map(found);
}

async function rulesBelow(folder: string): Promise<string[]> {
  const names = await readdir(join(ROOT, folder), { recursive: true });
  return names
    .filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego'))
    .map((name) => `${folder}/${name}`)
    .sort();
}

it.each([
  ['policy-patterns.md', `${EXAMPLES}/patterns`],
  ['migrating-from-opa.md', `${EXAMPLES}/from-opa`],
])('the rules on docs/%s are those of %s, and all of them', async (page, folder) => {
  const embedded = await embeddedIn(page);
  expect([...embedded.keys()].sort()).toEqual(await rulesBelow(folder));
  for (const [path, body] of embedded) {
    expect({ path, body }).toEqual({ path, body: await readFile(join(ROOT, path), 'utf8') });
  }
});
