import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const ALICE = { kind: 'user', id: 'alice' };
/** Most agents above another, and most resources around one. */
const LIMITS = { agent: 16, resource: 32 };

let service: RunningService;
let admin: HttpClient;

beforeAll(async () => {
  service = await startService();
  ({ admin } = service);
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['admin'] } });
});

afterAll(async () => {
  await service.stop();
});

const PUT = {
  agent: async (id: string, parent?: string): Promise<HttpAnswer> =>
    await admin.put(`/admin/v1/identities/agent/${id}`, { owners: [ALICE], parent }),
  resource: async (id: string, parent?: string): Promise<HttpAnswer> =>
    await admin.put(`/admin/v1/resources/folder/${id}`, {
      ...(parent !== undefined && { parent: { type: 'folder', id: parent } }),
    }),
};

describe.each(['agent', 'resource'] as const)('the nesting of an %s', (what) => {
  const put = PUT[what];
  const limit = LIMITS[what];
  const code = what === 'agent' ? 'identity.parent_cycle' : 'resource.parent_cycle';

  it('is bounded from the deepest below to the topmost above, in whatever order it is put', async () => {
    const half = limit / 2;
    for (let at = 0; at <= half; at += 1) {
      await put(`low${at}`, at === 0 ? undefined : `low${at - 1}`);
    }
    for (let at = 0; at <= half; at += 1) {
      await put(`top${at}`, at === 0 ? undefined : `top${at - 1}`);
    }
    // half below low0, half above the last but one of the top.
    expectProblem(await put('low0', `top${half}`), 422, code);
    expect((await put('low0', `top${half - 1}`)).status).toBe(200);
    expectProblem(await put('top0', `low${half}`), 422, code);
    expectProblem(await put('new', `low${half}`), 422, code);
    const line = JSON.stringify(
      what === 'agent'
        ? { entity: 'identity', kind: 'agent', id: 'low0', owners: [ALICE], parent: `top${half}` }
        : {
            entity: 'resource',
            type: 'folder',
            id: 'low0',
            parent: { type: 'folder', id: `top${half}` },
          },
    );
    const imported = await admin.send('POST', '/admin/v1/import', line, {
      'content-type': 'application/x-ndjson',
    });
    expectProblem(imported, 422, code);
  });
});

describe('the deepest agent', () => {
  it('is stopped with the topmost one', async () => {
    const deepest = `low${LIMITS.agent / 2}`;
    await admin.post('/admin/v1/grants', {
      grantor: ALICE,
      grantee: { kind: 'agent', id: deepest },
      actions: ['read'],
      resources: [{ type: 'record', id: '**' }],
    });
    const ask = async (): Promise<unknown> =>
      (
        await admin.evaluate({
          subject: { type: 'user', id: 'alice' },
          action: { name: 'read' },
          resource: { type: 'record', id: '1' },
          context: { agent: deepest },
        })
      ).body.context.reasons;
    expect(await ask()).toEqual(['permit.admin']);
    await admin.put('/admin/v1/identities/agent/top0', { owners: [ALICE], status: 'suspended' });
    expect(await ask()).toEqual(['agent.parent_not_active']);
  });
});
