import { setTimeout as pause } from 'node:timers/promises';
import type { HttpAnswer } from '../support/http-client.js';
import { bundleOf, permitting, pushBundle } from '../support/push-bundle.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';

const BUNDLES = { heartbeatMs: 50 };

let one: RunningService;
let two: RunningService;

beforeAll(async () => {
  one = await startService({ bundles: BUNDLES });
  two = await startService({ beside: one, bundles: BUNDLES });
});

afterAll(async () => {
  await two.stop();
  await one.stop();
});

/** Waits until what is loaded is so; the time limit of the test bounds it. */
async function until(service: RunningService, policies: object, status = 200): Promise<HttpAnswer> {
  for (;;) {
    const answer = await service.admin.get('/health/ready');
    const found = answer.body.policies as Record<string, unknown>;
    const isSo = Object.entries(policies).every(([name, value]) => found[name] === value);
    if (isSo && answer.status === status) {
      return answer;
    }
    await pause(20);
  }
}

describe('what processes have loaded', () => {
  it('is shown in readiness: the digest of the tenant "default", and of how many tenants', async () => {
    const { body } = await until(one, { tenants: 0 });
    expect(body).toMatchObject({ status: 'ready', parts: { policies: true } });
    const pushed = await pushBundle(one.admin, bundleOf('a', { 'main.rego': permitting('a') }));
    const digest = pushed.body.policyDigest;
    await until(one, { digest, tenants: 1, processes: 2, differing: 0, differingElsewhere: 0 });
    await until(two, { digest, tenants: 1, processes: 2, differing: 0, differingElsewhere: 0 });
  });

  it('turns a process unready when it is not what was activated, and others tell of it', async () => {
    await queryDatabase(
      one.database,
      `UPDATE bundles SET policy_digest = 'x' WHERE state = 'active'`,
    );
    const { body } = await until(one, { differing: 1, differingElsewhere: 1 }, 503);
    expect(body).toMatchObject({ status: 'not_ready', parts: { policies: false } });
    await pushBundle(one.admin, bundleOf('b', { 'main.rego': permitting('b') }));
    await until(one, { differing: 0, differingElsewhere: 0 });
    await until(two, { differing: 0, differingElsewhere: 0 });
  });

  it('is forgotten of a process that is gone', async () => {
    await two.stop();
    await until(one, { processes: 1 });
    two = await startService({ beside: one, bundles: BUNDLES });
    await until(one, { processes: 2 });
  });
});
