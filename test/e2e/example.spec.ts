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

describe('the support-desk example', () => {
  it('has every answer it expects, also when it is run again', async () => {
    for (const { passed, printed } of [await run(FOLDER), await run(FOLDER)]) {
      expect(printed).toMatch(/\n6\d of 6\d as expected$/);
      expect(printed).not.toContain('DIFF');
      expect(passed).toBe(true);
    }
  });

  it('fails when an answer is not the expected one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'legate-example-'));
    try {
      await cp(FOLDER, folder, { recursive: true });
      const file = join(folder, 'questions.yaml');
      const questions = await readFile(file, 'utf8');
      await writeFile(file, questions.replace('permit: [permit.admin]', 'deny: [policy.no_match]'));
      const { passed, printed } = await run(folder);
      expect(passed).toBe(false);
      expect(printed.match(/^DIFF/gm)).toHaveLength(1);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
