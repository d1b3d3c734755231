import { createHash } from 'node:crypto';
import type { EntryColumns } from './entry-columns.js';

const HOUR_MS = 3_600_000;
/** Resource types of the inventory of what agents reach: of these the id is counted too. */
const TOOL_TYPES: ReadonlySet<string> = new Set([
  'tool',
  'mcp_server',
  'model',
  'connector',
  'api_operation',
]);
/** Of those that act for themselves only these are counted one by one; persons together, by type. */
const AGENT_TYPES: ReadonlySet<string> = new Set(['agent', 'service']);
const MAX_KNOWN = 100_000;

/** One INSERT of many rows: a text, and an array for each of its parameters. */
export interface BulkInsert {
  readonly text: string;
  readonly values: readonly (readonly unknown[])[];
}

interface RollUp {
  readonly name: string;
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

const HOURS: RollUp = {
  name: 'decision_hours',
  columns: ['tenant', 'agent_type', 'agent_id', 'action', 'resource_type', 'tool', 'outcome'],
  types: ['text', 'text', 'text', 'text', 'text', 'text', 'text'],
};
const GRANTS: RollUp = {
  name: 'grant_hours',
  columns: ['tenant', 'agent_type', 'agent_id', 'grant_id', 'outcome'],
  types: ['text', 'text', 'text', 'uuid', 'text'],
};
const ACTING: RollUp = {
  name: 'acting_hours',
  columns: ['tenant', 'subject_type', 'subject_id', 'actor_type', 'actor_id', 'outcome'],
  types: ['text', 'text', 'text', 'text', 'text', 'text'],
};

/** Counts of one kind: by hour and texts, joined by a character that no column has. */
class Counts {
  private readonly rows = new Map<
    string,
    { hour: number; texts: readonly string[]; count: number }
  >();

  constructor(private readonly rollUp: RollUp) {}

  add(hour: number, texts: readonly string[]): void {
    const key = `${hour}\0${texts.join('\0')}`;
    const row = this.rows.get(key);
    if (row === undefined) {
      this.rows.set(key, { hour, texts, count: 1 });
    } else {
      row.count += 1;
    }
  }

  toInsert(): BulkInsert | null {
    const { name, columns, types } = this.rollUp;
    if (this.rows.size === 0) {
      return null;
    }
    const rows = [...this.rows.values()];
    const names = ['hour', 'key', ...columns, 'count'];
    const arrays = ['timestamptz', 'bytea', ...types, 'bigint']
      .map((type, at) => `$${at + 1}::${type}[]`)
      .join(', ');
    return {
      // In the order of the key, so that two processes never wait for each other in a ring.
      text: `INSERT INTO ${name} AS old (${names.join(', ')})
        SELECT * FROM unnest(${arrays}) ORDER BY 1, 2
        ON CONFLICT (hour, key) DO UPDATE SET count = old.count + excluded.count`,
      values: [
        rows.map(({ hour }) => new Date(hour)),
        rows.map(({ texts }) => digestOf(texts)),
        ...columns.map((_, at) => rows.map(({ texts }) => texts[at] ?? '')),
        rows.map(({ count }) => count),
      ],
    };
  }
}

interface FirstSeen {
  readonly texts: readonly string[];
  readonly atMs: number;
  readonly decisionId: string | null;
  readonly outcome: string;
}

/** Combinations that this process knows to be in the table already. */
export class KnownCombinations {
  private readonly keys = new Set<string>();

  has(key: string): boolean {
    return this.keys.has(key);
  }

  addAll(keys: Iterable<string>): void {
    if (this.keys.size > MAX_KNOWN) {
      this.keys.clear();
    }
    for (const key of keys) {
      this.keys.add(key);
    }
  }
}

/** What the decisions of one batch add to the hourly tables and to the combinations seen. */
export class BatchRollUps {
  private readonly hours = new Counts(HOURS);
  private readonly grants = new Counts(GRANTS);
  private readonly acting = new Counts(ACTING);
  private readonly firsts = new Map<string, FirstSeen>();

