import { ApiConnection } from './api-connection.js';
import type { Company } from './company.js';
import { summarise } from './percentiles.js';
import type { Latency } from './percentiles.js';
import { delegationOf, EVALUATION, toQuestion } from './questions.js';
import { ADMIN_KEY } from './scale-service.js';

export interface Stretch {
  /** Trees asked about: from this one on, so many. */
  readonly from: number;
  readonly count: number;
  readonly connections: number;
}

export interface UncachedRun {
  readonly latency: Latency;
  readonly permits: number;
  readonly perSecond: number;
}

/** Asks about each tree once: every decision is one that nothing in memory can answer. @throws on any other answer */
export async function measureUncached(
  url: string,
  company: Company,
  { from, count, connections }: Stretch,
): Promise<UncachedRun> {
  const samples: number[] = [];
  let permits = 0;
  let next = from;
  const askOn = async (connection: ApiConnection): Promise<void> => {
    while (next < from + count) {
      const question = toQuestion(delegationOf(company, next));
      next += 1;
      const { ms, text } = await connection.post(EVALUATION, question);
      if (text.includes('indeterminate')) {
        throw new Error(`undecided: ${text}`);
      }
      permits += text.startsWith('{"decision":true') ? 1 : 0;
      samples.push(ms);
    }
  };
  const open = Array.from({ length: connections }, () => new ApiConnection(url, ADMIN_KEY));
  const began = performance.now();
  await Promise.all(open.map(askOn));
  const seconds = (performance.now() - began) / 1000;
  open.forEach((connection) => {
    connection.close();
  });
  return { latency: summarise(samples), permits, perSecond: count / seconds };
}
