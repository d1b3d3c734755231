import { ApiConnection } from './api-connection.js';
import type { Company } from './company.js';
import { summarise } from './percentiles.js';
import type { Latency } from './percentiles.js';
import { delegationsOfLength } from './questions.js';
import { Random } from './random.js';
import { ADMIN_KEY } from './scale-service.js';

const WARM_UP = 50;
/** The seventh grant of a chain. */
const CHILD_DEPTH = 7;

export interface WriteTimes {
  readonly root: Latency;
  readonly child: Latency;
}

/** Creates grants one after the other, over one connection; each answered when this process has applied it. */
export async function measureWrites(
  url: string,
  company: Company,
  count: number,
): Promise<WriteTimes> {
  const connection = new ApiConnection(url, ADMIN_KEY);
  try {
    const random = new Random(company.size.seed, 3_000_000_000);
    const root = await timeEach(
      count,
      async () => await connection.post(GRANTS, newRoot(company, random)),
    );
    const parents = childBodies(company);
    const child = await timeEach(count, async () => {
      // A chain that has died meanwhile cannot be continued: the next.
      for (;;) {
        const body = parents.next().value;
        const answer = await connection.post(GRANTS, body).catch(() => null);
        if (answer !== null) {
          return answer;
        }
      }
    });
    return { root, child };
  } finally {
    connection.close();
  }
}

const GRANTS = '/admin/v1/grants';

async function timeEach(count: number, send: () => Promise<{ ms: number }>): Promise<Latency> {
  const samples: number[] = [];
  for (let at = 0; at < WARM_UP + count; at += 1) {
    const { ms } = await send();
    if (at >= WARM_UP) {
      samples.push(ms);
    }
  }
  return summarise(samples);
}

/** A new root grant from a user to an agent. */
export function newRoot(company: Company, random: Random): string {
  return JSON.stringify({
    grantor: company.party(1 + random.below(company.users)),
    grantee: company.party(company.randomAgent(random)),
    actions: ['read'],
    resources: [{ type: 'record', id: '**' }],
    expiresAt: new Date(company.size.now + 400 * 86_400_000).toISOString(),
  });
}

function* childBodies(company: Company): Generator<string, never> {
  for (const { tree } of delegationsOfLength(company, 8, 0.26)) {
    const parent = tree.chain[CHILD_DEPTH - 2];
    if (parent !== undefined) {
      yield JSON.stringify({
        grantor: company.party(parent.granteeUid),
        grantee: company.party(parent.granteeUid - 1),
        parent: parent.id,
        actions: ['read'],
        resources: [{ type: 'record', id: `${parent.area}/**` }],
        ...(parent.expiresAt !== null && { expiresAt: new Date(parent.expiresAt).toISOString() }),
      });
    }
  }
  throw new Error('there are no chains left');
}
