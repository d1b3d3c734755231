import { NotFoundError } from '@legate/core';
import { PolicySource } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import { BatchFacts, Turns } from '@legate/delegation';
import { toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { EntityManager } from 'typeorm';

/** One revision of one tenant, to be looked at from many sides. */
export interface Snapshot {
  readonly tx: EntityManager;
  readonly tenant: string;
  readonly revision: number;
  /** The one clock reading, the database's, ms since the epoch. */
  readonly now: number;
  readonly facts: BatchFacts;
  /** What decides for the tenant; null when nothing does, and everything is a deny. */
  readonly policy: PolicyEvaluator | null;
}

/** What was found, and the revision it was found at. */
export interface AtRevision<T> {
  readonly value: T;
  readonly revision: number;
}

/** Each holds a connection that decisions may need, so further ones wait. */
const MAX_OPEN = 2;

/** Opens snapshots, a few at a time. */
@Injectable()
export class Snapshots {
  private readonly turns = new Turns(MAX_OPEN);

  constructor(
    private readonly dataSource: DataSource,
    private readonly policies: PolicySource,
  ) {}

  /** Runs `work` over one revision. @throws UnavailableError, and whatever the work throws */
  async read<T>(tenant: string, work: (snapshot: Snapshot) => Promise<T>): Promise<AtRevision<T>> {
    return await this.turns.run(async () => await this.readInTurn(tenant, work));
  }

  private async readInTurn<T>(
    tenant: string,
    work: (snapshot: Snapshot) => Promise<T>,
  ): Promise<AtRevision<T>> {
    try {
      return await this.dataSource.transaction('REPEATABLE READ', async (tx) => {
        await tx.query('SET TRANSACTION READ ONLY');
        const [row]: { revision: number; now: number }[] = await tx.query(OPEN, [tenant]);
        if (row === undefined) {
          throw new NotFoundError('tenant.not_found', `there is no tenant "${tenant}"`);
        }
        const facts = new BatchFacts(tx, tenant);
        const policy = await this.activePolicy(tenant, row.revision);
        const value = await work({ tx, tenant, ...row, facts, policy });
        return { value, revision: row.revision };
      });
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** A policy that cannot be had decides as one that is not there: everything is a deny. */
  private async activePolicy(tenant: string, revision: number): Promise<PolicyEvaluator | null> {
    try {
      return await this.policies.active(tenant, revision);
    } catch {
      return null;
    }
  }
}

const OPEN = `
  SELECT t.revision, (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now
  FROM tenants t WHERE t.id = $1`;
