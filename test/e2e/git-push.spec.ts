import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { expectProblem } from '../support/expect-error.js';
import { GitClient, remoteOf } from '../support/git-client.js';
import type { GitResult } from '../support/git-client.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { permitting } from '../support/push-bundle.js';
import type { Files } from '../support/push-bundle.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: 'r1' },
};

let service: RunningService;
let admin: HttpClient;
let git: GitClient;
let origin: string;

beforeAll(async () => {
  service = await startService({ bundles: { maxEvaluationMs: 500 } });
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/alice', {});
  git = await GitClient.create();
  origin = remoteOf(service.url, service.key);
});

afterAll(async () => {
  await git.remove();
  await service.stop();
});

async function reasons(client: HttpClient = admin, prefix = ''): Promise<readonly string[]> {
  const { body } = await client.post(`${prefix}/access/v1/evaluation`, QUESTION);
  return (body as { context: { reasons: string[] } }).context.reasons;
}

async function remoteMain(remote = origin): Promise<string> {
  return (await git.must('.', 'ls-remote', remote, 'refs/heads/main')).split('\t')[0] ?? '';
}

const policy = (reason: string, others: Files = {}): Files => ({
  'policy/main.rego': permitting(reason),
  ...others,
});

const compileRef = async (ref: string): Promise<HttpAnswer> =>
  await admin.post('/admin/v1/bundles/from-ref', { ref });

async function push(folder: string, ...args: readonly string[]): Promise<GitResult> {
  return await git.run(folder, 'push', 'origin', ...args);
}

describe('git push is the deploy', () => {
  it('clones an empty repository, and a good push decides from its end on; its revision is the commit', async () => {
    const cloned = await git.run('.', 'clone', origin, 'first');
    expect(cloned).toMatchObject({ code: 0 });
    expect(await git.must('first', 'symbolic-ref', 'HEAD')).toBe('refs/heads/main');
    const test =
      'package policy.main_test\n\nimport data.policy.main\n\ntest_permits if main.permit == {"one"} with input as {"subject": {"id": "a"}}\n';
    const commit = await git.commit('first', policy('one', { 'policy/main_test.rego': test }));
    const pushed = await push('first', 'main');
    expect(pushed).toMatchObject({ code: 0 });
    expect(pushed.stderr).toMatch(/^remote: Passed: 1 tests, 50 % covered/m);
    expect(pushed.stderr).toMatch(/^remote: Active from revision \d+ on: bundle [0-9a-f-]{36}/m);
    expect(await reasons()).toEqual(['permit.one']);
    const { body } = await admin.get('/admin/v1/bundles');
    expect(body.items[0]).toMatchObject({ bundleRevision: commit, state: 'active' });
    expect(await remoteMain()).toBe(commit);
  });
});

