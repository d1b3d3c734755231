import { Client } from 'pg';
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
  const questions = toQuestions(company, from, count);
  const samples: number[] = [];
  let permits = 0;
  const askOn = async (connection: ApiConnection): Promise<void> => {
    for (let question = questions.pop(); question !== undefined; question = questions.pop()) {
      const { ms, isPermit } = await ask(connection, question);
      permits += isPermit ? 1 : 0;
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

export interface UncachedBesides {
  readonly decision: Latency;
  readonly live: Latency;
  readonly oneRow: Latency;
}

/**
 * The same over one connection, and in turns with each decision GET /health/live of the service and one row by its
 * primary key from the database: what both the machine and the generator do to the tail of whatever is asked.
 */
export async function measureUncachedBeside(
  urls: { readonly service: string; readonly database: string },
  company: Company,
  { from, count }: Omit<Stretch, 'connections'>,
): Promise<UncachedBesides> {
  const connection = new ApiConnection(urls.service, ADMIN_KEY);
  const other = new ApiConnection(urls.service, ADMIN_KEY);
  const client = new Client({ connectionString: urls.database });
  await client.connect();
  const [decision, live, oneRow]: [number[], number[], number[]] = [[], [], []];
  try {
    for (const [at, question] of toQuestions(company, from, count).entries()) {
      decision.push((await ask(connection, question)).ms);
      live.push((await other.get('/health/live')).ms);
      const began = performance.now();
      await client.query({ ...ONE_ROW, values: [1 + ((at * 7919) % company.users)] });
      oneRow.push(performance.now() - began);
    }
  } finally {
    connection.close();
    other.close();
    await client.end();
  }
  return { decision: summarise(decision), live: summarise(live), oneRow: summarise(oneRow) };
}

const ONE_ROW = { name: 'one-row', text: 'SELECT id FROM identities WHERE uid = $1' };

/** Made before the clock runs: the generator shares the machine. */
function toQuestions(company: Company, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, at) => toQuestion(delegationOf(company, from + at)));
}

async function ask(
  connection: ApiConnection,
  question: string,
): Promise<{ ms: number; isPermit: boolean }> {
  const { ms, text } = await connection.post(EVALUATION, question);
  if (text.includes('indeterminate')) {
    throw new Error(`undecided: ${text}`);
  }
  return { ms, isPermit: text.startsWith('{"decision":true') };
}
