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
  /** The same by the caller itself, which never changes: who is remembered stays the same object. */
  private readonly ofCallers = new WeakMap<Caller, Map<OperationName, boolean>>();

  constructor(private readonly bundle: PolicyEvaluator) {}

  /** Denies whatever the bundle does not prove, errors included. */
  allows(caller: Caller, operation: OperationName): boolean {
    const ofCaller = this.ofCallers.get(caller) ?? new Map<OperationName, boolean>();
    const known = ofCaller.get(operation);
    if (known !== undefined) {
      return known;
    }
    const { isAllowed, isSure } = this.look(caller, operation);
    // What has failed once may work the next time.
    if (isSure) {
      this.ofCallers.set(caller, ofCaller.set(operation, isAllowed));
    }
    return isAllowed;
  }

  private look(
    { id, roles, isBootstrap }: Caller,
    operation: OperationName,
  ): { readonly isAllowed: boolean; readonly isSure: boolean } {
    // INVARIANT: the key holds all that the bundle is told, the bundle never changes, and no clock is read.
    const key = JSON.stringify([id, roles, isBootstrap, operation]);
    const known = this.known.get(key);
    if (known !== undefined) {
      return { isAllowed: known, isSure: true };
    }
    if (this.known.size >= MAX_REMEMBERED) {
      this.known.clear();
    }
    const outcome = this.ask(id, { roles, bootstrap: isBootstrap }, operation);
    const isAllowed = combine(outcome, null).outcome === 'permit';
    const isSure = outcome.failures.length === 0;
    if (isSure) {
      this.known.set(key, isAllowed);
    }
    return { isAllowed, isSure };
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
