import { randomInt } from 'node:crypto';
import { REASON_CODES } from '@legate/core';
import fc from 'fast-check';
import { evaluate } from '../reference/evaluate.js';
import type { Question, World } from '../reference/world.js';
import { worldsWithQuestions } from '../reference/worlds/worlds.js';
import { judge, MAX_CHAIN_LENGTH, NOW } from './support/judge.js';
import { runs } from './support/runs.js';

const CIRCUMSTANCES = { now: NOW, maxChainLength: MAX_CHAIN_LENGTH };
const QUESTIONS = { minLength: 10, maxLength: 10 };

/** Every reason that neither a guard nor a failure of policy or store nor an obligation gives, and that carriers disagree. */
const REASONS = [
  ...Object.keys(REASON_CODES).filter((code) => !/^(guard|indeterminate|obligation)\./.test(code)),
  'request.actor_conflict',
];

/** Asks both; gives the first reason they agree on. */
async function compare(world: World, question: Question): Promise<string> {
  const { outcome, reasons, deniedBy, grants } = await judge(world, question);
  const verdict = evaluate(world, question, CIRCUMSTANCES);
  const [reason] = reasons;
  const { decision, culprits, chains } = verdict;
  expect({ question, decision: outcome === 'permit', reason }).toEqual({
    question,
    decision,
    reason: verdict.reason,
  });
  expect(culprits.length > 0 ? culprits : [null]).toContain(deniedBy);
  if (outcome === 'permit') {
    expect(chains.length > 0 ? chains : [[]]).toContainEqual(grants);
  }
  return reason;
}

describe('decide and the naive reference evaluator', () => {
  it.each([
    ['any world', false, 1600],
    ['worlds that the admin API takes', true, 800],
  ])('agree on outcome, first reason and grants over %s', async (_, writable, count) => {
    const options = { seed: randomInt(2 ** 31), ...runs(count) };
    process.stdout.write(`reference.spec.ts: FC_SEED=${options.seed}\n`);
    const told: string[] = [];
    await fc.assert(
      fc.asyncProperty(
        worldsWithQuestions({ now: NOW, writable }, QUESTIONS),
        async ({ world, questions }) => {
          for (const question of questions) {
            told.push(await compare(world, question));
          }
        },
      ),
      options,
    );
    const permits = told.filter((reason) => reason.startsWith('permit.'));
    expect(permits.length / told.length).toBeGreaterThan(0.2);
    expect(permits.length / told.length).toBeLessThan(0.45);
    const kinds = new Set(told.map((reason) => reason.replace(/^permit\..*/, 'permit.<name>')));
    // A scaled down run may miss the rare ones.
    const enough = told.length >= 8000;
    expect(REASONS.filter((reason) => enough && !kinds.has(reason))).toEqual([]);
  });
});
