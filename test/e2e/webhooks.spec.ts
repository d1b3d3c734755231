import { createHmac } from 'node:crypto';
import { BundleServer } from '../support/bundle-server.js';
import { expectProblem } from '../support/expect-error.js';
import { HttpClient } from '../support/http-client.js';
import type { HttpAnswer } from '../support/http-client.js';
import { bundleOf, packBundle, permitting } from '../support/push-bundle.js';
import { putRemote, stateOf, untilFetched } from '../support/remote-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';

const SECRET = 'sixteen characters'.replaceAll(' ', '_');
const BODY = JSON.stringify({ ref: 'refs/heads/main', __proto__: 1 });
const LOCAL = { internalHosts: ['127.0.0.1'], httpHosts: ['127.0.0.1'], tickMs: 3_600_000 };

let service: RunningService;
let anonymous: HttpClient;
let server: BundleServer;

beforeAll(async () => {
  service = await startService({ remotes: LOCAL });
  anonymous = new HttpClient(service.url, null);
  server = await BundleServer.start();
  const archive = packBundle(bundleOf('one', { 'main.rego': permitting('one') }));
  server.bundle = { tag: '"one"', archive };
  await putRemote(service.admin, 'hooked', {
    kind: 'bundle',
    url: server.url,
    intervalSeconds: 86_400,
    webhookSecret: SECRET,
  });
  await putRemote(service.admin, 'silent', { kind: 'bundle', url: server.url, activate: false });
});

afterAll(async () => {
  await service.stop();
  await server.close();
});

async function deliver(
  headers: Readonly<Record<string, string>>,
  { path = '/webhooks/default/hooked', body = BODY } = {},
): Promise<HttpAnswer> {
  return await anonymous.send('POST', path, body, {
    'content-type': 'application/json',
    ...headers,
  });
}

const signed = (body: string | Buffer = BODY, secret = SECRET): Record<string, string> => ({
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});

describe('a webhook of a Git host', () => {
  it('has the source asked at once, as often as it is sent', async () => {
    for (let round = 1; round <= 3; round += 1) {
      const { lastAttemptAt } = await stateOf(service.admin, 'hooked');
      const answer = await deliver(signed());
      expect([answer.status, answer.body]).toEqual([202, { status: 'accepted' }]);
      expect(await untilFetched(service.admin, 'hooked', lastAttemptAt)).toMatchObject({
        status: 'current',
        version: '"one"',
      });
    }
    expect(server.asked.length).toBeGreaterThanOrEqual(3);
  });

  it('needs no key, and one is no use', async () => {
    expectProblem(
      await service.admin.send('POST', '/webhooks/default/hooked', BODY, {
        'content-type': 'application/json',
      }),
      401,
      'webhook.unauthenticated',
    );
  });

  it.each<[string, Record<string, string>, object]>([
    ['not signed', {}, {}],
    ['signed with another secret', signed(BODY, 'x'.repeat(16)), {}],
    ['signed over another body', signed('{}'), {}],
    ['to a remote that has no secret', signed(), { path: '/webhooks/default/silent' }],
    ['to a remote that is not there', signed(), { path: '/webhooks/default/none' }],
    ['to a tenant that is not there', signed(), { path: '/webhooks/none/hooked' }],
    ['to what can be no tenant', signed(), { path: '/webhooks/%00/hooked' }],
  ])('is refused alike when it is %s', async (_, headers, options) => {
    const seen = server.asked.length;
    const answer = await deliver(headers, options);
    expectProblem(answer, 401, 'webhook.unauthenticated');
    expect(answer.body.detail).toBe('the webhook is not signed');
    expect(server.asked).toHaveLength(seen);
  });

  it.each([
    ['another content type', { 'content-type': 'application/x-www-form-urlencoded' }, {}],
    ['a path that is spelled otherwise', {}, { path: '/%77ebhooks/default/hooked' }],
  ])('is refused with %s', async (_, headers, options) => {
    expectProblem(await deliver({ ...signed(), ...headers }, options), 400, 'request.content_type');
  });

  it('is larger than the limit of bodies only in vain: polls find what it tells of', async () => {
    const body = JSON.stringify('x'.repeat(300_000));
    expectProblem(await deliver(signed(body), { body }), 413, 'request.too_large');
  });

  it('while a fetch is under way is followed by another', async () => {
    const { lastAttemptAt } = await stateOf(service.admin, 'hooked');
    await queryDatabase(
      service.database,
      `UPDATE bundle_remote_states SET claimed_by = gen_random_uuid(), attempted_at = now(),
         claimed_until = now() + interval '1 hour' WHERE name = 'hooked'`,
    );
    expect((await deliver(signed())).status).toBe(202);
    const [row] = await queryDatabase<{ due: boolean }>(
      service.database,
      `SELECT next_at > attempted_at AS due FROM bundle_remote_states WHERE name = 'hooked'`,
    );
    expect(row?.due).toBe(true);
    await queryDatabase(
      service.database,
      `UPDATE bundle_remote_states SET claimed_until = NULL WHERE name = 'hooked'`,
    );
    await deliver(signed());
    expect(await untilFetched(service.admin, 'hooked', lastAttemptAt)).toMatchObject({
      status: 'current',
    });
  });

  it('is refused for a while when there are too many, before anything is looked up', async () => {
    const answers: HttpAnswer[] = [];
    while (answers.at(-1)?.status !== 429) {
      answers.push(
        ...(await Promise.all(Array.from({ length: 50 }, async () => await deliver({})))),
      );
    }
    const last = answers.at(-1);
    expect(last?.headers.get('retry-after')).toBe('1');
  });
});
