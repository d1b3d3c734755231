import { DifferenceTally } from '@legate/decision';
import type { DifferenceReport } from '@legate/decision';
import { RevisionedWriter, toDatabaseError } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ShadowRun } from './shadow.js';

/** What one process has found since it last told. */
export interface Findings {
  readonly run: string;
  readonly report: DifferenceReport;
  readonly dropped: number;
  /** Why this process will not go on with it; null when it does. */
  readonly halted: string | null;
}

/** The runs of all tenants as the database has them: what processes agree on. */
@Injectable()
export class ShadowRuns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly writer: RevisionedWriter,
  ) {}

  /** `listener` is called, and waited for, after each write of this process that changes a run. It must not throw. */
  onChange(listener: () => Promise<void>): void {
    this.writer.afterCommit(async ({ changes }) => {
      if (changes?.some(({ entity }) => entity === 'bundle_shadow') === true) {
        await listener();
      }
      return true;
    });
  }

  /** Those that are neither stopped nor halted. @throws UnavailableError */
  async running(): Promise<readonly ShadowRun[]> {
    try {
      return await this.dataSource.query<ShadowRun[]>(RUNNING);
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }

  /** Counts in what was found; what is of a run that is over is left out. @throws UnavailableError */
  async add({ run, report, dropped, halted }: Findings): Promise<void> {
    try {
      await this.dataSource.transaction(async (tx) => {
        const [row]: { report: DifferenceReport }[] = await tx.query(LOCK, [run]);
        if (row !== undefined) {
          const tally = new DifferenceTally(row.report);
          tally.merge(report);
          await tx.query(KEEP, [run, JSON.stringify(tally.report()), dropped, halted]);
        }
      });
    } catch (cause) {
      throw toDatabaseError(cause);
    }
  }
}

const RUNNING = `
  SELECT s.run, s.tenant_id AS tenant, s.bundle_id AS bundle, s.sample_rate AS "sampleRate", w.revision
  FROM bundle_shadows s JOIN writes w ON w.id = s.write_id
  WHERE s.stopped_at IS NULL AND s.halted IS NULL`;

const LOCK = `
  SELECT report FROM bundle_shadows WHERE run = $1 AND stopped_at IS NULL FOR UPDATE`;

const KEEP = `
  UPDATE bundle_shadows SET report = $2, dropped = dropped + $3, halted = COALESCE(halted, $4) WHERE run = $1`;
