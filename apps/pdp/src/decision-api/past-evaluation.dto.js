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
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsTimestamp, MayBeAbsent } from '../admin-api/shared/validation.js';
import { EvaluationResponseDto } from './evaluation.dto.js';
let PastEvaluationQueryDto = (() => {
    let _at_revision_decorators;
    let _at_revision_initializers = [];
    let _at_revision_extraInitializers = [];
    let _at_decorators;
    let _at_initializers = [];
    let _at_extraInitializers = [];
    return class PastEvaluationQueryDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _at_revision_decorators = [ApiProperty({ type: Number, minimum: 0, description: 'The revision to decide as of.' }), Matches(/^\d{1,15}$/, { message: 'must be a revision, a whole number' })];
            _at_decorators = [ApiPropertyOptional({
                    format: 'date-time',
                    description: 'The clock to decide by; when absent, that of the write which made the revision.',
                }), MayBeAbsent(), IsTimestamp()];
            __esDecorate(null, null, _at_revision_decorators, { kind: "field", name: "at_revision", static: false, private: false, access: { has: obj => "at_revision" in obj, get: obj => obj.at_revision, set: (obj, value) => { obj.at_revision = value; } }, metadata: _metadata }, _at_revision_initializers, _at_revision_extraInitializers);
            __esDecorate(null, null, _at_decorators, { kind: "field", name: "at", static: false, private: false, access: { has: obj => "at" in obj, get: obj => obj.at, set: (obj, value) => { obj.at = value; } }, metadata: _metadata }, _at_initializers, _at_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        at_revision = __runInitializers(this, _at_revision_initializers, void 0);
        at = (__runInitializers(this, _at_revision_extraInitializers), __runInitializers(this, _at_initializers, void 0));
        constructor() {
            __runInitializers(this, _at_extraInitializers);
        }
    };
})();
export { PastEvaluationQueryDto };
let AsOfDto = (() => {
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    let _now_decorators;
    let _now_initializers = [];
    let _now_extraInitializers = [];
    let _policyDigest_decorators;
    let _policyDigest_initializers = [];
    let _policyDigest_extraInitializers = [];
    return class AsOfDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _revision_decorators = [ApiProperty()];
            _now_decorators = [ApiProperty({ format: 'date-time', description: 'The clock it was judged by.' })];
            _policyDigest_decorators = [ApiProperty({
                    type: String,
                    nullable: true,
                    description: 'Digest of the policy that was active at the revision.',
                })];
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            __esDecorate(null, null, _now_decorators, { kind: "field", name: "now", static: false, private: false, access: { has: obj => "now" in obj, get: obj => obj.now, set: (obj, value) => { obj.now = value; } }, metadata: _metadata }, _now_initializers, _now_extraInitializers);
            __esDecorate(null, null, _policyDigest_decorators, { kind: "field", name: "policyDigest", static: false, private: false, access: { has: obj => "policyDigest" in obj, get: obj => obj.policyDigest, set: (obj, value) => { obj.policyDigest = value; } }, metadata: _metadata }, _policyDigest_initializers, _policyDigest_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        revision = __runInitializers(this, _revision_initializers, void 0);
        now = (__runInitializers(this, _revision_extraInitializers), __runInitializers(this, _now_initializers, void 0));
        policyDigest = (__runInitializers(this, _now_extraInitializers), __runInitializers(this, _policyDigest_initializers, void 0));
        constructor() {
            __runInitializers(this, _policyDigest_extraInitializers);
        }
    };
})();
export { AsOfDto };
let PastEvaluationResponseDto = (() => {
    let _classSuper = EvaluationResponseDto;
    let _asOf_decorators;
    let _asOf_initializers = [];
    let _asOf_extraInitializers = [];
    return class PastEvaluationResponseDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _asOf_decorators = [ApiProperty()];
            __esDecorate(null, null, _asOf_decorators, { kind: "field", name: "asOf", static: false, private: false, access: { has: obj => "asOf" in obj, get: obj => obj.asOf, set: (obj, value) => { obj.asOf = value; } }, metadata: _metadata }, _asOf_initializers, _asOf_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        asOf = __runInitializers(this, _asOf_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _asOf_extraInitializers);
        }
    };
})();
export { PastEvaluationResponseDto };
