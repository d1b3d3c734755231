import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { runs } from '../property/support/runs.js';
import { worldsWithQuestions } from '../reference/worlds/worlds.js';
import { ChangingWorld } from '../support/changing-world.js';
import { HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

const WORLDS = 3;
const ROUNDS = 30;
const ASKED_BETWEEN = 12;
const TIMEOUT_MS = 300_000;

let service: RunningService;

beforeAll(async () => {
  service = await startService({ shipping: {} });
});

afterAll(async () => {
  await service.stop();
});

async function shipped(): Promise<void> {
  const recorded = service.spool.head.seq;
  await service.shipper?.until(({ database: { delivered } }) => delivered >= recorded);
}

describe('any entry of the decision log', () => {
  it(
    'comes out the same, whatever was written in between (OPA-34)',
    async () => {
      const options = { seed: randomInt(2 ** 31), ...runs(WORLDS), endOnFailure: true };
      process.stdout.write(`replay-worlds.spec.ts: FC_SEED=${options.seed}\n`);
      const generated = worldsWithQuestions(
        { now: Date.now(), writable: true },
        { minLength: 60, maxLength: 60 },
      );
      let tenants = 0;
      let permits = 0;
      await fc.assert(
        fc.asyncProperty(generated, async (plan) => {
          tenants += 1;
          const tenant = `world-${tenants}`;
          await service.admin.put(`/admin/v1/tenants/${tenant}`, {});
          const admin = new HttpClient(`${service.url}/t/${tenant}`, service.key);
          const world = await ChangingWorld.start(admin, plan);
          let asked = 0;
          for (let round = 0; round < ROUNDS; round += 1) {
            await world.change();
            for (let at = 0; at < ASKED_BETWEEN; at += 1) {
              asked += await world.ask();
            }
          }
          await shipped();
          const { status, body } = await admin.send('POST', '/admin/v1/decisions/replay');
          expect(status).toBe(200);
          expect(body).toMatchObject({ entries: asked, different: 0, differences: [] });
          const left = (body.notReplayable as { reason: string }[]).map(({ reason }) => reason);
          expect(left.filter((reason) => reason !== 'no_question')).toEqual([]);
          expect(body.alike).toBeGreaterThan((ROUNDS * ASKED_BETWEEN) / 2);
          const permitted = await admin.send('POST', '/admin/v1/decisions/replay?outcome=permit');
          permits += permitted.body.alike as number;
        }),
        options,
      );
      expect(permits).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );
});
