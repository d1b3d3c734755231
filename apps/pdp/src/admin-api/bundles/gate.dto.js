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
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../shared/validation.js';
const MAX_COUNT = 1_000_000_000;
const DAY_S = 24 * 60 * 60;
let PutGateDto = (() => {
    let _enabled_decorators;
    let _enabled_initializers = [];
    let _enabled_extraInitializers = [];
    let _maxNewlyAllowed_decorators;
    let _maxNewlyAllowed_initializers = [];
    let _maxNewlyAllowed_extraInitializers = [];
    let _minDecisions_decorators;
    let _minDecisions_initializers = [];
    let _minDecisions_extraInitializers = [];
    let _confirmWithinS_decorators;
    let _confirmWithinS_initializers = [];
    let _confirmWithinS_extraInitializers = [];
    return class PutGateDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _enabled_decorators = [ApiProperty({ description: 'Whether an activation needs what follows, or a second caller.' }), IsBoolean()];
            _maxNewlyAllowed_decorators = [ApiPropertyOptional({
                    default: 0,
                    minimum: 0,
                    maximum: MAX_COUNT,
                    description: 'Most decisions that may be newly allowed, or allowed with other obligations.',
                }), MayBeAbsent(), IsInt(), Min(0), Max(MAX_COUNT)];
            _minDecisions_decorators = [ApiPropertyOptional({
                    default: 1000,
                    minimum: 1,
                    maximum: MAX_COUNT,
                    description: 'Least decisions that must have been compared in shadow.',
                }), MayBeAbsent(), IsInt(), Min(1), Max(MAX_COUNT)];
            _confirmWithinS_decorators = [ApiPropertyOptional({
                    default: DAY_S,
                    minimum: 1,
                    maximum: 30 * DAY_S,
                    description: 'How long a second caller can confirm, seconds.',
                }), MayBeAbsent(), IsInt(), Min(1), Max(30 * DAY_S)];
            __esDecorate(null, null, _enabled_decorators, { kind: "field", name: "enabled", static: false, private: false, access: { has: obj => "enabled" in obj, get: obj => obj.enabled, set: (obj, value) => { obj.enabled = value; } }, metadata: _metadata }, _enabled_initializers, _enabled_extraInitializers);
            __esDecorate(null, null, _maxNewlyAllowed_decorators, { kind: "field", name: "maxNewlyAllowed", static: false, private: false, access: { has: obj => "maxNewlyAllowed" in obj, get: obj => obj.maxNewlyAllowed, set: (obj, value) => { obj.maxNewlyAllowed = value; } }, metadata: _metadata }, _maxNewlyAllowed_initializers, _maxNewlyAllowed_extraInitializers);
            __esDecorate(null, null, _minDecisions_decorators, { kind: "field", name: "minDecisions", static: false, private: false, access: { has: obj => "minDecisions" in obj, get: obj => obj.minDecisions, set: (obj, value) => { obj.minDecisions = value; } }, metadata: _metadata }, _minDecisions_initializers, _minDecisions_extraInitializers);
            __esDecorate(null, null, _confirmWithinS_decorators, { kind: "field", name: "confirmWithinS", static: false, private: false, access: { has: obj => "confirmWithinS" in obj, get: obj => obj.confirmWithinS, set: (obj, value) => { obj.confirmWithinS = value; } }, metadata: _metadata }, _confirmWithinS_initializers, _confirmWithinS_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        enabled = __runInitializers(this, _enabled_initializers, void 0);
        maxNewlyAllowed = (__runInitializers(this, _enabled_extraInitializers), __runInitializers(this, _maxNewlyAllowed_initializers, void 0));
        minDecisions = (__runInitializers(this, _maxNewlyAllowed_extraInitializers), __runInitializers(this, _minDecisions_initializers, void 0));
        confirmWithinS = (__runInitializers(this, _minDecisions_extraInitializers), __runInitializers(this, _confirmWithinS_initializers, void 0));
        constructor() {
            __runInitializers(this, _confirmWithinS_extraInitializers);
        }
    };
})();
export { PutGateDto };
export function toGate({ enabled, maxNewlyAllowed = 0, minDecisions = 1000, confirmWithinS = DAY_S, }) {
    return enabled ? { maxNewlyAllowed, minDecisions, confirmWithinS } : null;
}
let GateDto = (() => {
    let _enabled_decorators;
    let _enabled_initializers = [];
    let _enabled_extraInitializers = [];
    let _maxNewlyAllowed_decorators;
    let _maxNewlyAllowed_initializers = [];
    let _maxNewlyAllowed_extraInitializers = [];
    let _minDecisions_decorators;
    let _minDecisions_initializers = [];
    let _minDecisions_extraInitializers = [];
    let _confirmWithinS_decorators;
    let _confirmWithinS_initializers = [];
    let _confirmWithinS_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class GateDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _enabled_decorators = [ApiProperty()];
            _maxNewlyAllowed_decorators = [ApiPropertyOptional()];
            _minDecisions_decorators = [ApiPropertyOptional()];
            _confirmWithinS_decorators = [ApiPropertyOptional()];
            _revision_decorators = [ApiPropertyOptional({ description: "The tenant's revision after the write." })];
            __esDecorate(null, null, _enabled_decorators, { kind: "field", name: "enabled", static: false, private: false, access: { has: obj => "enabled" in obj, get: obj => obj.enabled, set: (obj, value) => { obj.enabled = value; } }, metadata: _metadata }, _enabled_initializers, _enabled_extraInitializers);
            __esDecorate(null, null, _maxNewlyAllowed_decorators, { kind: "field", name: "maxNewlyAllowed", static: false, private: false, access: { has: obj => "maxNewlyAllowed" in obj, get: obj => obj.maxNewlyAllowed, set: (obj, value) => { obj.maxNewlyAllowed = value; } }, metadata: _metadata }, _maxNewlyAllowed_initializers, _maxNewlyAllowed_extraInitializers);
            __esDecorate(null, null, _minDecisions_decorators, { kind: "field", name: "minDecisions", static: false, private: false, access: { has: obj => "minDecisions" in obj, get: obj => obj.minDecisions, set: (obj, value) => { obj.minDecisions = value; } }, metadata: _metadata }, _minDecisions_initializers, _minDecisions_extraInitializers);
            __esDecorate(null, null, _confirmWithinS_decorators, { kind: "field", name: "confirmWithinS", static: false, private: false, access: { has: obj => "confirmWithinS" in obj, get: obj => obj.confirmWithinS, set: (obj, value) => { obj.confirmWithinS = value; } }, metadata: _metadata }, _confirmWithinS_initializers, _confirmWithinS_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        enabled = __runInitializers(this, _enabled_initializers, void 0);
        maxNewlyAllowed = (__runInitializers(this, _enabled_extraInitializers), __runInitializers(this, _maxNewlyAllowed_initializers, void 0));
        minDecisions = (__runInitializers(this, _maxNewlyAllowed_extraInitializers), __runInitializers(this, _minDecisions_initializers, void 0));
        confirmWithinS = (__runInitializers(this, _minDecisions_extraInitializers), __runInitializers(this, _confirmWithinS_initializers, void 0));
        revision = (__runInitializers(this, _confirmWithinS_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { GateDto };
