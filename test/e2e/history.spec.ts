import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service.stop();
});

describe('an object as of a past revision', () => {
  it('is what it was after the write that made that revision, also once it is gone', async () => {
    const { admin } = service;
    const path = '/admin/v1/identities/user/alice';
    const first = await admin.put(path, { attributes: { team: 'one' } });
    const second = await admin.put(path, { attributes: { team: 'two' }, status: 'suspended' });
    const gone = await admin.delete(path);
    const again = await admin.put(path, { attributes: { team: 'three' } });
    const at = async (revision: number): Promise<unknown> =>
      (await admin.get(`${path}?at_revision=${revision}`)).body;

    expect(await at(first.body.revision)).toEqual(first.body);
    expect(await at(second.body.revision)).toEqual(second.body);
    expect(await at(again.body.revision)).toEqual(again.body);
    for (const absent of [first.body.revision - 1, gone.body.revision]) {
      expect(await at(absent)).toMatchObject({ status: 404, code: 'identity.not_found' });
    }
  });

  it('keeps resources apart whose type and id join to the same text', async () => {
    const { admin } = service;
    const one = await admin.put('/admin/v1/resources/a%2Fb/c', { attributes: { which: 'one' } });
    const other = await admin.put('/admin/v1/resources/a/b%2Fc', {
      attributes: { which: 'other' },
    });
    const query = `?at_revision=${other.body.revision}`;
    expect((await admin.get(`/admin/v1/resources/a%2Fb/c${query}`)).body).toEqual(one.body);
    expect((await admin.get(`/admin/v1/resources/a/b%2Fc${query}`)).body).toEqual(other.body);
  });

  it('shows a grant before and after its revocation', async () => {
    const { admin } = service;
    await admin.put('/admin/v1/identities/user/bob', {});
    await admin.put('/admin/v1/identities/agent/helper', {});
    const granted = await admin.post('/admin/v1/grants', {
      grantor: { kind: 'user', id: 'bob' },
      grantee: { kind: 'agent', id: 'helper' },
      actions: ['read'],
      resources: [{ type: 'record', id: '**' }],
    });
    const path = `/admin/v1/grants/${granted.body.id}`;
    const revoked = await admin.post(`${path}/revoke`, { reason: 'done' });
    const before = await admin.get(`${path}?at_revision=${granted.body.revision}`);
    expect(before.body).toEqual(granted.body);
    expect(before.body.revoked).toBeUndefined();
    const after = await admin.get(`${path}?at_revision=${revoked.body.revision}`);
    expect(after.body).toEqual(revoked.body);
  });

  it.each(['-1', '1.5', 'x', '', '9'.repeat(15)])('refuses the revision "%s"', async (text) => {
    const answer = await service.admin.get(`/admin/v1/identities/user/bob?at_revision=${text}`);
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('request.invalid');
  });
});
