import { BootstrapCaller, makeApiKey } from '@legate/callers';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service.stop();
});

const LIST = '/admin/v1/callers';

async function ensure(key: string | null): Promise<string | null> {
  return await service.app.get(BootstrapCaller).ensure(key);
}

async function statusOf(key: string): Promise<number> {
  return (await service.admin.as(key).get(LIST)).status;
}

describe('the bootstrap caller', () => {
  it('takes a given key in place of the one it has', async () => {
    const [old, next] = [makeApiKey(), makeApiKey()];
    await ensure(old);
    expect(await statusOf(old)).toBe(200);
    await ensure(next);
    expect(await statusOf(old)).toBe(401);
    expect(await statusOf(next)).toBe(200);
    await ensure(old);
    expect(await statusOf(old)).toBe(200);
    expect(await statusOf(next)).toBe(401);
  });

  it('gets no key by itself once there is one, also after it was ended', async () => {
    const key = makeApiKey();
    await ensure(key);
    expect(await ensure(null)).toBeNull();
    const { body } = await service.admin.as(key).get(LIST);
    await service.admin.as(key).delete(`${LIST}/${body.items[0].id}`);
    expect(await statusOf(key)).toBe(401);
    expect(await ensure(null)).toBeNull();
    expect(await statusOf(key)).toBe(401);
  });

  it('comes back when the operator gives it a key', async () => {
    const key = makeApiKey();
    await ensure(key);
    expect(await statusOf(key)).toBe(200);
  });

  it('cannot take the key of another caller', async () => {
    const key = makeApiKey();
    await ensure(key);
    const pep = await service.admin.as(key).post(LIST, { name: 'pep', roles: ['decide'] });
    await expect(ensure(pep.body.key)).rejects.toMatchObject({ code: 'config.invalid' });
    expect(await statusOf(key)).toBe(200);
  });
});

describe('a DELETE that names a content type but has no body', () => {
  it('is taken as it is', async () => {
    const key = makeApiKey();
    await ensure(key);
    const admin = service.admin.as(key);
    await admin.put('/admin/v1/resources/record/r1', {});
    const headers = { 'content-type': 'application/json' };
    const answer = await admin.send('DELETE', '/admin/v1/resources/record/r1', '', headers);
    expect(answer.status).toBe(200);
  });
});
