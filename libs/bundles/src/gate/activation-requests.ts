import { ConflictError, ForbiddenError } from '@legate/core';
import type { WriteUnit } from '@legate/persistence';
import type { Bundle } from '../bundle.js';
import { passes, SELECT_PENDING } from './activation-gate.js';
import type { GateDemand, GateEvidence, PendingActivation } from './activation-gate.js';

/**
 * Whether the gate lets a bundle pass: null when it does, or when there is none. Else it is kept who has asked for
 * the activation; one that is asked for already stays as it is.
 */
export async function askGate(unit: WriteUnit, bundle: string): Promise<PendingActivation | null> {
  const { tx, scope } = unit;
  const [gate]: GateDemand[] = await tx.query(FIND_GATE, [scope.tenant]);
  if (gate === undefined) {
    return null;
  }
  const [evidence = NO_EVIDENCE]: GateEvidence[] = await tx.query(EVIDENCE, [scope.tenant, bundle]);
  return passes(gate, evidence) ? null : await keepRequest(unit, bundle, { gate, evidence });
}

/**
 * Ends an activation that waits, by the yes of its second caller.
 * @throws ConflictError `bundle.no_request`; ForbiddenError `bundle.second_person`
 */
export function confirmRequest(
  unit: WriteUnit,
  { id, author, pending }: Pick<Bundle, 'id' | 'author' | 'pending'>,
): void {
  if (pending === null) {
    const message = 'nobody has asked to activate the bundle, or too long ago';
    throw new ConflictError('bundle.no_request', message);
  }
  const confirmedBy = unit.scope.author;
  if (confirmedBy === pending.requestedBy || confirmedBy === author) {
    const message = 'another caller than the one who pushed it and the one who asked must confirm';
    throw new ForbiddenError('bundle.second_person', message);
  }
  const document = { bundle: id, ...pending, confirmedBy };
  unit.record({ entity: 'bundle_request', key: id, operation: 'delete', document });
}

/** What waits was asked of another active bundle than there is from now on. */
export async function dropRequests({ tx, scope }: WriteUnit): Promise<void> {
  await tx.query('DELETE FROM bundle_requests WHERE tenant_id = $1', [scope.tenant]);
}

async function keepRequest(
  unit: WriteUnit,
  bundle: string,
  { gate, evidence }: { readonly gate: GateDemand; readonly evidence: GateEvidence },
): Promise<PendingActivation> {
  const { tx, scope, writeId } = unit;
  const { maxNewlyAllowed, minDecisions, confirmWithinS } = gate;
  const found = { ...evidence, maxNewlyAllowed, minDecisions };
  const values = [
    scope.tenant,
    bundle,
    scope.author,
    confirmWithinS,
    JSON.stringify(found),
    writeId,
  ];
  const kept: unknown[] = await tx.query(KEEP, values);
  const [row]: { pending: PendingActivation }[] = await tx.query(FIND_PENDING, [
    scope.tenant,
    bundle,
  ]);
  if (row === undefined) {
    throw new ConflictError('conflict.concurrent', 'the request to activate the bundle is gone');
  }
  if (kept.length > 0) {
    const document = { bundle, ...row.pending };
    unit.record({ entity: 'bundle_request', key: bundle, operation: 'put', document });
  }
  return row.pending;
}

const NO_EVIDENCE: GateEvidence = { evaluated: 0, newlyAllowed: 0 };

const FIND_GATE = `
  SELECT max_newly_allowed AS "maxNewlyAllowed", min_decisions AS "minDecisions",
    confirm_within_s AS "confirmWithinS"
  FROM bundle_gates WHERE tenant_id = $1`;

// What was found beside another bundle than the active one says nothing of a switch from this one.
const EVIDENCE = `
  SELECT (report->>'evaluated')::bigint AS evaluated,
    (report->>'newlyAllowed')::bigint + (report->>'otherObligations')::bigint AS "newlyAllowed"
  FROM bundle_shadows WHERE tenant_id = $1 AND bundle_id = $2 AND baseline IS NOT DISTINCT FROM (
    SELECT id FROM bundles WHERE tenant_id = $1 AND state = 'active')`;

const KEEP = `
  INSERT INTO bundle_requests (tenant_id, bundle_id, requested_by, expires_at, found, write_id)
  VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4), $5, $6)
  ON CONFLICT (tenant_id, bundle_id) DO UPDATE SET requested_by = excluded.requested_by,
    requested_at = clock_timestamp(), expires_at = excluded.expires_at, found = excluded.found,
    write_id = excluded.write_id
  WHERE bundle_requests.expires_at <= clock_timestamp()
  RETURNING bundle_id`;

const FIND_PENDING = `
  SELECT ${SELECT_PENDING} AS pending FROM bundles b WHERE b.tenant_id = $1 AND b.id = $2`;
