import type { HttpAnswer } from '../support/http-client.js';
import { sendImport } from '../support/import-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';

const GROUPS = 3000;
const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'write' },
  resource: { type: 'record', id: 'r' },
};

let service: RunningService;
let revision: number;

beforeAll(async () => {
  service = await startService({ poolSize: 5, databaseTimeoutMs: 2000 });
  const names = Array.from({ length: GROUPS }, (_, at) => `g/${at}`);
  const alice = { kind: 'user', id: 'alice' };
  const answer = await sendImport(service.admin, [
    { entity: 'identity', ...alice },
    { entity: 'resource', type: 'record', id: 'r', attributes: {} },
    { entity: 'group', id: 'outer' },
    ...names.map((id) => ({ entity: 'group', id })),
    ...names.map((group) => ({ entity: 'membership', group, member: alice })),
    ...names.map((id) => ({
      entity: 'membership',
      group: 'outer',
      member: { kind: 'group', id },
    })),
    { entity: 'role_assignment', role: 'editor', holder: { kind: 'group', id: 'outer' } },
  ]);
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 200 });
  ({ revision } = answer.body);
}, 60_000);

afterAll(async () => {
  await service.stop();
});

async function asOf(): Promise<HttpAnswer> {
  return await service.admin.post(`/admin/v1/evaluation?at_revision=${revision}`, QUESTION);
}

async function transactionsOpen(): Promise<number> {
  const [row] = await queryDatabase<{ open: number }>(
    service.database,
    `SELECT count(*)::int AS open FROM pg_stat_activity
     WHERE datname = current_database() AND query LIKE '%w.revision <= asked.revision%' AND xact_start IS NOT NULL
       AND pid <> pg_backend_pid()`,
  );
  return row?.open ?? 0;
}

describe('a decision as of a past revision of somebody in many groups', () => {
  it('does not read them one by one', async () => {
    const began = performance.now();
    const { body } = await asOf();
    expect(performance.now() - began).toBeLessThan(1000);
    expect(body.decision).toBe(true);
  });

  it('leaves connections to decisions, however many are asked for at once', async () => {
    let left = 20;
    const countDown = (): void => {
      left -= 1;
    };
    const all = Promise.all(
      Array.from({ length: left }, async () => await asOf().finally(countDown)),
    );
    let most = 0;
    for (let round = 0; left > 0; round += 1) {
      const uncached = { ...QUESTION, resource: { type: 'record', id: `none-${round}` } };
      const { status, body } = await service.admin.evaluate(uncached);
      expect({ status, decision: body.decision }).toEqual({ status: 200, decision: true });
      most = Math.max(most, await transactionsOpen());
    }
    const answers = await all;
    expect(answers.map(({ status, body }) => [status, body.decision])).toEqual(
      answers.map(() => [200, true]),
    );
    expect(most).toBeLessThanOrEqual(2);
  }, 60_000);
});
