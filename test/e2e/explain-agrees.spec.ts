import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { runs } from '../property/support/runs.js';
import type { Question } from '../reference/world.js';
import { worldsWithQuestions } from '../reference/worlds/worlds.js';
import type { HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import { applyChange } from './fixtures/proposed-change.js';
import { load } from './fixtures/world-loading.js';

const NOW = Date.now();
const WORLDS = 4;
/** For runs that FC_RUNS makes longer. */
const TIMEOUT_MS = 300_000;

/** Asks both; where a change is proposed it is made, and asked again. @returns how many were made */
async function compare(admin: HttpClient, question: Question): Promise<number> {
  const evaluation = await admin.evaluate(question);
  const explanation = await admin.post('/admin/v1/explain', question);
  expect(explanation.status).toBe(evaluation.status);
  if (evaluation.status !== 200) {
    expect(explanation.body.code).toBe(evaluation.body.code);
    return 0;
  }
  const { context, decision, change } = explanation.body;
  const idless = { evaluation_id: expect.any(String) };
  expect({ decision, context }).toEqual({
    decision: evaluation.body.decision,
    context: { ...evaluation.body.context, ...idless },
  });
  if (change === null) {
    return 0;
  }
  await applyChange(admin, change);
  expect({ question, change, ...(await admin.evaluate(question)).body }).toMatchObject({
    decision: true,
  });
  return 1;
}

describe('explain on the running service', () => {
  it(
    'agrees with the evaluation, and the change it proposes turns the answer once it is made',
    async () => {
      const options = { seed: randomInt(2 ** 31), ...runs(WORLDS), endOnFailure: true };
      process.stdout.write(`explain-agrees.spec.ts: FC_SEED=${options.seed}\n`);
      let made = 0;
      await fc.assert(
        fc.asyncProperty(
          worldsWithQuestions({ now: NOW, writable: true }, { minLength: 40, maxLength: 40 }),
          async ({ world, questions }) => {
            const service = await startService();
            try {
              await load(service.admin, world);
              for (const question of questions) {
                made += await compare(service.admin, question);
              }
            } finally {
              await service.stop();
            }
          },
        ),
        options,
      );
      expect(made).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );
});
