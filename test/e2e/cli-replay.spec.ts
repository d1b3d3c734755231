import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runLegate, runLegateJson, withWorkFolder } from '../support/cli.js';
import { question, startLoggedWorld } from '../support/logged-world.js';
import type { LoggedWorld } from '../support/logged-world.js';
import { permits, policyOf, pushPolicy } from '../support/shadow-world.js';

const ASKED = 12;

let world: LoggedWorld;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  world = await startLoggedWorld({ bundles: { replayMaxEntries: 5 } });
  const { admin, url, key } = world.service;
  env = { LEGATE_URL: url, LEGATE_KEY: key };
  for (let at = 0; at < ASKED; at += 1) {
    await admin.evaluate(
      question({ user: at % 2 === 0 ? 'alice' : 'bob', resource: `record/${at}` }),
    );
  }
  await world.shipped();
});

afterAll(async () => {
  await world.service.stop();
});

describe('legate replay', () => {
  it('decides all of the log again, call by call', async () => {
    await withWorkFolder(async (cwd) => {
      const { exit, json } = await runLegateJson(['replay'], { cwd, env });
      expect({ exit, json }).toMatchObject({
        exit: 0,
        json: { ok: true, replay: { entries: ASKED, alike: ASKED, different: 0 } },
      });
      const { stdout } = await runLegate(['replay', '--limit', '7'], { cwd, env });
      expect(stdout).toContain('7 entries: 7 alike, 0 different, 0 not replayable');
    });
  });

  it('takes the filters of the log', async () => {
    await withWorkFolder(async (cwd) => {
      const filters = ['-w', 'subject=user/bob', '--where', 'from=2020-01-01T00:00:00Z'];
      const { json } = await runLegateJson(['replay', ...filters], { cwd, env });
      expect(json.replay.entries).toBe(ASKED / 2);
      expect((await runLegate(['replay', '-w', 'bob'], { cwd, env })).exit).toBe(2);
      expect((await runLegate(['replay', '-w', 'no=thing'], { cwd, env })).exit).toBe(1);
      expect((await runLegate(['replay', 'f', '-w', 'kind=all'], { cwd, env })).exit).toBe(2);
    });
  });

  it('takes a file, and ends with 1 where something is different', async () => {
    await withWorkFolder(async (cwd) => {
      const entry = (await world.stored()).find(({ kind }) => kind === 'decision');
      const lines = [entry, { ...entry, reasons: ['permit.root'] }].map((one) =>
        JSON.stringify(one),
      );
      await writeFile(join(cwd, 'log.ndjson'), lines.join('\n'));
      const { exit, stdout } = await runLegate(['replay', 'log.ndjson'], { cwd, env });
      expect(exit).toBe(1);
      expect(stdout).toContain('2 entries: 1 alike, 1 different, 0 not replayable');
      expect(stdout).toContain('reasons was ["permit.root"]');
    });
  });

  it('tells what another policy would change', async () => {
    const candidate = await pushPolicy(world.service.admin, 'bob', {
      rego: policyOf(permits('bob')),
    });
    await withWorkFolder(async (cwd) => {
      const { exit, stdout } = await runLegate(['replay', '--candidate', candidate], { cwd, env });
      expect(exit).toBe(0);
      expect(stdout).toContain('newly denied');
    });
  });
});
