import { randomUUID } from 'node:crypto';
import { NotFoundError } from '@legate/core';
import { EMPTY_REPORT } from '@legate/decision';
import type { DifferenceReport } from '@legate/decision';
import type { WriteUnit } from '@legate/persistence';
import type { EntityManager } from 'typeorm';
import { dropRequests } from '../gate/activation-requests.js';
import type { Shadow, ShadowState } from './shadow.js';

interface ShadowRecord extends Omit<Shadow, 'startedAt' | 'stoppedAt' | keyof DifferenceReport> {
  readonly report: DifferenceReport;
  readonly startedAt: Date;
  readonly stoppedAt: Date | null;
}

/** @throws NotFoundError `bundle.no_shadow` */
export async function findShadow(
  tx: EntityManager,
  tenant: string,
  bundle: string,
): Promise<Shadow> {
  const [row]: ShadowRecord[] = await tx.query(FIND, [tenant, bundle]);
  if (row === undefined) {
    throw new NotFoundError('bundle.no_shadow', 'the bundle was never evaluated in shadow');
  }
  const { report, startedAt, stoppedAt, ...record } = row;
  return {
    ...record,
    startedAt: startedAt.toISOString(),
    stoppedAt: stoppedAt?.toISOString() ?? null,
    ...report,
  };
}

/** The bundle that is in shadow, with its state and rate; null when there is none. */
export async function findRunning({ tx, scope }: WriteUnit): Promise<RunningShadow | null> {
  const [row]: RunningShadow[] = await tx.query(FIND_RUNNING, [scope.tenant]);
  return row ?? null;
}

export interface RunningShadow {
  readonly bundle: string;
  readonly sampleRate: number;
  readonly startedBy: string;
  readonly state: ShadowState;
}

/** Begins a run of a bundle beside the active one, with nothing found yet. */
export async function beginRun(
  unit: WriteUnit,
  { bundle, sampleRate, startedBy }: Omit<RunningShadow, 'state'>,
): Promise<void> {
  const { tx, scope, writeId } = unit;
  const [row]: { baseline: string | null }[] = await tx.query(BEGIN, [
    scope.tenant,
    bundle,
    randomUUID(),
    sampleRate,
    startedBy,
    JSON.stringify(EMPTY_REPORT),
    writeId,
  ]);
  const document = { bundle, sampleRate, baseline: row?.baseline ?? null };
  unit.record({ entity: 'bundle_shadow', key: bundle, operation: 'put', document });
}

/** Ends the run of a bundle; what it has found stays. */
export async function endRun(unit: WriteUnit, bundle: string): Promise<void> {
  await unit.tx.query(END, [unit.scope.tenant, bundle, unit.writeId]);
  unit.record({ entity: 'bundle_shadow', key: bundle, operation: 'delete', document: null });
}

/** Whether the bundle has ever decided. */
export async function wasActive({ tx, scope }: WriteUnit, bundle: string): Promise<boolean> {
  const rows: unknown[] = await tx.query(WAS_ACTIVE, [scope.tenant, bundle]);
  return rows.length > 0;
}

/**
 * After another bundle has become the active one: in shadow it is no longer, and what is in shadow is compared with
 * this one from here on.
 */
export async function followSwitch(unit: WriteUnit, to: { readonly id: string }): Promise<void> {
  await dropRequests(unit);
  const running = await findRunning(unit);
  if (running?.bundle === to.id) {
    await endRun(unit, to.id);
  } else if (running !== null) {
    await beginRun(unit, running);
  }
}

const STATE = `
  CASE WHEN s.stopped_at IS NOT NULL THEN 'stopped' WHEN s.halted IS NOT NULL THEN 'halted' ELSE 'running' END`;

const FIND = `
  SELECT s.bundle_id AS bundle, ${STATE} AS state, s.sample_rate AS "sampleRate", s.baseline,
    s.started_by AS "startedBy", s.started_at AS "startedAt", s.stopped_at AS "stoppedAt", s.dropped, s.report,
    w.revision
  FROM bundle_shadows s JOIN writes w ON w.id = s.write_id
  WHERE s.tenant_id = $1 AND s.bundle_id = $2`;

const FIND_RUNNING = `
  SELECT s.bundle_id AS bundle, s.sample_rate AS "sampleRate", s.started_by AS "startedBy", ${STATE} AS state
  FROM bundle_shadows s WHERE s.tenant_id = $1 AND s.stopped_at IS NULL`;

const BEGIN = `
  INSERT INTO bundle_shadows AS s (tenant_id, bundle_id, run, baseline, sample_rate, started_by, report, write_id)
  SELECT $1, $2, $3, (SELECT id FROM bundles WHERE tenant_id = $1 AND state = 'active'), $4, $5, $6, $7
  ON CONFLICT (tenant_id, bundle_id) DO UPDATE SET run = excluded.run, baseline = excluded.baseline,
    sample_rate = excluded.sample_rate, started_by = excluded.started_by, started_at = clock_timestamp(),
    stopped_at = NULL, halted = NULL, dropped = 0, report = excluded.report, write_id = excluded.write_id
  RETURNING s.baseline`;

const END = `
  UPDATE bundle_shadows SET stopped_at = clock_timestamp(), write_id = $3
  WHERE tenant_id = $1 AND bundle_id = $2 AND stopped_at IS NULL`;

const WAS_ACTIVE = `
  SELECT FROM bundle_activations WHERE tenant_id = $1 AND bundle_id = $2 LIMIT 1`;