describe('a push that is refused', () => {
  const GUARDED =
    'package policy.main\n\nguards := {"open"}\n\npermit contains "x" if is_string(input.subject.id)\n\nguard contains "shut" if input.context.shut == true\n';
  const bad = 'package policy.main\n\nguards := set()\n\npermit contains "x" if\n';
  const cases: readonly (readonly [string, Files, string])[] = [
    [
      'does not parse',
      { 'policy/main.rego': bad },
      'policy/main.rego:6: unexpected eof token [policy.build.syntax]',
    ],
    [
      'has a guard that is not declared',
      { 'policy/main.rego': GUARDED },
      'policy/main.rego:7: Guard "shut" is not in guards [policy.build.guard_unknown]',
    ],
    [
      'has a test that fails',
      policy('failing', {
        'policy/main_test.rego': 'package policy.main_test\n\ntest_no if 1 == 2\n',
      }),
      'policy/main_test.rego:3: policy.main_test.test_no does not hold [policy.test.failed]',
    ],
    [
      'asks the network in a test',
      policy('net', {
        'policy/main_test.rego':
          'package policy.main_test\n\ntest_net if http.send({"method": "get", "url": "http://127.0.0.1/"}).status_code == 200\n',
      }),
      'policy/main_test.rego:3: undefined function http.send [policy.build.builtin]',
    ],
    [
      'reads the environment in a test',
      policy('env', {
        'policy/main_test.rego':
          'package policy.main_test\n\ntest_env if opa.runtime().env.DATABASE_URL\n',
      }),
      'policy/main_test.rego:3: undefined function opa.runtime [policy.build.builtin]',
    ],
    [
      'takes too long on a generated input',
      {
        'policy/slow.rego':
          'package policy.slow\n\nguards := set()\n\npermit contains "x" if {\n\tsome a in input.context.list\n\tsome b in input.context.list\n\tsome c in input.context.list\n\tsome d in input.context.list\n\tconcat("", [a, b, c, d]) == "no"\n}\n',
      },
      'policy/slow.rego:1: An evaluation of package policy.slow takes longer than 500 ms on a generated input [policy.build.evaluation_time]',
    ],
    [
      'holds base data where packages are',
      policy('data', { 'policy/data.json': '{"a": 1}' }),
      'policy: Data must not lie under "policy": packages do [policy.build.data_file]',
    ],
    ['holds no policy', { 'README.md': '# nothing' }, 'policy: There is no policy (*.rego) here'],
  ];

  it.each(cases)(
    'since it %s: file, line and reason are told, and nothing changes',
    async (_, files, line) => {
      const before = { main: await remoteMain(), reasons: await reasons() };
      await git.must('first', 'reset', '--quiet', '--hard', 'origin/main');
      await git.commit('first', files);
      const refused = await push('first', 'main');
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(`remote: ${line}`);
      expect(refused.stderr).toMatch(
        /! \[remote rejected\] main -> main \(pre-receive hook declined\)/,
      );
      expect({ main: await remoteMain(), reasons: await reasons() }).toEqual(before);
    },
  );

  it('of a symbolic link, wherever it is, or of a submodule', async () => {
    await git.must('first', 'reset', '--quiet', '--hard', 'origin/main');
    await git.commit('first', policy('link'));
    await symlink('/etc/passwd', join(git.folder, 'first', 'notes'));
    await git.must('first', 'add', '--all');
    await git.must('first', 'commit', '--quiet', '-m', 'link');
    const linked = await push('first', 'main');
    expect(linked.stderr).toContain(
      'remote: notes: Symbolic links are not taken [policy.archive.link]',
    );
    const commit = await git.must('first', 'rev-parse', 'HEAD');
    await git.must('first', 'rm', '-q', 'notes');
    await git.must('first', 'update-index', '--add', '--cacheinfo', `160000,${commit},vendor`);
    await git.must('first', 'commit', '--quiet', '-m', 'submodule');
    const sub = await push('first', 'main');
    expect(sub.stderr).toContain(
      'remote: vendor: Submodules are not taken [policy.archive.special]',
    );
    expect(await reasons()).toEqual(['permit.one']);
  });

  it('while the policy is frozen, and is told why', async () => {
    await admin.put('/admin/v1/bundles/freeze', { frozen: true, reason: 'incident 9' });
    await git.must('first', 'reset', '--quiet', '--hard', 'origin/main');
    await git.commit('first', policy('frozen'));
    const refused = await push('first', 'main');
    expect(refused.stderr).toContain('remote: the policy is frozen: incident 9 [bundle.frozen]');
    await admin.put('/admin/v1/bundles/freeze', { frozen: false, reason: 'over' });
    expect((await push('first', 'main')).code).toBe(0);
    expect(await reasons()).toEqual(['permit.frozen']);
  });

  it('leaves its errors in the list of bundles, under the commit', async () => {
    await git.must('first', 'reset', '--quiet', '--hard', 'origin/main');
    const commit = await git.commit('first', { 'policy/main.rego': bad });
    await push('first', 'main');
    const { body } = await admin.get('/admin/v1/bundles');
    expect(body.items[0]).toMatchObject({
      state: 'rejected',
      bundleRevision: commit,
      report: { errors: [{ file: 'policy/main.rego', line: 6 }] },
    });
  });
});

