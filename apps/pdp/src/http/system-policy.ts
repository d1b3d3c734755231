import type { Caller } from '@legate/callers';
import { combine } from '@legate/core';
import type { Attributes, PolicyOutcome } from '@legate/core';
import type { PolicyEvaluator } from '@legate/decision';
import type { OperationName } from './operation.js';

const MAX_REMEMBERED = 4096;

/**
 * Decides who may use the service itself, with the system bundle. Tenants' bundles never see these questions and
 * cannot change who administers.
 */
export class SystemPolicy {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly bundle: PolicyEvaluator) {}

  /** Denies whatever the bundle does not prove, errors included. */
  allows({ id, roles, isBootstrap }: Caller, operation: OperationName): boolean {
    // INVARIANT: the key holds all that the bundle is told, the bundle never changes, and no clock is read.
    const key = JSON.stringify([id, roles, isBootstrap, operation]);
    const known = this.known.get(key);
    if (known !== undefined) {
      return known;
    }
    if (this.known.size >= MAX_REMEMBERED) {
      this.known.clear();
    }
    const outcome = this.ask(id, { roles, bootstrap: isBootstrap }, operation);
    const allowed = combine(outcome, null).outcome === 'permit';
    // What has failed once may work the next time.
    if (outcome.failures.length === 0) {
      this.known.set(key, allowed);
    }
    return allowed;
  }

  private ask(id: string, properties: Attributes, operation: OperationName): PolicyOutcome {
    return this.bundle.evaluate({
      subject: { type: 'caller', id, properties },
      actor: null,
      mode: 'autonomous',
      chain: [],
      action: { name: operation, properties: {} },
      resource: { type: 'operation', id: operation, properties: {}, stored: true },
      context: {},
      approval: null,
      now: '1970-01-01T00:00:00.000Z',
      now_ns: 0,
    });
  }
}
