import { ConflictError } from '@legate/core';

/** What a bundle must have shown beside the active one before one caller alone can activate it. */
export interface GateDemand {
  /** Most decisions that may be newly allowed, or allowed with other obligations. */
  readonly maxNewlyAllowed: number;
  /** Least decisions that must have been compared. */
  readonly minDecisions: number;
  /** How long a second caller may confirm an activation that does not pass, seconds. */
  readonly confirmWithinS: number;
}

/** Null while one caller alone can activate whatever has passed its checks. */
export type ActivationGate = GateDemand | null;

/** What a bundle has shown beside the bundle that is active now. */
export interface GateEvidence {
  readonly evaluated: number;
  /** Those newly allowed, or allowed with other obligations. */
  readonly newlyAllowed: number;
}

/** An activation that a second caller may confirm. */
export interface PendingActivation
  extends GateEvidence, Pick<GateDemand, 'maxNewlyAllowed' | 'minDecisions'> {
  /** Id of the caller that has asked for it. */
  readonly requestedBy: string;
  /** RFC 3339. */
  readonly requestedAt: string;
  readonly expiresAt: string;
}

/** Whether a bundle may be activated by one caller alone. */
export function passes(
  { minDecisions, maxNewlyAllowed }: Pick<GateDemand, 'maxNewlyAllowed' | 'minDecisions'>,
  { evaluated, newlyAllowed }: GateEvidence,
): boolean {
  return evaluated >= minDecisions && newlyAllowed <= maxNewlyAllowed;
}

/** The refusal of an activation, with the numbers. */
export function toGateError(bundle: string, pending: PendingActivation): ConflictError {
  const { evaluated, newlyAllowed, minDecisions, maxNewlyAllowed, expiresAt } = pending;
  return new ConflictError(
    'bundle.gated',
    `the gate does not let it pass: ${evaluated} decisions compared (at least ${minDecisions}), ${newlyAllowed} newly allowed (at most ${maxNewlyAllowed}); another caller with the role admin can confirm until ${expiresAt}`,
    { details: { bundle, ...pending } },
  );
}

const RFC3339 = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

/** SQL of the activation of bundle `b` that can be confirmed now, as JSON; null when there is none. */
export const SELECT_PENDING = `(
  SELECT r.found || jsonb_build_object('requestedBy', r.requested_by,
    'requestedAt', to_char(r.requested_at AT TIME ZONE 'UTC', ${RFC3339}),
    'expiresAt', to_char(r.expires_at AT TIME ZONE 'UTC', ${RFC3339}))
  FROM bundle_requests r
  WHERE r.tenant_id = b.tenant_id AND r.bundle_id = b.id AND r.expires_at > clock_timestamp())`;
