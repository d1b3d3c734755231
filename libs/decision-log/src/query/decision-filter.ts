import { columnText } from '../shipping/entry-columns.js';

/** A party or resource that is asked for; without an id, all of the type. */
export interface NamedFilter {
  readonly type: string;
  readonly id?: string | undefined;
}

/** Which entries of one tenant are asked for; what is absent does not narrow. */
export interface DecisionFilter {
  readonly kind?: 'decision' | 'admin' | undefined;
  /** From then on, ms since the epoch. */
  readonly fromMs?: number | undefined;
  /** Up to then, exclusive. */
  readonly toMs?: number | undefined;
  readonly subject?: NamedFilter | undefined;
  readonly actor?: NamedFilter | undefined;
  /** One of the owners of the agent that acted, as entries have it: `user:alice`. */
  readonly owner?: string | undefined;
  /** Name of the action; of an admin entry its operation. */
  readonly action?: string | undefined;
  readonly resource?: NamedFilter | undefined;
  readonly outcome?: string | undefined;
  readonly reason?: string | undefined;
  /** A grant of the chain. */
  readonly grant?: string | undefined;
  readonly bundleRevision?: string | undefined;
  readonly decisionId?: string | undefined;
  /** One run of one process, and of it the numbers from the first to the last. */
  readonly writer?: string | undefined;
  readonly firstSeq?: number | undefined;
  readonly lastSeq?: number | undefined;
}

/** The places of a statement's parameters. */
export class Parameters {
  readonly values: unknown[] = [];

  /** @returns how the statement names the value */
  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** The entries of `decisions` that a filter is about, as the condition of a statement. Always of one tenant. */
export function toCondition(
  tenant: string,
  filter: DecisionFilter,
  parameters: Parameters,
): string {
  const of = (column: string, value: string | undefined): readonly string[] =>
    value === undefined ? [] : [`${column} = ${parameters.add(columnText(value))}`];
  const named = (columns: string, filterOf: NamedFilter | undefined): readonly string[] => [
    ...of(`${columns}_type`, filterOf?.type),
    ...of(`${columns}_id`, filterOf?.id),
  ];
  const conditions = [
    ...of('tenant', tenant),
    ...inTime(filter, parameters),
    // Spelled out: one kind has an index of its own.
    ...(filter.kind === undefined ? [] : [`kind = '${filter.kind}'`]),
    ...named('subject', filter.subject),
    // For the planner: the index is of rows with an actor.
    ...(filter.actor === undefined ? [] : ['actor_id IS NOT NULL']),
    ...named('actor', filter.actor),
    ...of('action', filter.action),
    ...named('resource', filter.resource),
    ...of('outcome', filter.outcome),
    ...of('bundle_revision', filter.bundleRevision),
    ...of('decision_id', filter.decisionId),
    ...of('writer', filter.writer),
    ...inNumbers(filter, parameters),
    ...inLists(filter, parameters),
  ];
  return conditions.join(' AND ');
}

function inNumbers(
  { firstSeq, lastSeq }: DecisionFilter,
  parameters: Parameters,
): readonly string[] {
  const seq = (operator: string, value: number | undefined): readonly string[] =>
    value === undefined ? [] : [`seq ${operator} ${parameters.add(value)}`];
  return [...seq('>=', firstSeq), ...seq('<=', lastSeq)];
}

function inTime({ fromMs, toMs }: DecisionFilter, parameters: Parameters): readonly string[] {
  const at = (operator: string, ms: number | undefined): readonly string[] =>
    ms === undefined ? [] : [`at ${operator} ${parameters.add(new Date(ms))}`];
  return [...at('>=', fromMs), ...at('<', toMs)];
}

function inLists(
  { reason, grant, owner }: DecisionFilter,
  parameters: Parameters,
): readonly string[] {
  const has = (column: string, type: string, value: string | undefined): readonly string[] =>
    value === undefined
      ? []
      : [`${column} @> ARRAY[${parameters.add(columnText(value))}]::${type}[]`];
  return [
    ...has('reasons', 'text', reason),
    ...has('grants', 'uuid', grant),
    ...has('owners', 'text', owner),
  ];
}