describe('branches and tags', () => {
  it('are stored without being checked, cannot decide, and can be made bundles of', async () => {
    await git.must('first', 'reset', '--quiet', '--hard', 'origin/main');
    const before = await reasons();
    await git.must('first', 'checkout', '--quiet', '-b', 'next');
    const next = await git.commit('first', policy('next'));
    await git.must('first', 'tag', '-a', 'v2', '-m', 'two');
    expect((await push('first', 'next', 'v2')).code).toBe(0);
    await git.commit('first', { 'policy/main.rego': 'no rego at all' });
    expect((await push('first', 'next')).code).toBe(0);
    await git.must('first', 'checkout', '--quiet', 'main');
    expect(await reasons()).toEqual(before);

    const tagged = await compileRef('v2');
    expect(tagged.status).toBe(201);
    expect(tagged.body).toMatchObject({ state: 'received', bundleRevision: next });
    expect(await compileRef(next)).toMatchObject({ status: 200, body: { id: tagged.body.id } });
    const broken = await compileRef('next');
    expectProblem(broken, 422, 'policy.build_refused');
    expect(broken.body.errors[0]).toMatchObject({ file: 'policy/main.rego', line: 1 });
    for (const unknown of ['nothing', 'main@{0}', 'main^', '--all', 'refs/legate/pending/x']) {
      expectProblem(await compileRef(unknown), 404, 'git.ref_not_found');
    }
    expect(await reasons()).toEqual(before);
  });

  it('can be deleted, but not main; and no reference of another kind, or below main, is taken', async () => {
    expect((await push('first', '--delete', 'next', 'v2')).code).toBe(0);
    const main = await push('first', '--delete', 'main');
    expect(main.code).toBe(1);
    expect(main.stderr).toContain('remote: refs/heads/main: main decides, and cannot be deleted');
    for (const ref of ['refs/notes/x', 'refs/legate/pending/x', 'refs/heads/main/x']) {
      expect(await push('first', `HEAD:${ref}`)).toMatchObject({ code: 1 });
    }
    const refs = await git.must('.', 'ls-remote', origin);
    expect(refs.split('\n').map((line) => line.split('\t')[1])).toEqual([
      'HEAD',
      'refs/heads/main',
    ]);
  });

  it('beside a main that is refused are refused with it', async () => {
    await git.must('first', 'reset', '--quiet', '--hard', 'origin/main');
    await git.must('first', 'branch', '--force', 'beside');
    await git.commit('first', { 'policy/main.rego': 'no rego at all' });
    expect((await push('first', 'beside', 'main')).code).toBe(1);
    expect(await git.must('.', 'ls-remote', origin, 'refs/heads/beside')).toBe('');
  });
});

describe('going back', () => {
  it('by a force push makes the older commit decide again, and is in the history', async () => {
    await git.must('first', 'reset', '--quiet', '--hard', 'origin/main');
    const older = await git.commit('first', policy('older'));
    expect((await push('first', 'main')).code).toBe(0);
    const newer = await git.commit('first', policy('newer'));
    expect((await push('first', 'main')).code).toBe(0);
    expect(await reasons()).toEqual(['permit.newer']);
    await git.must('first', 'reset', '--quiet', '--hard', older);
    expect((await push('first', 'main')).stderr).toContain('[rejected]');
    expect((await push('first', '--force', 'main')).code).toBe(0);
    expect(await reasons()).toEqual(['permit.older']);
    expect(await remoteMain()).toBe(older);
    const rows = await service.app
      .get(DataSource)
      .query<{ document: object }[]>(
        `SELECT document FROM changes WHERE entity = 'bundle_activation' ORDER BY write_id DESC LIMIT 1`,
      );
    expect(rows[0]?.document).toMatchObject({ commit: older, commitBefore: newer, forced: true });
  });

  it('by a revert is a new bundle of the same files', async () => {
    await git.must('first', 'fetch', '--quiet');
    await git.must('first', 'reset', '--quiet', '--hard', 'origin/main');
    await git.commit('first', policy('mistake'));
    await push('first', 'main');
    await git.must('first', 'revert', '--no-edit', 'HEAD');
    expect((await push('first', 'main')).code).toBe(0);
    expect(await reasons()).toEqual(['permit.older']);
  });
});
