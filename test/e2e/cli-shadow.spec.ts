import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runLegate, runLegateJson, withWorkFolder } from '../support/cli.js';
import { GitClient, remoteOf } from '../support/git-client.js';
import type { HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { askAs, permits, policyOf, shadowUntil } from '../support/shadow-world.js';

let service: RunningService;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  service = await startService();
  env = { LEGATE_URL: service.url, LEGATE_KEY: service.key };
  for (const user of ['ann', 'bob']) {
    await service.admin.put(`/admin/v1/identities/user/${user}`, {});
  }
});

afterAll(async () => {
  await service.stop();
});

const write = async (folder: string, ...users: string[]): Promise<void> => {
  await writeFile(join(folder, 'main.rego'), policyOf(...users.map(permits)));
};

/** A caller with these roles. @returns the key */
async function keyOf(admin: HttpClient, name: string, roles: readonly string[]): Promise<string> {
  const { body } = await admin.post('/admin/v1/callers', { name, roles });
  return body.key as string;
}

describe('legate policy shadow and confirm', () => {
  it('puts a policy beside the active one, shows what it would change, and ends it', async () => {
    await withWorkFolder(async (cwd) => {
      const run = { cwd, env };
      await write(cwd, 'ann');
      expect((await runLegate(['policy', 'push', '--revision', 'one'], run)).exit).toBe(0);
      await write(cwd, 'ann', 'bob');
      const started = await runLegateJson(['policy', 'shadow', '--revision', 'two'], run);
      expect(started).toMatchObject({ exit: 0, json: { ok: true, shadow: { state: 'running' } } });
      const id = started.json.bundle as string;
      for (const user of ['ann', 'bob']) {
        await askAs(service.admin, user);
      }
      await shadowUntil(service.admin, id, ({ evaluated }) => evaluated === 2);
      const { stdout } = await runLegate(['policy', 'shadow', id, '--report'], run);
      expect(stdout).toContain('2 decisions: 1 the same, 1 newly allowed, 0 newly denied');
      expect(stdout).toContain('1 allowed read record: permit.bob');
      const stopped = await runLegateJson(['policy', 'shadow', id, '--stop'], run);
      expect(stopped).toMatchObject({ exit: 0, json: { shadow: { newlyAllowed: 1 } } });
      expect(stopped.json.shadow.state).not.toBe('running');
    });
  });

  it('takes a branch that lies in the Git repository of the server', async () => {
    const git = await GitClient.create();
    try {
      await git.init('work', remoteOf(service.url, service.key));
      const commit = await git.commit('work', { 'main.rego': policyOf(permits('dora')) });
      await git.must('work', 'push', '--quiet', 'origin', 'main:proposed');
      const run = { cwd: git.folder, env };
      const started = await runLegateJson(['policy', 'shadow', '--ref', 'proposed'], run);
      expect(started).toMatchObject({ exit: 0, json: { shadow: { state: 'running' } } });
      const id = started.json.bundle as string;
      const { body } = await service.admin.get(`/admin/v1/bundles/${id}`);
      expect(body).toMatchObject({ bundleRevision: commit, state: 'shadow' });
      await git.commit('work', { 'main.rego': 'no rego at all' });
      await git.must('work', 'push', '--quiet', 'origin', 'main:broken');
      const broken = await runLegateJson(['policy', 'shadow', '--ref', 'broken'], run);
      expect(broken).toMatchObject({ exit: 1, json: { error: { code: 'policy.build_refused' } } });
      expect(broken.json.error.problems[0]).toMatchObject({ file: 'main.rego', line: 1 });
      const unknown = await runLegateJson(['policy', 'shadow', '--ref', 'none'], run);
      expect(unknown).toMatchObject({ exit: 1, json: { error: { code: 'git.ref_not_found' } } });
      const both = await runLegateJson(['policy', 'shadow', id, '--ref', 'proposed'], run);
      expect(both).toMatchObject({ exit: 2, json: { error: { code: 'cli.usage' } } });
      await runLegate(['policy', 'shadow', id, '--stop'], run);
    } finally {
      await git.remove();
    }
  });

  it('tells that a push waits for a second caller, who confirms it', async () => {
    const { admin } = service;
    const pusher = await keyOf(admin, 'pusher', ['policy:push']);
    const second = await keyOf(admin, 'second', ['admin']);
    await admin.put('/admin/v1/bundles/gate', { enabled: true });
    await withWorkFolder(async (cwd) => {
      await write(cwd, 'carol');
      const mine = { cwd, env: { ...env, LEGATE_KEY: pusher } };
      const pushed = await runLegateJson(['policy', 'push', '--revision', 'three'], mine);
      expect(pushed).toMatchObject({ exit: 1, json: { ok: false, bundle: { state: 'received' } } });
      const { id } = pushed.json.bundle;
      const gated = await runLegateJson(['policy', 'activate', id], mine);
      expect(gated).toMatchObject({ exit: 1, json: { error: { code: 'bundle.gated' } } });
      const text = await runLegate(['policy', 'push', '--revision', 'three'], mine);
      expect(text.stdout).toContain(`legate policy confirm ${id}`);
      const theirs = { cwd, env: { ...env, LEGATE_KEY: second } };
      const confirmed = await runLegateJson(['policy', 'confirm', id], theirs);
      expect(confirmed).toMatchObject({ exit: 0, json: { bundle: { state: 'active' } } });
    });
  });
});
