import { Injectable } from '@nestjs/common';
import { columnText } from '../shipping/entry-columns.js';
import type {
  Acting,
  Activity,
  ActivityFilter,
  Agent,
  DenyBurst,
  FirstSeen,
  GrantUse,
  Rate,
  Some,
} from './activity.js';
import { Parameters } from './decision-filter.js';
import { LogReader } from './log-reader.js';

const HOUR_MS = 3_600_000;
/** Fewer denies in an hour are never a burst. */
export const LEAST_BURST = 20;
const BURST_DEVIATIONS = 3;
/** Hours before, that an hour is compared with: a week. */
const BURST_HOURS = 168;

const COUNTS = `coalesce(sum(count) FILTER (WHERE outcome = 'permit'), 0)::bigint AS permit,
  coalesce(sum(count) FILTER (WHERE outcome = 'deny'), 0)::bigint AS deny,
  coalesce(sum(count) FILTER (WHERE outcome = 'indeterminate'), 0)::bigint AS indeterminate`;
const HOURS_OF = 'min(hour) AS "firstHour", max(hour) AS "lastHour"';
const AGENT = `jsonb_build_object('type', agent_type, 'id', agent_id) AS agent`;

/** Tells of a tenant's decisions by the counts that are kept by the hour; as far as entries are shipped. */
@Injectable()
export class DecisionActivity {
  constructor(private readonly log: LogReader) {}

  /** What agents did or were denied, the most frequent first. @throws UnavailableError */
  async activity(tenant: string, filter: ActivityFilter): Promise<Some<Activity>> {
    return await this.ask<Activity>(filter, (parameters) => {
      const where = inHours(tenant, filter, parameters);
      const only =
        filter.outcome === undefined ? '' : ` AND outcome = ${parameters.add(filter.outcome)}`;
      return `SELECT ${AGENT}, action, resource_type AS "resourceType", tool, ${COUNTS}, ${HOURS_OF}
        FROM decision_hours WHERE ${where}${only}
        GROUP BY agent_type, agent_id, action, resource_type, tool
        ORDER BY sum(count) DESC, agent_type, agent_id, action, resource_type, tool`;
    });
  }

  /** How often, per agent and tool, hour by hour or day by day (UTC). @throws UnavailableError */
  async rates(
    tenant: string,
    filter: ActivityFilter & { readonly interval: 'hour' | 'day' },
  ): Promise<Some<Rate>> {
    return await this.ask<Rate>(filter, (parameters) => {
      const where = inHours(tenant, filter, parameters);
      return `SELECT date_trunc('${filter.interval}', hour, 'UTC') AS "from", ${AGENT}, tool, ${COUNTS}
        FROM decision_hours WHERE ${where}
        GROUP BY 1, agent_type, agent_id, tool ORDER BY 1, agent_type, agent_id, tool`;
    });
  }

  /** Which grants decisions of agents stood on. @throws UnavailableError */
  async grantUse(
    tenant: string,
    filter: Omit<ActivityFilter, 'tool' | 'outcome'> & { readonly grant?: string | undefined },
  ): Promise<Some<GrantUse>> {
    return await this.ask<GrantUse>(filter, (parameters) => {
      const where = inHours(tenant, filter, parameters);
      const only =
        filter.grant === undefined ? '' : ` AND grant_id = ${parameters.add(filter.grant)}::uuid`;
      return `SELECT grant_id AS grant, ${AGENT}, ${COUNTS}, ${HOURS_OF}
        FROM grant_hours WHERE ${where}${only}
        GROUP BY grant_id, agent_type, agent_id ORDER BY sum(count) DESC, grant_id, agent_type, agent_id`;
    });
  }

  /** Who acted for whom. @throws UnavailableError */
  async acting(
    tenant: string,
    filter: Omit<ActivityFilter, 'agent' | 'tool' | 'outcome'> & {
      readonly subject?: Agent | undefined;
      readonly actor?: Agent | undefined;
    },
  ): Promise<Some<Acting>> {
    return await this.ask<Acting>(filter, (parameters) => {
      const where = inHours(tenant, filter, parameters);
      const of = (columns: string, agent: Agent | undefined): string =>
        agent === undefined ? '' : ` AND ${isAgent(columns, agent, parameters)}`;
      return `SELECT jsonb_build_object('type', subject_type, 'id', subject_id) AS subject,
          jsonb_build_object('type', actor_type, 'id', actor_id) AS actor, ${COUNTS}, ${HOURS_OF}
        FROM acting_hours WHERE ${where}${of('subject', filter.subject)}${of('actor', filter.actor)}
        GROUP BY subject_type, subject_id, actor_type, actor_id
        ORDER BY sum(count) DESC, subject_type, subject_id, actor_type, actor_id`;
    });
  }