  constructor(private readonly known: KnownCombinations) {}

  add(columns: EntryColumns): void {
    const { outcome, tenant } = columns;
    if (!isAct(columns) || tenant === null || outcome === null) {
      return;
    }
    const hour = Math.floor(columns.atMs / HOUR_MS) * HOUR_MS;
    const agent = agentOf(columns);
    const { action, resourceType, resourceId } = columns;
    const type = resourceType ?? '';
    const tool = TOOL_TYPES.has(type) ? (resourceId ?? '') : '';
    this.hours.add(hour, [tenant, ...agent, action ?? '', type, tool, outcome]);
    for (const grant of columns.grants) {
      this.grants.add(hour, [tenant, ...agent, grant, outcome]);
    }
    this.addActing(hour, columns, [tenant, outcome]);
    this.addFirst([tenant, ...agent, action ?? '', type], columns, outcome);
  }

  /** In the order in which they are to be made. */
  toInserts(): readonly BulkInsert[] {
    const inserts = [this.hours, this.grants, this.acting].map((counts) => counts.toInsert());
    return [...inserts, this.firstSeen()].filter((insert) => insert !== null);
  }

  /** To be called when the inserts are committed. */
  remember(): void {
    this.known.addAll(this.firsts.keys());
  }

  private addActing(
    hour: number,
    { subjectType, subjectId, actorType, actorId }: EntryColumns,
    [tenant, outcome]: readonly [string, string],
  ): void {
    if (actorType !== null && actorId !== null) {
      const subject = [subjectType ?? '', subjectId ?? ''];
      this.acting.add(hour, [tenant, ...subject, actorType, actorId, outcome]);
    }
  }

  private addFirst(
    texts: readonly string[],
    { atMs, decisionId }: EntryColumns,
    outcome: string,
  ): void {
    const key = texts.join('\0');
    if (!this.known.has(key) && !this.firsts.has(key)) {
      this.firsts.set(key, { texts, atMs, decisionId, outcome });
    }
  }

  private firstSeen(): BulkInsert | null {
    const rows = [...this.firsts.values()];
    if (rows.length === 0) {
      return null;
    }
    const column = (at: number): readonly string[] => rows.map(({ texts }) => texts[at] ?? '');
    return {
      // Entries of several writers come in any order: the earliest stays.
      text: `INSERT INTO first_seen AS old (key, tenant, agent_type, agent_id, action, resource_type, at,
          decision_id, outcome)
        SELECT * FROM unnest($1::bytea[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
          $7::timestamptz[], $8::uuid[], $9::text[]) ORDER BY 1
        ON CONFLICT (key) DO UPDATE SET at = excluded.at, decision_id = excluded.decision_id,
          outcome = excluded.outcome WHERE excluded.at < old.at`,
      values: [
        rows.map(({ texts }) => digestOf(texts)),
        ...[0, 1, 2, 3, 4].map(column),
        rows.map(({ atMs }) => new Date(atMs)),
        rows.map(({ decisionId }) => decisionId),
        rows.map(({ outcome }) => outcome),
      ],
    };
  }
}

/** A search asks what could be done; nothing is done by it. */
function isAct({ kind, form }: EntryColumns): boolean {
  return kind === 'decision' && form !== 'search';
}

/** Type and id of who acted: the actor, else the subject. */
function agentOf(columns: EntryColumns): readonly [string, string] {
  const { actorType, actorId, subjectType, subjectId } = columns;
  if (actorType !== null) {
    return [actorType, actorId ?? ''];
  }
  const type = subjectType ?? '';
  return [type, AGENT_TYPES.has(type) ? (subjectId ?? '') : ''];
}

function digestOf(texts: readonly string[]): Buffer {
  return createHash('sha256').update(texts.join('\0')).digest().subarray(0, 16);
}
