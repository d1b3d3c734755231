import { InvalidRequestError } from '@legate/core';
import type { DecisionRequest, Facts } from '@legate/core';
import { requireReached } from '@legate/directory';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { Turns } from '../turns.js';
import { HistoricalChains } from './historical-chains.js';
import { PastDocuments } from './past-documents.js';
import { PastReader } from './past-reader.js';
import { PastState } from './past-state.js';

const MAX_AT_ONCE = 2;

/** A past state of a tenant, and the clock it is judged by. */
export interface AsOf {
  readonly revision: number;
  /** ms since the epoch; null for the moment of the revision's write. */
  readonly now: number | null;
}

export interface PastQuestion {
  readonly request: DecisionRequest;
  readonly asOf: AsOf;
}

/**
 * Puts the facts of decisions together as they were at past revisions, out of the history that every write leaves.
 * Slow and exact: for auditors, not for the hot path.
 */
@Injectable()
export class HistoricalFacts {
  private readonly turns = new Turns(MAX_AT_ONCE);

  constructor(private readonly dataSource: DataSource) {}

  /** @throws InvalidRequestError for a revision that is not there yet; UnavailableError */
  async load(request: DecisionRequest, asOf: AsOf): Promise<Facts> {
    const [facts] = await this.loadAll(request.tenant, [{ request, asOf }]);
    if (facts === undefined || facts instanceof InvalidRequestError) {
      throw facts ?? new Error('a question has no facts');
    }
    return facts;
  }

  /**
   * The facts of questions of one tenant, in their order, by a few statements however many there are; for a revision
   * that is not there yet the error.
   *
   * @throws UnavailableError
   */
  async loadAll(
    tenant: string,
    questions: readonly PastQuestion[],
  ): Promise<readonly (Facts | InvalidRequestError)[]> {
    return await this.turns.run(async () => await this.loadInTurn(tenant, questions));
  }

  private async loadInTurn(
    tenant: string,
    questions: readonly PastQuestion[],
  ): Promise<readonly (Facts | InvalidRequestError)[]> {
    try {
      return await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
        const moments = await Moments.read(tx, tenant, questions);
        const states = new States(tx, tenant);
        return await Promise.all(
          questions.map(async (question) => {
            const now = moments.nowOf(question.asOf);
            return typeof now === 'number' ? await states.facts(question, now) : now;
          }),
        );
      });
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

interface MomentRow {
  readonly current: number;
  readonly revision: number | null;
  readonly at: number | null;
}

/** When the writes of revisions were. */
class Moments {
  private constructor(
    private readonly current: number,
    private readonly at: ReadonlyMap<number, number>,
  ) {}

  static async read(
    tx: EntityManager,
    tenant: string,
    questions: readonly PastQuestion[],
  ): Promise<Moments> {
    const wanted = questions.flatMap(({ asOf }) => (asOf.now === null ? [asOf.revision] : []));
    const rows: MomentRow[] = await tx.query(MOMENTS, [tenant, [...new Set(wanted)]]);
    const at = rows.flatMap((row): [number, number][] =>
      row.revision === null ? [] : [[row.revision, row.at ?? 0]],
    );
    return new Moments(rows[0]?.current ?? 0, new Map(at));
  }

  /** The clock to judge by, or why there is none. */
  nowOf({ revision, now }: AsOf): number | InvalidRequestError {
    try {
      requireReached(revision, this.current);
      return now ?? this.at.get(revision) ?? 0;
    } catch (cause) {
      if (cause instanceof InvalidRequestError) {
        return cause;
      }
      throw cause;
    }
  }
}

const MOMENTS = `
  SELECT t.revision AS current, w.revision, (extract(epoch FROM w.at) * 1000)::float8 AS at
  FROM tenants t LEFT JOIN writes w ON w.tenant_id = t.id AND w.revision = ANY ($2::bigint[]) WHERE t.id = $1`;

/** The states of a tenant that questions are asked of. */
class States {
  private readonly states = new Map<number, PastState>();
  private readonly past: PastDocuments;
  private readonly chains: HistoricalChains;

  constructor(tx: EntityManager, tenant: string) {
    const reader = new PastReader(tx, tenant);
    this.past = new PastDocuments(reader);
    this.chains = new HistoricalChains(reader);
  }

  async facts({ request, asOf: { revision } }: PastQuestion, now: number): Promise<Facts> {
    const state = this.at(revision);
    const [subject, actor, resource] = await Promise.all([
      state.subject(request.subject),
      request.actor === null ? null : state.actor(request.actor),
      state.resource(request.resource),
    ]);
    const chains = subject && actor ? await state.chains({ subject, actor }, now) : [];
    return { revision, now, subject, actor, resource, chains };
  }

  private at(revision: number): PastState {
    const state = this.states.get(revision) ?? new PastState(this.past, this.chains, revision);
    this.states.set(revision, state);
    return state;
  }
}