  /** What agents did for the first time, the newest first. @throws UnavailableError */
  async firstSeen(
    tenant: string,
    filter: Omit<ActivityFilter, 'tool' | 'outcome'>,
  ): Promise<Some<FirstSeen>> {
    return await this.ask<FirstSeen>(filter, (parameters) => {
      const { agent, fromMs, toMs } = filter;
      const who = agent === undefined ? '' : ` AND ${isAgent('agent', agent, parameters)}`;
      return `SELECT ${AGENT}, action, resource_type AS "resourceType", at, decision_id AS "decisionId", outcome
        FROM first_seen WHERE tenant = ${parameters.add(tenant)}${who}
          AND at >= ${parameters.add(new Date(fromMs))} AND at < ${parameters.add(new Date(toMs))}
        ORDER BY at DESC, agent_type, agent_id, action, resource_type`;
    });
  }

  /**
   * Hours in which an agent was denied unusually often: at least 20 times, and more often than the mean and three
   * standard deviations of its hours of the week before, those without a deny too. The newest first, and of an hour the
   * greatest.
   *
   * @throws UnavailableError
   */
  async denyBursts(
    tenant: string,
    filter: Omit<ActivityFilter, 'tool' | 'outcome'>,
  ): Promise<Some<DenyBurst>> {
    return await this.ask<DenyBurst>(filter, (parameters) => {
      const { fromMs, toMs, agent } = filter;
      const before = { ...filter, fromMs: fromMs - BURST_HOURS * HOUR_MS, toMs };
      const where = inHours(tenant, { ...before, agent }, parameters);
      const from = parameters.add(new Date(hourOf(fromMs)));
      return `WITH denied AS (
          SELECT agent_type, agent_id, hour, sum(count)::float8 AS n FROM decision_hours
          WHERE ${where} AND outcome IN ('deny', 'indeterminate') GROUP BY agent_type, agent_id, hour),
        compared AS (
          SELECT agent_type, agent_id, hour, n, coalesce(sum(n) OVER week, 0) / ${BURST_HOURS} AS mean,
            coalesce(sum(n * n) OVER week, 0) / ${BURST_HOURS} AS square
          FROM denied WINDOW week AS (PARTITION BY agent_type, agent_id ORDER BY hour
            RANGE BETWEEN interval '${BURST_HOURS} hours' PRECEDING AND interval '1 hour' PRECEDING)),
        judged AS (SELECT *, sqrt(greatest(square - mean * mean, 0)) AS deviation FROM compared)
        SELECT hour, ${AGENT}, n::bigint AS denied, round(mean::numeric, 2)::float8 AS mean,
          round(deviation::numeric, 2)::float8 AS deviation
        FROM judged WHERE hour >= ${from} AND n >= ${LEAST_BURST} AND n > mean + ${BURST_DEVIATIONS} * deviation
        ORDER BY hour DESC, n DESC, agent_type, agent_id`;
    });
  }

  private async ask<T>(
    { limit }: { readonly limit: number },
    write: (parameters: Parameters) => string,
  ): Promise<Some<T>> {
    const parameters = new Parameters();
    const text = `${write(parameters)} LIMIT ${parameters.add(limit + 1)}`;
    const rows = await this.log.read<T[]>(
      async (dataSource) => await dataSource.query(text, parameters.values),
    );
    return { items: rows.slice(0, limit), more: rows.length > limit };
  }
}

function inHours(
  tenant: string,
  { fromMs, toMs, agent, tool }: Pick<ActivityFilter, 'fromMs' | 'toMs' | 'agent' | 'tool'>,
  parameters: Parameters,
): string {
  const conditions = [
    `tenant = ${parameters.add(tenant)}`,
    `hour >= ${parameters.add(new Date(hourOf(fromMs)))}`,
    `hour < ${parameters.add(new Date(toMs))}`,
    ...(agent === undefined ? [] : [isAgent('agent', agent, parameters)]),
    ...(tool === undefined ? [] : [`tool = ${parameters.add(columnText(tool))}`]),
  ];
  return conditions.join(' AND ');
}

function isAgent(columns: string, { type, id }: Agent, parameters: Parameters): string {
  const [typed, named] = [parameters.add(columnText(type)), parameters.add(columnText(id))];
  return `${columns}_type = ${typed} AND ${columns}_id = ${named}`;
}

function hourOf(ms: number): number {
  return Math.floor(ms / HOUR_MS) * HOUR_MS;
}
