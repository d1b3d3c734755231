import type { Decision, DecisionRequest } from '@legate/core';
import type { UseRecorder } from '@legate/delegation';

interface Decided {
  readonly request: DecisionRequest;
  /** ms since the epoch. */
  readonly now: number;
  readonly decision: Decision;
}

/** Tells what the grants of a permit are used for. */
export function noteUse(uses: UseRecorder, { request, now, decision }: Decided): void {
  const { outcome, grants } = decision;
  if (outcome === 'deny' || grants.length === 0) {
    return;
  }
  const { tenant, action, resource } = request;
  try {
    uses.note({ tenant, grants, action: action.name, resource, at: now });
  } catch {
    // Telemetry: whether it works must not change what is decided.
  }
}
