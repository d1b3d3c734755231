var __esDecorate = (this && this.__esDecorate) || function (ctor, descriptorIn, decorators, contextIn, initializers, extraInitializers) {
    function accept(f) { if (f !== void 0 && typeof f !== "function") throw new TypeError("Function expected"); return f; }
    var kind = contextIn.kind, key = kind === "getter" ? "get" : kind === "setter" ? "set" : "value";
    var target = !descriptorIn && ctor ? contextIn["static"] ? ctor : ctor.prototype : null;
    var descriptor = descriptorIn || (target ? Object.getOwnPropertyDescriptor(target, contextIn.name) : {});
    var _, done = false;
    for (var i = decorators.length - 1; i >= 0; i--) {
        var context = {};
        for (var p in contextIn) context[p] = p === "access" ? {} : contextIn[p];
        for (var p in contextIn.access) context.access[p] = contextIn.access[p];
        context.addInitializer = function (f) { if (done) throw new TypeError("Cannot add initializers after decoration has completed"); extraInitializers.push(accept(f || null)); };
        var result = (0, decorators[i])(kind === "accessor" ? { get: descriptor.get, set: descriptor.set } : descriptor[key], context);
        if (kind === "accessor") {
            if (result === void 0) continue;
            if (result === null || typeof result !== "object") throw new TypeError("Object expected");
            if (_ = accept(result.get)) descriptor.get = _;
            if (_ = accept(result.set)) descriptor.set = _;
            if (_ = accept(result.init)) initializers.unshift(_);
        }
        else if (_ = accept(result)) {
            if (kind === "field") initializers.unshift(_);
            else descriptor[key] = _;
        }
    }
    if (target) Object.defineProperty(target, contextIn.name, descriptor);
    done = true;
};
var __runInitializers = (this && this.__runInitializers) || function (thisArg, initializers, value) {
    var useValue = arguments.length > 2;
    for (var i = 0; i < initializers.length; i++) {
        value = useValue ? initializers[i].call(thisArg, value) : initializers[i].call(thisArg);
    }
    return useValue ? value : void 0;
};
import { NotFoundError } from '@legate/core';
import { Injectable } from '@nestjs/common';
const MAX_REMEMBERED = 10_000;
/** Tells which tenants there are. A tenant that was found is remembered until the feed tells of a change of it. */
let KnownTenants = (() => {
    let _classDecorators = [Injectable()];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    var KnownTenants = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            KnownTenants = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        directory;
        feed;
        found = new Set();
        constructor(directory, feed) {
            this.directory = directory;
            this.feed = feed;
            feed.listen(this);
        }
        /** @throws UnavailableError */
        async has(tenant) {
            if (this.found.has(tenant) && this.feed.memoryRevision(tenant) !== null) {
                return true;
            }
            const isThere = await this.ask(tenant);
            // Only what the feed follows can be remembered: it would not tell of the end of another.
            if (isThere && this.feed.memoryRevision(tenant) !== null) {
                this.remember(tenant);
            }
            return isThere;
        }
        async ask(tenant) {
            try {
                await this.directory.get(tenant);
                return true;
            }
            catch (cause) {
                if (cause instanceof NotFoundError) {
                    return false;
                }
                throw cause;
            }
        }
        remember(tenant) {
            if (this.found.size >= MAX_REMEMBERED) {
                this.found.clear();
            }
            this.found.add(tenant);
        }
        apply({ tenant, entity }) {
            if (entity === 'tenant') {
                this.found.delete(tenant);
            }
        }
        reset(tenant) {
            this.found.delete(tenant);
        }
    };
    return KnownTenants = _classThis;
})();
export { KnownTenants };
