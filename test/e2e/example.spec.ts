import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from '../../scripts/example/api.js';
import { runExample } from '../../scripts/example/run-example.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

const FOLDER = join(__dirname, '..', '..', 'examples', 'support-desk');
let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service.stop();
});

async function run(folder: string): Promise<{ passed: boolean; printed: string }> {
  const lines: string[] = [];
  const passed = await runExample(folder, new Api(service.url, service.admin.key ?? ''), (line) => {
    lines.push(line);
  });
  return { passed, printed: lines.join('\n') };
}

/** File, and the first occurrence of what to put what in place of. */
type Change = readonly [file: string, from: string, to: string];

async function runChanged([name, from, to]: Change): ReturnType<typeof run> {
  const folder = await mkdtemp(join(tmpdir(), 'legate-example-'));
  try {
    await cp(FOLDER, folder, { recursive: true });
    const file = join(folder, `${name}.yaml`);
    const before = await readFile(file, 'utf8');
    expect(before).toContain(from);
    await writeFile(file, before.replace(from, to));
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the support-desk example', () => {
  it('has every answer it expects, also when it is run again', async () => {
    for (const { passed, printed } of [await run(FOLDER), await run(FOLDER)]) {
      expect(printed).toMatch(/\n6\d of 6\d as expected$/);
      expect(printed).not.toContain('DIFF');
      expect(printed.split('\n').filter((line) => line.length > 120)).toEqual([]);
      expect(passed).toBe(true);
    }
    const { items: callers } = (await service.admin.get('/admin/v1/callers')).body;
    expect(callers).toHaveLength(1);
  });

  it('fails when an answer is not the expected one', async () => {
    const change: Change = ['questions', 'permit: [permit.admin]', 'deny: [policy.no_match]'];
    const { passed, printed } = await runChanged(change);
    expect(passed).toBe(false);
    expect(printed.match(/^DIFF/gm)).toHaveLength(1);
  });

  it.each<[string, Change, string]>([
    [
      'a grant before its parent',
      ['grants', 'under: omar-research', 'under: tess-triage'],
      '"research-summariser" is under "tess-triage", which must come before it',
    ],
    [
      'a misspelt member',
      ['questions', 'denied-by: maya-triage', 'denied_by: maya-triage'],
      'questions, entry 29: there is no member "denied_by"',
    ],
    ['a missing member', ['questions', 'do: delete,', ''], 'questions, entry 1: "do" is missing'],
    [
      'a grant that nobody made',
      ['questions', 'denied-by: maya-triage', 'denied-by: maya-triag'],
      '"* is one segment: notes lie deeper" names "maya-triag", which does not exist',
    ],
  ])('refuses files with %s', async (_, change, message) => {
    await expect(runChanged(change)).rejects.toThrow(message);
  });

  it('tells in one line that the key is not accepted', async () => {
    const stranger = new Api(service.url, `lgt_${'x'.repeat(43)}`);
    await expect(runExample(FOLDER, stranger, () => undefined)).rejects.toThrow(
      /^the service at http\S+ does not accept the key; the first npm start shows one/,
    );
  });
});
