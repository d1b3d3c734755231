import type { Caller } from '@legate/callers';
import { combine } from '@legate/core';
import type { Attributes, PolicyOutcome } from '@legate/core';
import type { PolicyEvaluator } from '@legate/decision';
import type { OperationName } from './operation.js';

/**
 * Decides who may use the service itself, with the system bundle. Tenants' bundles never see these questions and
 * cannot change who administers.
 */
export class SystemPolicy {
  /** INVARIANT: a caller is never changed, the bundle neither, and no clock is read. Who is remembered stays the same object. */
  private readonly known = new WeakMap<Caller, Map<OperationName, boolean>>();

  constructor(private readonly bundle: PolicyEvaluator) {}

  /** Denies whatever the bundle does not prove, errors included. */
  allows(caller: Caller, operation: OperationName): boolean {
    const ofCaller = this.known.get(caller) ?? new Map<OperationName, boolean>();
    const known = ofCaller.get(operation);
    if (known !== undefined) {
      return known;
    }
    const { id, roles, isBootstrap } = caller;
    const outcome = this.ask(id, { roles, bootstrap: isBootstrap }, operation);
    const isAllowed = combine(outcome, null).outcome === 'permit';
    // What has failed once may work the next time.
    if (outcome.failures.length === 0) {
      this.known.set(caller, ofCaller.set(operation, isAllowed));
    }
    return isAllowed;
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
