import { listStatement } from '@legate/decision-log';
import { Client } from 'pg';
import type { LogQuestion } from './questions.js';

const PAGE = 101;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Which indexes the first page of a question is read by, and on how many days. */
export async function indexesOf(url: string, { filter }: LogQuestion): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { text, values } = listStatement('default', filter, { before: null, limit: PAGE });
    const { rows } = await client.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
      `EXPLAIN (FORMAT JSON) ${text}`,
      values,
    );
    const uses = new Map<string, number>();
    const visit = (node: PlanNode): void => {
      const use =
        node['Index Name']?.replace(/^decisions_\d{8}_|_idx$/g, '') ??
        (node['Node Type'] === 'Seq Scan' ? 'SEQ SCAN' : null);
      if (use !== null) {
        uses.set(use, (uses.get(use) ?? 0) + 1);
      }
      node.Plans?.forEach(visit);
    };
    rows[0]?.['QUERY PLAN'].forEach(({ Plan }) => {
      visit(Plan);
    });
    return [...uses].map(([name, days]) => `${name} x ${String(days)}`).join(', ');
  } finally {
    await client.end();
  }
}
