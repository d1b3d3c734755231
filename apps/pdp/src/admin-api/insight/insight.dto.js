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
import { FINDING_KINDS } from '@legate/insight';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { ListQueryDto } from '../shared/list.dto.js';
import { IsId, MayBeAbsent } from '../shared/validation.js';
const DEFAULT_DAYS = 30;
let AccessQueryDto = (() => {
    let _classSuper = ListQueryDto;
    let _action_decorators;
    let _action_initializers = [];
    let _action_extraInitializers = [];
    return class AccessQueryDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _action_decorators = [ApiPropertyOptional({ example: 'read', description: 'Only that action.' }), MayBeAbsent(), IsId()];
            __esDecorate(null, null, _action_decorators, { kind: "field", name: "action", static: false, private: false, access: { has: obj => "action" in obj, get: obj => obj.action, set: (obj, value) => { obj.action = value; } }, metadata: _metadata }, _action_initializers, _action_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        action = __runInitializers(this, _action_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _action_extraInitializers);
        }
    };
})();
export { AccessQueryDto };
let ReachQueryDto = (() => {
    let _classSuper = AccessQueryDto;
    let _resource_type_decorators;
    let _resource_type_initializers = [];
    let _resource_type_extraInitializers = [];
    return class ReachQueryDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _resource_type_decorators = [ApiPropertyOptional({ example: 'record', description: 'Only resources of that type.' }), MayBeAbsent(), IsId()];
            __esDecorate(null, null, _resource_type_decorators, { kind: "field", name: "resource_type", static: false, private: false, access: { has: obj => "resource_type" in obj, get: obj => obj.resource_type, set: (obj, value) => { obj.resource_type = value; } }, metadata: _metadata }, _resource_type_initializers, _resource_type_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        resource_type = __runInitializers(this, _resource_type_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _resource_type_extraInitializers);
        }
    };
})();
export { ReachQueryDto };
let FindingsQueryDto = (() => {
    let _classSuper = ListQueryDto;
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _days_decorators;
    let _days_initializers = [];
    let _days_extraInitializers = [];
    return class FindingsQueryDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _kind_decorators = [ApiPropertyOptional({ enum: FINDING_KINDS, description: 'Only that kind.' }), MayBeAbsent(), IsIn(FINDING_KINDS)];
            _days_decorators = [ApiPropertyOptional({
                    type: Number,
                    minimum: 1,
                    maximum: 3650,
                    default: DEFAULT_DAYS,
                    description: 'From so many days without use a grant counts as unused.',
                }), MayBeAbsent(), Matches(/^([1-9]\d{0,2}|[12]\d{3}|3[0-5]\d{2}|36[0-4]\d|3650)$/, {
                    message: 'must be a whole number of days from 1 to 3650',
                })];
            __esDecorate(null, null, _kind_decorators, { kind: "field", name: "kind", static: false, private: false, access: { has: obj => "kind" in obj, get: obj => obj.kind, set: (obj, value) => { obj.kind = value; } }, metadata: _metadata }, _kind_initializers, _kind_extraInitializers);
            __esDecorate(null, null, _days_decorators, { kind: "field", name: "days", static: false, private: false, access: { has: obj => "days" in obj, get: obj => obj.days, set: (obj, value) => { obj.days = value; } }, metadata: _metadata }, _days_initializers, _days_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        kind = __runInitializers(this, _kind_initializers, void 0);
        days = (__runInitializers(this, _kind_extraInitializers), __runInitializers(this, _days_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _days_extraInitializers);
        }
    };
})();
export { FindingsQueryDto };
export function daysOf({ days }) {
    return days === undefined ? DEFAULT_DAYS : Number(days);
}
