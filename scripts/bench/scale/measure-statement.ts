import { toFactsQuery } from '@legate/delegation';
import { Client } from 'pg';
import type { Company } from './company.js';
import { summarise } from './percentiles.js';
import type { Latency } from './percentiles.js';
import { delegationsOfLength } from './questions.js';
import type { Delegation } from './questions.js';

const SAMPLES = 300;
/** Each mode meets pages that nobody has read yet. */
const FROM = { force_generic_plan: 0.2, force_custom_plan: 0.22 };

export interface StatementTimes {
  readonly planningMs: Latency;
  readonly executionMs: Latency;
}

/** EXPLAIN ANALYZE of the statement that loads the facts, prepared, on other chains of 8 each time. */
export async function measureStatement(
  url: string,
  company: Company,
  mode: keyof typeof FROM,
): Promise<StatementTimes> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET plan_cache_mode = ${mode}`);
    const [planning, execution]: [number[], number[]] = [[], []];
    for (const delegation of delegationsOfLength(company, 8, FROM[mode])) {
      const { query, values } = toFactsQuery(toRequest(delegation));
      if (planning.length === 0) {
        await client.query(`PREPARE facts AS ${query.text}`);
      }
      const list = values.map((value) => toLiteral(String(value))).join(', ');
      const { rows } = await client.query<{ 'QUERY PLAN': readonly Explained[] }>(
        `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE facts (${list})`,
      );
      const [explained] = rows[0]?.['QUERY PLAN'] ?? [];
      planning.push(explained?.['Planning Time'] ?? NaN);
      execution.push(explained?.['Execution Time'] ?? NaN);
      if (planning.length === SAMPLES) {
        break;
      }
    }
    return { planningMs: summarise(planning), executionMs: summarise(execution) };
  } finally {
    await client.end();
  }
}

interface Explained {
  readonly 'Planning Time': number;
  readonly 'Execution Time': number;
}

function toRequest({ subject, actor, resourceId }: Delegation): Parameters<typeof toFactsQuery>[0] {
  return {
    tenant: 'default',
    subject: { type: subject.kind, id: subject.id, properties: {} },
    actor: { kind: 'agent', id: actor.id, issuer: null, alsoCalled: [] },
    resource: { type: 'record', id: resourceId, properties: {} },
  };
}

function toLiteral(value: string): string {
  return `'${value}'`;
}
