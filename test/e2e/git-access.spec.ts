import { gzipSync } from 'node:zlib';
import { makeApiKey } from '@legate/callers';
import { GitClient, remoteOf } from '../support/git-client.js';
import type { GitResult } from '../support/git-client.js';
import type { HttpClient } from '../support/http-client.js';
import { permitting } from '../support/push-bundle.js';
import { sendRaw } from '../support/raw-http.js';
import type { RawAnswer } from '../support/raw-http.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const REFS = '/git/default/policies.git/info/refs?service=git-upload-pack';
const UPLOAD = '/git/default/policies.git/git-upload-pack';
const RECEIVE = '/git/default/policies.git/git-receive-pack';
const UPLOAD_TYPE = 'application/x-git-upload-pack-request';

let service: RunningService;
let admin: HttpClient;
let git: GitClient;
let commit: string;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  for (const tenant of ['acme', 'zeta']) {
    await admin.put(`/admin/v1/tenants/${tenant}`, {});
  }
  git = await GitClient.create();
  await git.init('work', remoteOf(service.url, service.key));
  commit = await git.commit('work', { 'main.rego': permitting('default') });
  await git.must('work', 'push', 'origin', 'main');
});

afterAll(async () => {
  await git.remove();
  await service.stop();
});

async function keyOf(roles: readonly string[], prefix = ''): Promise<string> {
  const { body } = await admin.post(`${prefix}/admin/v1/callers`, { name: 'x', roles });
  return (body as { key: string }).key;
}

function basic(key: string, user = 'anybody'): Readonly<Record<string, string>> {
  return { authorization: `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}` };
}

async function get(path: string, headers = {}): Promise<RawAnswer> {
  return await sendRaw(service.url, { method: 'GET', path, headers });
}

async function push(key: string, tenant: string): Promise<GitResult> {
  return await git.run('work', 'push', remoteOf(service.url, key, tenant), 'main');
}

describe('who may', () => {
  it.each([
    ['nothing', {}],
    ['a key that nobody has', basic(makeApiKey())],
    ['no colon', { authorization: `Basic ${Buffer.from('x').toString('base64')}` }],
    ['no password', basic('')],
    ['what is not base64', { authorization: 'Basic ***' }],
  ])('is asked with 401 and Basic, given %s', async (_, headers) => {
    for (const path of [REFS, REFS.replace('default', 'nobody')]) {
      const answer = await get(path, headers);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Basic realm="legate"');
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(answer.text).toMatch(/ \[caller\.unauthenticated\]\n$/);
    }
  });

  it('is shown in the terminal why it may not', async () => {
    const refused = await push(await keyOf(['audit']), 'default');
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toContain(
      'remote: your roles do not allow repositories.write [caller.forbidden]',
    );
  });

  it('push is told by the role policy:push, fetch by that, admin or audit; the user name does not matter', async () => {
    const reached = await Promise.all(
      ['policy:push', 'admin', 'audit', 'search', 'decide'].map(async (role) => {
        const key = await keyOf([role]);
        const statuses = await Promise.all(
          ['git-upload-pack', 'git-receive-pack'].map(
            async (name) =>
              (await get(REFS.replace('git-upload-pack', name), basic(key, role.replace(':', '-'))))
                .status,
          ),
        );
        return [role, ...statuses];
      }),
    );
    expect(reached).toEqual([
      ['policy:push', 200, 200],
      ['admin', 200, 200],
      ['audit', 200, 403],
      ['search', 403, 403],
      ['decide', 403, 403],
    ]);
    const audit = await keyOf(['audit']);
    const headers = { ...basic(audit), 'content-type': 'application/x-git-receive-pack-request' };
    const posted = await sendRaw(service.url, {
      method: 'POST',
      path: RECEIVE,
      headers,
      body: '0000',
    });
    expect(posted.status).toBe(403);
  });

  it('takes a key as Bearer too, and Basic nowhere else', async () => {
    expect((await get(REFS, { authorization: `Bearer ${service.key}` })).status).toBe(200);
    const elsewhere = await get('/admin/v1/bundles', basic(service.key));
    expect(elsewhere.status).toBe(401);
    expect(elsewhere.headers['www-authenticate']).toBe('Bearer realm="legate"');
  });
});

