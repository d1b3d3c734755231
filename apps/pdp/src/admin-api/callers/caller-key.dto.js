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
import { CALLER_ROLES } from '@legate/callers';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsInt, Max, Min } from 'class-validator';
import { IsTimestamp, IsUuid, MayBeAbsent } from '../shared/validation.js';
import { CallerParamsDto } from './caller.dto.js';
const MAX_OVERLAP_SECONDS = 90 * 24 * 3600;
let CallerKeyParamsDto = (() => {
    let _classSuper = CallerParamsDto;
    let _key_decorators;
    let _key_initializers = [];
    let _key_extraInitializers = [];
    return class CallerKeyParamsDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _key_decorators = [ApiProperty({ format: 'uuid' }), IsUuid()];
            __esDecorate(null, null, _key_decorators, { kind: "field", name: "key", static: false, private: false, access: { has: obj => "key" in obj, get: obj => obj.key, set: (obj, value) => { obj.key = value; } }, metadata: _metadata }, _key_initializers, _key_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        key = __runInitializers(this, _key_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _key_extraInitializers);
        }
    };
})();
export { CallerKeyParamsDto };
let CreateKeyDto = (() => {
    let _expiresAt_decorators;
    let _expiresAt_initializers = [];
    let _expiresAt_extraInitializers = [];
    let _roles_decorators;
    let _roles_initializers = [];
    let _roles_extraInitializers = [];
    let _overlapSeconds_decorators;
    let _overlapSeconds_initializers = [];
    let _overlapSeconds_extraInitializers = [];
    return class CreateKeyDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _expiresAt_decorators = [ApiPropertyOptional({ format: 'date-time', description: 'When it expires; never when absent.' }), MayBeAbsent(), IsTimestamp()];
            _roles_decorators = [ApiPropertyOptional({
                    isArray: true,
                    enum: CALLER_ROLES,
                    description: "Those of the caller's roles that the key is good for; all when absent.",
                }), MayBeAbsent(), IsArray(), ArrayMaxSize(CALLER_ROLES.length), ArrayUnique(), IsIn(CALLER_ROLES, { each: true })];
            _overlapSeconds_decorators = [ApiPropertyOptional({
                    minimum: 0,
                    maximum: MAX_OVERLAP_SECONDS,
                    description: 'Rotation: the keys there are expire after so many seconds. They stay when absent.',
                }), MayBeAbsent(), IsInt(), Min(0), Max(MAX_OVERLAP_SECONDS)];
            __esDecorate(null, null, _expiresAt_decorators, { kind: "field", name: "expiresAt", static: false, private: false, access: { has: obj => "expiresAt" in obj, get: obj => obj.expiresAt, set: (obj, value) => { obj.expiresAt = value; } }, metadata: _metadata }, _expiresAt_initializers, _expiresAt_extraInitializers);
            __esDecorate(null, null, _roles_decorators, { kind: "field", name: "roles", static: false, private: false, access: { has: obj => "roles" in obj, get: obj => obj.roles, set: (obj, value) => { obj.roles = value; } }, metadata: _metadata }, _roles_initializers, _roles_extraInitializers);
            __esDecorate(null, null, _overlapSeconds_decorators, { kind: "field", name: "overlapSeconds", static: false, private: false, access: { has: obj => "overlapSeconds" in obj, get: obj => obj.overlapSeconds, set: (obj, value) => { obj.overlapSeconds = value; } }, metadata: _metadata }, _overlapSeconds_initializers, _overlapSeconds_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        expiresAt = __runInitializers(this, _expiresAt_initializers, void 0);
        roles = (__runInitializers(this, _expiresAt_extraInitializers), __runInitializers(this, _roles_initializers, void 0));
        overlapSeconds = (__runInitializers(this, _roles_extraInitializers), __runInitializers(this, _overlapSeconds_initializers, void 0));
        constructor() {
            __runInitializers(this, _overlapSeconds_extraInitializers);
        }
    };
})();
export { CreateKeyDto };
let CreatedKeyDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _key_decorators;
    let _key_initializers = [];
    let _key_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class CreatedKeyDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty({ format: 'uuid' })];
            _key_decorators = [ApiProperty({ description: 'Shown once, here.' })];
            _revision_decorators = [ApiProperty()];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _key_decorators, { kind: "field", name: "key", static: false, private: false, access: { has: obj => "key" in obj, get: obj => obj.key, set: (obj, value) => { obj.key = value; } }, metadata: _metadata }, _key_initializers, _key_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        key = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _key_initializers, void 0));
        revision = (__runInitializers(this, _key_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { CreatedKeyDto };
let CallerKeyDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _prefix_decorators;
    let _prefix_initializers = [];
    let _prefix_extraInitializers = [];
    let _roles_decorators;
    let _roles_initializers = [];
    let _roles_extraInitializers = [];
    let _createdAt_decorators;
    let _createdAt_initializers = [];
    let _createdAt_extraInitializers = [];
    let _expiresAt_decorators;
    let _expiresAt_initializers = [];
    let _expiresAt_extraInitializers = [];
    let _lastUsedAt_decorators;
    let _lastUsedAt_initializers = [];
    let _lastUsedAt_extraInitializers = [];
    return class CallerKeyDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty({ format: 'uuid' })];
            _prefix_decorators = [ApiProperty({ type: String, nullable: true, description: 'How it begins.' })];
            _roles_decorators = [ApiProperty({ isArray: true, enum: CALLER_ROLES, nullable: true })];
            _createdAt_decorators = [ApiProperty({ format: 'date-time' })];
            _expiresAt_decorators = [ApiProperty({ type: String, format: 'date-time', nullable: true })];
            _lastUsedAt_decorators = [ApiProperty({
                    type: String,
                    format: 'date-time',
                    nullable: true,
                    description: 'To the minute or so.',
                })];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _prefix_decorators, { kind: "field", name: "prefix", static: false, private: false, access: { has: obj => "prefix" in obj, get: obj => obj.prefix, set: (obj, value) => { obj.prefix = value; } }, metadata: _metadata }, _prefix_initializers, _prefix_extraInitializers);
            __esDecorate(null, null, _roles_decorators, { kind: "field", name: "roles", static: false, private: false, access: { has: obj => "roles" in obj, get: obj => obj.roles, set: (obj, value) => { obj.roles = value; } }, metadata: _metadata }, _roles_initializers, _roles_extraInitializers);
            __esDecorate(null, null, _createdAt_decorators, { kind: "field", name: "createdAt", static: false, private: false, access: { has: obj => "createdAt" in obj, get: obj => obj.createdAt, set: (obj, value) => { obj.createdAt = value; } }, metadata: _metadata }, _createdAt_initializers, _createdAt_extraInitializers);
            __esDecorate(null, null, _expiresAt_decorators, { kind: "field", name: "expiresAt", static: false, private: false, access: { has: obj => "expiresAt" in obj, get: obj => obj.expiresAt, set: (obj, value) => { obj.expiresAt = value; } }, metadata: _metadata }, _expiresAt_initializers, _expiresAt_extraInitializers);
            __esDecorate(null, null, _lastUsedAt_decorators, { kind: "field", name: "lastUsedAt", static: false, private: false, access: { has: obj => "lastUsedAt" in obj, get: obj => obj.lastUsedAt, set: (obj, value) => { obj.lastUsedAt = value; } }, metadata: _metadata }, _lastUsedAt_initializers, _lastUsedAt_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        prefix = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _prefix_initializers, void 0));
        roles = (__runInitializers(this, _prefix_extraInitializers), __runInitializers(this, _roles_initializers, void 0));
        createdAt = (__runInitializers(this, _roles_extraInitializers), __runInitializers(this, _createdAt_initializers, void 0));
        expiresAt = (__runInitializers(this, _createdAt_extraInitializers), __runInitializers(this, _expiresAt_initializers, void 0));
        lastUsedAt = (__runInitializers(this, _expiresAt_extraInitializers), __runInitializers(this, _lastUsedAt_initializers, void 0));
        constructor() {
            __runInitializers(this, _lastUsedAt_extraInitializers);
        }
    };
})();
export { CallerKeyDto };
let CallerKeyListDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    return class CallerKeyListDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: CallerKeyDto })];
            __esDecorate(null, null, _items_decorators, { kind: "field", name: "items", static: false, private: false, access: { has: obj => "items" in obj, get: obj => obj.items, set: (obj, value) => { obj.items = value; } }, metadata: _metadata }, _items_initializers, _items_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        items = __runInitializers(this, _items_initializers, void 0);
        constructor() {
            __runInitializers(this, _items_extraInitializers);
        }
    };
})();
export { CallerKeyListDto };
