import { checkLog } from './check-log.js';
import type { Finding } from './check-log.js';
import { FaultWorld } from './fault-world.js';
import type { Scenario } from './scenarios.js';

/** Runs one scenario in a world of its own, and holds what clients got against the log afterwards. */
export async function runScenario(scenario: Scenario, rounds: number): Promise<Finding> {
  const world = await FaultWorld.create();
  try {
    await scenario(world, rounds);
    return await checkLog(world);
  } finally {
    await world.remove();
  }
}
