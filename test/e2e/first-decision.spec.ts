import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['editor'] } });
  await admin.put('/admin/v1/identities/agent/helper', {
    owners: [{ kind: 'user', id: 'alice' }],
    ceiling: { actions: ['read', 'write'] },
  });
});

afterAll(async () => {
  await service.stop();
});

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'write' },
  resource: { type: 'record', id: 'crm/accounts/1' },
};

describe('a user alone', () => {
  it('is permitted what its role allows, with the reason and the revision', async () => {
    const answer = await service.admin.evaluate(QUESTION);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      decision: true,
      context: {
        evaluation_id: expect.any(String),
        mode: 'autonomous',
        reasons: ['permit.editor'],
      },
    });
    expect(answer.headers.get('legate-revision')).toBe('3');
  });
});

describe('an agent for a user', () => {
  const delegated = { ...QUESTION, context: { agent: 'helper' } };

  it('is denied without a grant, permitted with one, and denied once it is revoked', async () => {
    const { admin } = service;
    const before = await admin.evaluate(delegated);
    expect(before.body).toMatchObject({ decision: false, context: { reasons: ['grant.none'] } });

    const grant = await admin.post('/admin/v1/grants', {
      grantor: { kind: 'user', id: 'alice' },
      grantee: { kind: 'agent', id: 'helper' },
      actions: ['write'],
      resources: [{ type: 'record', id: 'crm/**' }],
    });
    expect(grant.status).toBe(201);
    const during = await admin.evaluate(delegated);
    expect(during.body).toMatchObject({ decision: true, context: { grants: [grant.body.id] } });

    await admin.post(`/admin/v1/grants/${grant.body.id}/revoke`, { reason: 'done' });
    const after = await admin.evaluate(delegated);
    expect(after.body).toMatchObject({
      decision: false,
      context: { reasons: ['grant.revoked'], denied_by: { grant: grant.body.id } },
    });
  });
});
