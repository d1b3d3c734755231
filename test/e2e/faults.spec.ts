import { runScenario } from '../faults/run-scenario.js';
import {
  failingSink,
  fullDisk,
  halfOpenClients,
  killPostgres,
  killService,
  mayMount,
} from '../faults/scenarios.js';
import type { Scenario } from '../faults/scenarios.js';

// The short form of `npm run test:faults`; several starts of the service, on a busy machine.
jest.setTimeout(240_000);

async function expectWhole(scenario: Scenario, rounds: number): Promise<void> {
  const { wrong, answers, permits, writes } = await runScenario(scenario, rounds);
  expect(wrong).toEqual([]);
  expect(Math.min(answers, permits, writes)).toBeGreaterThan(0);
}

describe('under load, answered = logged, exactly, and no permit on a broken promise', () => {
  it('when the service is killed', async () => {
    await expectWhole(killService, 2);
  });

  it('when PostgreSQL is killed and comes back', async () => {
    await expectWhole(killPostgres, 1);
  });

  (mayMount() ? it : it.skip)('when the disk is full (needs the right to mount one)', async () => {
    await expectWhole(fullDisk, 1);
  });

  it('when a sink that is demanded answers 500', async () => {
    await expectWhole(failingSink, 1);
  });

  it('when client connections are half open', async () => {
    await expectWhole(halfOpenClients, 1);
  });
});
