import type { HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import { ServiceProcesses } from '../support/service-processes.js';
import {
  askAs,
  permits,
  policyOf,
  pushPolicy,
  readShadow,
  shadowUntil,
  startShadow,
} from '../support/shadow-world.js';

describe('two processes over one PostgreSQL', () => {
  let processes: ServiceProcesses;
  let near: HttpClient;
  let far: HttpClient;

  beforeAll(async () => {
    processes = await ServiceProcesses.create();
    near = await processes.start();
    far = await processes.start();
    await near.put('/admin/v1/identities/user/alice', {});
    await near.put('/admin/v1/identities/user/bob', {});
  });

  afterAll(async () => {
    await processes.stop();
  });

  it('evaluate in shadow what one was told, come to one report, and stop together', async () => {
    await pushPolicy(near, 'active', { rego: policyOf(permits('alice')), activate: true });
    const bundle = await pushPolicy(near, 'candidate', { rego: policyOf(permits('bob')) });
    await startShadow(near, bundle);
    // The far process has learnt of it when something that only it was asked is counted.
    let known = 0;
    while (known === 0) {
      await askAs(far, 'alice', { action: 'knock' });
      known = (await readShadow(far, bundle)).body.evaluated as number;
    }
    for (let time = 0; time < 10; time += 1) {
      await askAs(near, 'bob', { action: 'count' });
      await askAs(far, 'bob', { action: 'count' });
    }
    interface Group {
      readonly action: string;
      readonly count: number;
    }
    const counted = (groups: readonly Group[]): number =>
      groups.find(({ action }) => action === 'count')?.count ?? 0;
    const report = await shadowUntil(near, bundle, ({ groups }) => counted(groups) === 20);
    expect(report).toMatchObject({ newlyAllowed: 20, dropped: 0 });
    expect((await readShadow(far, bundle)).body).toEqual(report);

    const stopped = (await far.delete(`/admin/v1/bundles/${bundle}/shadow`)).body;
    expect(stopped).toMatchObject({ state: 'stopped', newlyAllowed: 20 });
    await askAs(near, 'bob', { action: 'count' });
    expect((await readShadow(near, bundle)).body).toEqual(stopped);
  });
});

describe('a process that ends', () => {
  it('tells what it has found, and one that starts goes on with it', async () => {
    const first = await startService();
    try {
      await first.admin.put('/admin/v1/identities/user/alice', {});
      await pushPolicy(first.admin, 'a', { rego: policyOf(permits('alice')), activate: true });
      const bundle = await pushPolicy(first.admin, 'b', { rego: policyOf(permits('bob')) });
      await startShadow(first.admin, bundle);
      const second = await startService({ beside: first });
      let asked = 0;
      while (((await readShadow(second.admin, bundle)).body.evaluated as number) === 0) {
        await askAs(second.admin, 'alice');
        asked += 1;
      }
      await second.stop();
      expect((await readShadow(first.admin, bundle)).body.evaluated).toBeLessThanOrEqual(asked);

      const third = await startService({ beside: first });
      try {
        const before = (await readShadow(third.admin, bundle)).body.evaluated as number;
        await askAs(third.admin, 'alice');
        const after = await shadowUntil(third.admin, bundle, (now) => now.evaluated > before);
        expect(after.evaluated).toBe(before + 1);
      } finally {
        await third.stop();
      }
    } finally {
      await first.stop();
    }
  });
});
