import { combine } from '@legate/core';
/**
 * Decides who may use the service itself, with the system bundle. Tenants' bundles never see these questions and
 * cannot change who administers.
 */
export class SystemPolicy {
    bundle;
    /** INVARIANT: a caller is never changed, the bundle neither, and no clock is read. Who is remembered stays the same object. */
    known = new WeakMap();
    constructor(bundle) {
        this.bundle = bundle;
    }
    /** Denies whatever the bundle does not prove, errors included. */
    allows(caller, operation) {
        const ofCaller = this.known.get(caller) ?? new Map();
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
    ask(id, properties, operation) {
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
