import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/ann', {});
});

afterAll(async () => {
  await service.stop();
});

async function send(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: object,
): Promise<HttpAnswer> {
  return await admin.send(method, path, body && JSON.stringify(body), headers);
}

const OBJECTS: readonly [string, string, object, object][] = [
  ['an identity', '/admin/v1/identities/user/bob', {}, { displayName: 'Bob' }],
  ['a resource', '/admin/v1/resources/record/1', {}, { attributes: { a: 1 } }],
  ['a group', '/admin/v1/groups/g', {}, { displayName: 'G' }],
  ['a subject type', '/admin/v1/subject-types/t', { kind: 'user' }, { kind: 'agent' }],
  ['known actions', '/admin/v1/action-types/t', { actions: [] }, { actions: ['a'] }],
  ['a tenant', '/admin/v1/tenants/t', {}, { displayName: 'T' }],
];

describe.each(OBJECTS)('%s (RFC 9110 section 13)', (_, path, first, second) => {
  it('is created only once with If-None-Match: *', async () => {
    const created = await send('PUT', path, { 'if-none-match': '*' }, first);
    expect(created.status).toBe(201);
    const { revision } = created.body;
    expect(created.headers.get('etag')).toBe(`"${revision}"`);
    const again = await send('PUT', path, { 'if-none-match': '*' }, second);
    expectProblem(again, 412, 'precondition.failed');
    expect(again.body.current).toBe(revision);
  });

  it('is replaced and deleted only as it was seen', async () => {
    const seen = (await admin.get(path)).headers.get('etag') ?? '';
    const replaced = await send('PUT', path, { 'if-match': seen }, second);
    expect(replaced.status).toBe(200);
    const etag = replaced.headers.get('etag') ?? '';
    expect(etag).not.toBe(seen);

    const before = await readStoredState(service.database);
    for (const stale of [seen, `W/${etag}`, '"x"', '"999999"']) {
      expectProblem(
        await send('PUT', path, { 'if-match': stale }, first),
        412,
        'precondition.failed',
      );
      expectProblem(await send('DELETE', path, { 'if-match': stale }), 412, 'precondition.failed');
    }
    expect(await readStoredState(service.database)).toEqual(before);
    expect((await send('PUT', path, { 'if-match': `"1", ${etag}` }, second)).status).toBe(200);
    expect((await send('PUT', path, { 'if-match': '*' }, second)).status).toBe(200);
  });

  it('is not sent again to one that has it', async () => {
    const { headers, body } = await admin.get(path);
    const etag = headers.get('etag') ?? '';
    for (const known of [etag, `"0", ${etag}`, '*']) {
      const answer = await send('GET', path, { 'if-none-match': known });
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 304, body: null });
      expect(answer.headers.get('etag')).toBe(etag);
    }
    expect((await send('GET', path, { 'if-none-match': '"0"' })).body).toEqual(body);
  });

  it('is deleted when it matches, and then matches nothing', async () => {
    const etag = (await admin.get(path)).headers.get('etag') ?? '';
    expect((await send('DELETE', path, { 'if-match': etag })).status).toBe(200);
    expectProblem(await send('PUT', path, { 'if-match': '*' }, first), 412, 'precondition.failed');
    const gone = await send('DELETE', path, { 'if-match': '*' });
    // A tenant that has ended is not looked into.
    expect(gone.status).toBe(path.includes('/tenants/') ? 404 : 412);
  });

  it('is not written with a malformed condition', async () => {
    for (const wrong of ['5', '"a', '""5', 'x, "1"']) {
      expectProblem(await send('PUT', path, { 'if-match': wrong }, first), 400, 'request.invalid');
      expectProblem(
        await send('PUT', path, { 'if-none-match': wrong }, first),
        400,
        'request.invalid',
      );
    }
  });
});

describe('a grant', () => {
  it('is revoked only as it was seen', async () => {
    await admin.put('/admin/v1/identities/user/eve', {});
    const grant = await admin.post('/admin/v1/grants', {
      grantor: { kind: 'user', id: 'ann' },
      grantee: { kind: 'user', id: 'eve' },
      actions: ['read'],
      resources: [{ type: 'record', id: '**' }],
    });
    const path = `/admin/v1/grants/${grant.body.id}/revoke`;
    const etag = grant.headers.get('etag') ?? '';
    const reason = { reason: 'x' };
    expectProblem(
      await send('POST', path, { 'if-match': '"1"' }, reason),
      412,
      'precondition.failed',
    );
    const revoked = await send('POST', path, { 'if-match': etag }, reason);
    expect(revoked.status).toBe(200);
    expect(revoked.headers.get('etag')).toBe(`"${revoked.body.revision}"`);
    expectProblem(
      await send('POST', path, { 'if-match': etag }, reason),
      412,
      'precondition.failed',
    );
  });
});

describe.each([
  ['a membership', '/admin/v1/groups/team/members/user/ann'],
  ['a role assignment', '/admin/v1/role-assignments/editor/user/ann'],
])('%s', (_, path) => {
  it('is made, kept and ended only as it was seen', async () => {
    await admin.put('/admin/v1/groups/team', {});
    const put = async (headers: Readonly<Record<string, string>>): Promise<HttpAnswer> =>
      await send('PUT', path, headers, {});
    expectProblem(await put({ 'if-match': '"999"' }), 412, 'precondition.failed');
    const made = await put({ 'if-none-match': '*' });
    expect(made.status).toBe(201);
    expectProblem(await put({ 'if-none-match': '*' }), 412, 'precondition.failed');
    const etag = made.headers.get('etag') ?? '';
    expect((await put({ 'if-match': etag })).status).toBe(200);
    expectProblem(await send('DELETE', path, { 'if-match': '"1"' }), 412, 'precondition.failed');
    expect((await send('DELETE', path, { 'if-match': etag })).status).toBe(200);
  });
});
