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
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { MayBeAbsent } from './validation.js';
/** Query of every route that shows one object. */
let AtRevisionQueryDto = (() => {
    let _at_revision_decorators;
    let _at_revision_initializers = [];
    let _at_revision_extraInitializers = [];
    return class AtRevisionQueryDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _at_revision_decorators = [ApiPropertyOptional({
                    name: 'at_revision',
                    type: Number,
                    minimum: 0,
                    description: 'Shows the object as it was at that revision of the tenant.',
                }), MayBeAbsent(), Matches(/^\d{1,15}$/, { message: 'must be a revision, a whole number' })];
            __esDecorate(null, null, _at_revision_decorators, { kind: "field", name: "at_revision", static: false, private: false, access: { has: obj => "at_revision" in obj, get: obj => obj.at_revision, set: (obj, value) => { obj.at_revision = value; } }, metadata: _metadata }, _at_revision_initializers, _at_revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        at_revision = __runInitializers(this, _at_revision_initializers, void 0);
        constructor() {
            __runInitializers(this, _at_revision_extraInitializers);
        }
    };
})();
export { AtRevisionQueryDto };
/** Reads the object as of the revision asked for, or as it is now. */
export async function readAt({ at_revision: revision }, now, then) {
    return revision === undefined ? await now() : await then(Number(revision));
}
