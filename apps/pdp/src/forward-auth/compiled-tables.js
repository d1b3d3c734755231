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
import { Injectable } from '@nestjs/common';
import { compileStored } from './route-table.js';
const MAX_REMEMBERED = 1000;
/** Route tables ready for use, in memory until the feed tells of a change of them. */
let CompiledTables = (() => {
    let _classDecorators = [Injectable()];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    var CompiledTables = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            CompiledTables = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        stored;
        feed;
        known = new Map();
        /** Grows with whatever makes what is being loaded out of date. */
        generation = 0;
        constructor(stored, feed) {
            this.stored = stored;
            this.feed = feed;
            feed.listen(this);
        }
        /** @throws NotFoundError, UnavailableError */
        async get(tenant, name) {
            const key = keyOf(tenant, name);
            // Only what the feed follows can be remembered: it would not tell of the change of another.
            const known = this.feed.memoryRevision(tenant) === null ? undefined : this.known.get(key);
            if (known !== undefined) {
                return known;
            }
            const { generation } = this;
            const isFollowed = this.feed.memoryRevision(tenant) !== null;
            const compiled = compileStored((await this.stored.get(tenant, name)).value);
            if (isFollowed && generation === this.generation) {
                this.remember(key, compiled);
            }
            return compiled;
        }
        remember(key, table) {
            if (this.known.size >= MAX_REMEMBERED) {
                this.known.clear();
            }
            this.known.set(key, table);
        }
        apply({ entity }) {
            // Tables change seldom: to forget all of them is simple, and never too little.
            if (entity === 'route_table' || entity === 'tenant') {
                this.forget();
            }
        }
        reset() {
            this.forget();
        }
        forget() {
            this.generation += 1;
            this.known.clear();
        }
    };
    return CompiledTables = _classThis;
})();
export { CompiledTables };
/** A tenant's name holds no slash. */
function keyOf(tenant, name) {
    return `${tenant}/${name}`;
}
