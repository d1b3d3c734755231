import type { Caller } from '@legate/callers';
import { combine } from '@legate/core';
import type { PolicyEvaluator } from '@legate/decision';
import type { OperationName } from './operation.js';

/**
 * Decides who may use the service itself, with the system bundle. Tenants' bundles never see these questions and
 * cannot change who administers.
 */
export class SystemPolicy {
  constructor(private readonly bundle: PolicyEvaluator) {}

  /** Denies whatever the bundle does not prove, errors included. */
  allows({ id, roles }: Caller, operation: OperationName): boolean {
    const outcome = this.bundle.evaluate({
      subject: { type: 'caller', id, properties: { roles } },
      actor: null,
      mode: 'autonomous',
      chain: [],
      action: { name: operation, properties: {} },
      resource: { type: 'operation', id: operation, properties: {}, stored: true },
      context: {},
      approval: null,
      // The system policy may not depend on time: no clock is read for it.
      now: '1970-01-01T00:00:00.000Z',
      now_ns: 0,
    });
    return combine(outcome, null).outcome === 'permit';
  }
}
