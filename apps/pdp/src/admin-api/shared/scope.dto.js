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
import { IDENTITY_KINDS } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsObject, ValidateNested, } from 'class-validator';
import { IsId, IsJsonObject, MayBeAbsent } from './validation.js';
export const MAX_SELECTORS = 256;
const SELECTOR = 'A value, or a pattern over `/`-separated segments: `*` is one segment, a trailing `**` one or more; `\\*` is a literal star.';
let IdentityRefDto = (() => {
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class IdentityRefDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _kind_decorators = [ApiProperty({ enum: IDENTITY_KINDS }), IsIn(IDENTITY_KINDS)];
            _id_decorators = [ApiProperty({ example: 'alice' }), IsId()];
            __esDecorate(null, null, _kind_decorators, { kind: "field", name: "kind", static: false, private: false, access: { has: obj => "kind" in obj, get: obj => obj.kind, set: (obj, value) => { obj.kind = value; } }, metadata: _metadata }, _kind_initializers, _kind_extraInitializers);
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        kind = __runInitializers(this, _kind_initializers, void 0);
        id = (__runInitializers(this, _kind_extraInitializers), __runInitializers(this, _id_initializers, void 0));
        constructor() {
            __runInitializers(this, _id_extraInitializers);
        }
    };
})();
export { IdentityRefDto };
let ResourceSelectorDto = (() => {
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class ResourceSelectorDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _type_decorators = [ApiProperty({ example: 'record', description: SELECTOR }), IsId()];
            _id_decorators = [ApiProperty({ example: 'crm/**', description: SELECTOR }), IsId()];
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        type = __runInitializers(this, _type_initializers, void 0);
        id = (__runInitializers(this, _type_extraInitializers), __runInitializers(this, _id_initializers, void 0));
        constructor() {
            __runInitializers(this, _id_extraInitializers);
        }
    };
})();
export { ResourceSelectorDto };
/** The constraint language is closed; libs/core parses it and names what is wrong. */
let ConstraintDto = (() => {
    let _path_decorators;
    let _path_initializers = [];
    let _path_extraInitializers = [];
    let _op_decorators;
    let _op_initializers = [];
    let _op_extraInitializers = [];
    let _value_decorators;
    let _value_initializers = [];
    let _value_extraInitializers = [];
    return class ConstraintDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _path_decorators = [ApiProperty({ example: 'action.properties.amount' })];
            _op_decorators = [ApiProperty({ enum: ['max', 'min', 'equals', 'oneOf', 'prefix', 'timeWindow'] })];
            _value_decorators = [ApiProperty({
                    oneOf: [
                        { type: 'number' },
                        { type: 'string' },
                        { type: 'boolean' },
                        { type: 'array', items: {} },
                        { type: 'object' },
                    ],
                })];
            __esDecorate(null, null, _path_decorators, { kind: "field", name: "path", static: false, private: false, access: { has: obj => "path" in obj, get: obj => obj.path, set: (obj, value) => { obj.path = value; } }, metadata: _metadata }, _path_initializers, _path_extraInitializers);
            __esDecorate(null, null, _op_decorators, { kind: "field", name: "op", static: false, private: false, access: { has: obj => "op" in obj, get: obj => obj.op, set: (obj, value) => { obj.op = value; } }, metadata: _metadata }, _op_initializers, _op_extraInitializers);
            __esDecorate(null, null, _value_decorators, { kind: "field", name: "value", static: false, private: false, access: { has: obj => "value" in obj, get: obj => obj.value, set: (obj, value) => { obj.value = value; } }, metadata: _metadata }, _value_initializers, _value_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        path = __runInitializers(this, _path_initializers, void 0);
        op = (__runInitializers(this, _path_extraInitializers), __runInitializers(this, _op_initializers, void 0));
        value = (__runInitializers(this, _op_extraInitializers), __runInitializers(this, _value_initializers, void 0));
        constructor() {
            __runInitializers(this, _value_extraInitializers);
        }
    };
})();
export { ConstraintDto };
/** The most an agent may ever do. A dimension that is absent does not limit. */
let CeilingDto = (() => {
    let _actions_decorators;
    let _actions_initializers = [];
    let _actions_extraInitializers = [];
    let _resources_decorators;
    let _resources_initializers = [];
    let _resources_extraInitializers = [];
    let _constraints_decorators;
    let _constraints_initializers = [];
    let _constraints_extraInitializers = [];
    return class CeilingDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _actions_decorators = [ApiPropertyOptional({ isArray: true, type: String, description: SELECTOR }), MayBeAbsent(), IsArray(), ArrayMaxSize(MAX_SELECTORS), IsId({ each: true })];
            _resources_decorators = [ApiPropertyOptional({ isArray: true, type: ResourceSelectorDto }), MayBeAbsent(), IsArray(), ArrayMaxSize(MAX_SELECTORS), IsObject({ each: true }), ValidateNested({ each: true }), Type(() => ResourceSelectorDto)];
            _constraints_decorators = [ApiPropertyOptional({ isArray: true, type: ConstraintDto }), MayBeAbsent(), IsArray(), ArrayMaxSize(MAX_SELECTORS), IsJsonObject({ each: true })];
            __esDecorate(null, null, _actions_decorators, { kind: "field", name: "actions", static: false, private: false, access: { has: obj => "actions" in obj, get: obj => obj.actions, set: (obj, value) => { obj.actions = value; } }, metadata: _metadata }, _actions_initializers, _actions_extraInitializers);
            __esDecorate(null, null, _resources_decorators, { kind: "field", name: "resources", static: false, private: false, access: { has: obj => "resources" in obj, get: obj => obj.resources, set: (obj, value) => { obj.resources = value; } }, metadata: _metadata }, _resources_initializers, _resources_extraInitializers);
            __esDecorate(null, null, _constraints_decorators, { kind: "field", name: "constraints", static: false, private: false, access: { has: obj => "constraints" in obj, get: obj => obj.constraints, set: (obj, value) => { obj.constraints = value; } }, metadata: _metadata }, _constraints_initializers, _constraints_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        actions = __runInitializers(this, _actions_initializers, void 0);
        resources = (__runInitializers(this, _actions_extraInitializers), __runInitializers(this, _resources_initializers, void 0));
        constraints = (__runInitializers(this, _resources_extraInitializers), __runInitializers(this, _constraints_initializers, void 0));
        constructor() {
            __runInitializers(this, _constraints_extraInitializers);
        }
    };
})();
export { CeilingDto };
/** What a grant allows. */
let ScopeDto = (() => {
    let _actions_decorators;
    let _actions_initializers = [];
    let _actions_extraInitializers = [];
    let _resources_decorators;
    let _resources_initializers = [];
    let _resources_extraInitializers = [];
    let _constraints_decorators;
    let _constraints_initializers = [];
    let _constraints_extraInitializers = [];
    return class ScopeDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _actions_decorators = [ApiProperty({ isArray: true, type: String, description: SELECTOR, example: ['read'] }), IsArray(), ArrayMinSize(1), ArrayMaxSize(MAX_SELECTORS), IsId({ each: true })];
            _resources_decorators = [ApiProperty({ isArray: true, type: ResourceSelectorDto }), IsArray(), ArrayMinSize(1), ArrayMaxSize(MAX_SELECTORS), IsObject({ each: true }), ValidateNested({ each: true }), Type(() => ResourceSelectorDto)];
            _constraints_decorators = [ApiPropertyOptional({ isArray: true, type: ConstraintDto }), MayBeAbsent(), IsArray(), ArrayMaxSize(MAX_SELECTORS), IsJsonObject({ each: true })];
            __esDecorate(null, null, _actions_decorators, { kind: "field", name: "actions", static: false, private: false, access: { has: obj => "actions" in obj, get: obj => obj.actions, set: (obj, value) => { obj.actions = value; } }, metadata: _metadata }, _actions_initializers, _actions_extraInitializers);
            __esDecorate(null, null, _resources_decorators, { kind: "field", name: "resources", static: false, private: false, access: { has: obj => "resources" in obj, get: obj => obj.resources, set: (obj, value) => { obj.resources = value; } }, metadata: _metadata }, _resources_initializers, _resources_extraInitializers);
            __esDecorate(null, null, _constraints_decorators, { kind: "field", name: "constraints", static: false, private: false, access: { has: obj => "constraints" in obj, get: obj => obj.constraints, set: (obj, value) => { obj.constraints = value; } }, metadata: _metadata }, _constraints_initializers, _constraints_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        actions = __runInitializers(this, _actions_initializers, void 0);
        resources = (__runInitializers(this, _actions_extraInitializers), __runInitializers(this, _resources_initializers, void 0));
        constraints = (__runInitializers(this, _resources_extraInitializers), __runInitializers(this, _constraints_initializers, void 0));
        constructor() {
            __runInitializers(this, _constraints_extraInitializers);
        }
    };
})();
export { ScopeDto };