describe('the repository of a tenant', () => {
  it('is reached with its own keys only; of others it is not told whether they are there', async () => {
    const key = await keyOf(['policy:push'], '/t/acme');
    const statuses = await Promise.all(
      ['acme', 'zeta', 'default', 'nobody', '..', '%61cme', 'acme%2F..', ''].map(
        async (tenant) => (await get(REFS.replace('default', tenant), basic(key))).status,
      ),
    );
    expect(statuses).toEqual([200, 403, 403, 403, 403, 403, 403, 403]);
  });

  it('is its own: a push there changes no other, and the bootstrap key reaches all that there are', async () => {
    const key = await keyOf(['policy:push'], '/t/acme');
    const refs = async (tenant: string): Promise<string> =>
      await git.must(
        '.',
        'ls-remote',
        remoteOf(service.url, service.key, tenant),
        'refs/heads/main',
      );
    expect(await refs('acme')).toBe('');
    expect((await push(key, 'acme')).code).toBe(0);
    expect(await refs('acme')).toMatch(commit);
    expect(await refs('zeta')).toBe('');
    const { body } = await admin.get('/t/acme/admin/v1/bundles');
    expect(body.items).toMatchObject([{ bundleRevision: commit, state: 'active' }]);
    expect((await get(REFS.replace('default', 'nobody'), basic(service.key))).status).toBe(403);
  });

  it('has no other form of its path', async () => {
    for (const path of [
      '/t/default/git/default/policies.git/info/refs',
      '/git/default/policies.git/HEAD',
      '/git/default/policies.git/objects/info/packs',
    ]) {
      expect((await get(path, basic(service.key))).status).toBe(404);
    }
  });
});

describe('a request of git', () => {
  const post = async (path: string, headers: object, body: Buffer | string): Promise<RawAnswer> =>
    await sendRaw(service.url, {
      method: 'POST',
      path,
      headers: { ...basic(service.key), 'content-type': UPLOAD_TYPE, ...headers },
      body,
    });
  const wanted = (): string => {
    const want = `want ${commit} side-band-64k no-progress\n`;
    return `${(want.length + 4).toString(16).padStart(4, '0')}${want}00000009done\n`;
  };

  it('may be gzip, as git sends long ones, and has the answer of the same as it is', async () => {
    const plain = await post(UPLOAD, {}, wanted());
    expect(plain.status).toBe(200);
    expect(plain.headers['content-type']).toBe('application/x-git-upload-pack-result');
    expect(plain.text).toContain('PACK');
    const zipped = await post(UPLOAD, { 'content-encoding': 'gzip' }, gzipSync(wanted()));
    expect(zipped.text.slice(0, 8)).toBe(plain.text.slice(0, 8));
    expect(zipped.text).toContain('PACK');
  });

  it.each([
    ['another encoding', { 'content-encoding': 'br' }, 'request.content_encoding'],
    ['what is no gzip', { 'content-encoding': 'gzip' }, 'request.malformed'],
    ['another content type', { 'content-type': 'application/json' }, 'request.content_type'],
    ['a bundle', { 'content-type': 'application/gzip' }, 'request.content_type'],
    [
      "the other service's",
      { 'content-type': 'application/x-git-receive-pack-request' },
      'request.content_type',
    ],
    ['no packet lines', {}, 'request.malformed'],
  ])('is refused with 400, given %s', async (_, headers, code) => {
    const answer = await post(UPLOAD, headers, '{"hello":"git"}');
    expect(answer).toMatchObject({
      status: 400,
      text: expect.stringContaining(`[${code}]`) as string,
    });
  });

  it.each(['', '?service=git-archive', '?service=git-upload-pack&service=git-receive-pack'])(
    'begins with a service of smart HTTP: %s is refused',
    async (query) => {
      const answer = await get(`/git/default/policies.git/info/refs${query}`, basic(service.key));
      expect(answer).toMatchObject({
        status: 400,
        text: expect.stringContaining('[git.service_unknown]') as string,
      });
    },
  );

  it('that inflates to more than it may be is refused (413), whatever it is as sent', async () => {
    const answer = await post(
      UPLOAD,
      { 'content-encoding': 'gzip' },
      gzipSync(`0032want ${commit}\n`.repeat(100_000)),
    );
    expect(answer.status).toBe(413);
  });

  it('that git sends to other routes is refused there', async () => {
    const answer = await post(
      '/access/v1/evaluation',
      { authorization: `Bearer ${service.key}` },
      '0000',
    );
    expect(answer).toMatchObject({
      status: 400,
      text: expect.stringContaining('request.content_type') as string,
    });
  });
});
