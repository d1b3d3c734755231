import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitSettings } from '@legate/git';
import { expectProblem } from '../support/expect-error.js';
import { GitClient, remoteOf } from '../support/git-client.js';
import type { GitResult } from '../support/git-client.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { askAs, permits, policyOf } from '../support/shadow-world.js';

const PATH = '/admin/v1/bundles';
const GATE = { enabled: true, maxNewlyAllowed: 0, minDecisions: 2, confirmWithinS: 3600 };

let service: RunningService;
let admin: HttpClient;
let pusher: HttpClient;
let second: HttpClient;
let origin: string;
let git: GitClient;

async function keyOf(...roles: readonly string[]): Promise<string> {
  return (await admin.post('/admin/v1/callers', { name: 'p', roles })).body.key as string;
}

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  for (const user of ['alice', 'bob']) {
    await admin.put(`/admin/v1/identities/user/${user}`, {});
  }
  const key = await keyOf('policy:push');
  pusher = admin.as(key);
  second = admin.as(await keyOf('admin'));
  git = await GitClient.create();
  origin = remoteOf(service.url, key);
  await git.init('work', origin);
  await push('alice');
  await admin.put(`${PATH}/gate`, GATE);
});

beforeEach(async () => {
  await git.must('work', 'fetch', '--quiet', 'origin');
  await git.must('work', 'reset', '--quiet', '--hard', 'origin/main');
});

afterAll(async () => {
  await git.remove();
  await service.stop();
});

/** Commits a policy that permits these users, and pushes it. */
async function push(...users: readonly string[]): Promise<GitResult & { readonly commit: string }> {
  const commit = await git.commit('work', { 'main.rego': policyOf(...users.map(permits)) });
  return { ...(await git.run('work', 'push', 'origin', 'main')), commit };
}

const remoteMain = async (): Promise<string> =>
  (await git.must('.', 'ls-remote', origin, 'refs/heads/main')).split('\t')[0] ?? '';
const isPermitted = async (user: string): Promise<boolean> =>
  (await askAs(admin, user)).body.decision as boolean;
const heldId = ({ stderr }: GitResult): string =>
  /legate policy confirm (?<id>[0-9a-f-]{36})/u.exec(stderr)?.groups?.['id'] ?? '';
const confirm = async (by: HttpClient, id: string): Promise<HttpAnswer> =>
  await by.send('POST', `${PATH}/${id}/confirm`);

describe('a push that the gate holds', () => {
  it('is told why; main and decisions stay, and the yes of a second person moves both', async () => {
    const before = await remoteMain();
    const held = await push('alice', 'bob');
    expect(held.code).toBe(1);
    expect(held.stderr).toContain(
      'remote: Held by the gate: 0 decisions compared (at least 2), 0 newly allowed (at most 0) [bundle.gated]',
    );
    expect(held.stderr).toContain('! [remote rejected] main -> main (hook declined)');
    const id = heldId(held);
    expect(await isPermitted('bob')).toBe(false);
    expect(await remoteMain()).toBe(before);
    expectProblem(await confirm(pusher, id), 403, 'caller.forbidden');
    expect(await remoteMain()).toBe(before);

    const confirmed = await confirm(second, id);
    expect(confirmed.body).toMatchObject({ state: 'active', bundleRevision: held.commit });
    expect(await isPermitted('bob')).toBe(true);
    expect(await remoteMain()).toBe(held.commit);
    const again = await git.run('work', 'push', 'origin', 'main');
    expect(again.stderr).toContain('Everything up-to-date');
  });

  it('waits through other pushes to the repository and a packing of its references', async () => {
    const held = await push('alice', 'bob', 'carol');
    expect(await git.run('work', 'push', 'origin', 'main:side')).toMatchObject({ code: 0 });
    const folder = join(service.app.get(GitSettings).folder, 'default.git');
    await git.must('.', `--git-dir=${folder}`, 'pack-refs', '--all', '--prune');
    expect(await readFile(join(folder, 'packed-refs'), 'utf8')).toContain('refs/legate/pending/');
    await confirm(second, heldId(held));
    expect(await remoteMain()).toBe(held.commit);
  });

  it('is forgotten when another policy becomes the active one first', async () => {
    const first = await push('bob');
    await git.must('work', 'reset', '--quiet', '--hard', 'origin/main');
    const other = await push('alice');
    await confirm(second, heldId(other));
    expectProblem(await confirm(second, heldId(first)), 409, 'bundle.no_request');
    expect(await remoteMain()).toBe(other.commit);
  });

  it('decides by a further push once the gate lets it', async () => {
    const before = await remoteMain();
    const held = await push('alice', 'eve');
    await admin.put(`${PATH}/gate`, { enabled: false });
    expect(await remoteMain()).toBe(before);
    const later = await git.run('work', 'push', 'origin', 'main');
    expect(later.stderr).toMatch(/^remote: Active from revision/m);
    expect(await remoteMain()).toBe(held.commit);
  });
});
