import { measure } from '../measure.js';
import { ApiConnection } from './api-connection.js';
import type { Company } from './company.js';
import { delegationsOfLength, EVALUATION, toQuestion } from './questions.js';
import { ADMIN_KEY } from './scale-service.js';

const ROUNDS = 5;

export interface CachedRatio {
  /** µs of the process per decision, median of the rounds: one over the throughput at full load. */
  readonly oneUs: number;
  readonly eightUs: number;
}

/** The same permitted question over and over, over one grant and over eight in turns. */
export async function measureCached(
  url: string,
  company: Company,
  seconds: number,
): Promise<CachedRatio> {
  const one = await findPermitted(url, company, 1);
  const eight = await findPermitted(url, company, 8);
  const times: { one: number[]; eight: number[] } = { one: [], eight: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    times.one.push(await serviceTimeUs(url, one, seconds));
    times.eight.push(await serviceTimeUs(url, eight, seconds));
  }
  return { oneUs: median(times.one), eightUs: median(times.eight) };
}

async function serviceTimeUs(url: string, body: string, seconds: number): Promise<number> {
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const load = { url: url + EVALUATION, headers, body, expectBody: '{"decision":true' };
  const { requestsPerSecond } = await measure(load, seconds);
  return 1_000_000 / requestsPerSecond;
}

async function findPermitted(url: string, company: Company, length: number): Promise<string> {
  const connection = new ApiConnection(url, ADMIN_KEY);
  try {
    for (const delegation of delegationsOfLength(company, length, 0.24)) {
      const question = toQuestion(delegation);
      const { text } = await connection.post(EVALUATION, question);
      const grants = (JSON.parse(text) as { context: { grants?: string[] } }).context.grants;
      if (text.startsWith('{"decision":true') && grants?.length === length) {
        return question;
      }
    }
    throw new Error(`no chain of ${length} permits`);
  } finally {
    connection.close();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
