import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { runs } from '../property/support/runs.js';
import { evaluate } from '../reference/evaluate.js';
import type { Verdict } from '../reference/evaluate.js';
import type { Question, World } from '../reference/world.js';
import { worldsWithQuestions } from '../reference/worlds/worlds.js';
import type { HttpClient } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { load } from './fixtures/world-loading.js';
import type { GrantIds } from './fixtures/world-loading.js';

/** When the worlds are asked: no time in a writable world is within a day of it. */
const NOW = Date.now();
/** The limit of the service under test. */
const CIRCUMSTANCES = { now: NOW, maxChainLength: 16 };
const WORLDS = 15;
/** For runs that FC_RUNS makes longer. */
const TIMEOUT_MS = 300_000;
const QUESTIONS = { minLength: 40, maxLength: 40 };

/** What the reference allows to be said beside the decision and the reason. */
function idsIn({ culprits, chains }: Verdict, ids: GrantIds) {
  const idOf = (name: string): string | undefined => ids.get(name);
  return {
    deniedBy: culprits.length > 0 ? culprits.map(idOf) : [undefined],
    grants: chains.length > 0 ? chains.map((chain) => chain.map(idOf)) : [undefined],
  };
}

interface Asked {
  readonly world: World;
  readonly ids: GrantIds;
  readonly question: Question;
}

/** Asks both, and holds the answers against each other. */
async function compare(admin: HttpClient, { world, ids, question }: Asked): Promise<string> {
  const verdict = evaluate(world, question, CIRCUMSTANCES);
  const { status, body } = await admin.evaluate(question);
  const { decision, reason } = verdict;
  if (reason.startsWith('request.')) {
    expect({ question, status, code: body.code }).toEqual({ question, status: 400, code: reason });
    return reason;
  }
  expect({ question, status, decision: body.decision, reason: body.context?.reasons[0] }).toEqual({
    question,
    status: 200,
    decision,
    reason,
  });
  const { deniedBy, grants } = idsIn(verdict, ids);
  expect(deniedBy).toContain(body.context.denied_by?.grant);
  if (decision) {
    expect(grants).toContainEqual(body.context.grants);
  }
  return reason;
}

async function withService(work: (service: RunningService) => Promise<void>): Promise<void> {
  const service = await startService();
  try {
    await work(service);
  } finally {
    await service.stop();
  }
}

describe('the running service and the naive reference evaluator', () => {
  it(
    'agree on every answer, from the database and from memory (REV-2, DEL-13)',
    async () => {
      const options = { seed: randomInt(2 ** 31), ...runs(WORLDS), endOnFailure: true };
      process.stdout.write(`differential.spec.ts: FC_SEED=${options.seed}\n`);
      const told: string[] = [];
      await fc.assert(
        fc.asyncProperty(
          worldsWithQuestions({ now: NOW, writable: true }, QUESTIONS),
          async ({ world, questions }) => {
            await withService(async ({ admin }) => {
              const ids = await load(admin, world);
              // The first time from the database, the second from memory.
              for (const question of [...questions, ...questions]) {
                told.push(await compare(admin, { world, ids, question }));
              }
            });
          },
        ),
        options,
      );
      const permits = told.filter((reason) => reason.startsWith('permit.'));
      expect(permits.length).toBeGreaterThan(0);
      expect(permits.length).toBeLessThan(told.length);
    },
    TIMEOUT_MS,
  );
});
