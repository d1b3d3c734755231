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
import { ANSWERS, CALLER_ROLES } from '@legate/callers';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsObject, ValidateIf, ValidateNested, } from 'class-validator';
import { AliasDto } from '../identities/alias.dto.js';
import { IdentityRefDto } from '../shared/scope.dto.js';
import { IsId, IsTimestamp, IsUuid, MayBeAbsent } from '../shared/validation.js';
import { TrustDto } from './trust.dto.js';
const MAX_CREDENTIALS = 20;
const MayBeNull = () => ValidateIf((_, value) => value !== undefined && value !== null);
let CallerParamsDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class CallerParamsDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty({ format: 'uuid' }), IsUuid()];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        constructor() {
            __runInitializers(this, _id_extraInitializers);
        }
    };
})();
export { CallerParamsDto };
let PutCallerDto = (() => {
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    let _roles_decorators;
    let _roles_initializers = [];
    let _roles_extraInitializers = [];
    let _answers_decorators;
    let _answers_initializers = [];
    let _answers_extraInitializers = [];
    let _trust_decorators;
    let _trust_initializers = [];
    let _trust_extraInitializers = [];
    let _credentials_decorators;
    let _credentials_initializers = [];
    let _credentials_extraInitializers = [];
    return class PutCallerDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _name_decorators = [ApiProperty({ example: 'crm-api' }), IsId()];
            _roles_decorators = [ApiProperty({ isArray: true, enum: CALLER_ROLES }), IsArray(), ArrayMaxSize(CALLER_ROLES.length), ArrayUnique(), IsIn(CALLER_ROLES, { each: true })];
            _answers_decorators = [ApiPropertyOptional({
                    enum: ANSWERS,
                    description: 'How much decisions tell it; `minimal` leaves out their `context`. `full` for a new caller, and as it is in a PUT.',
                }), MayBeAbsent(), IsIn(ANSWERS)];
            _trust_decorators = [ApiPropertyOptional({
                    type: TrustDto,
                    nullable: true,
                    description: 'What it may assert. In a PUT it stays as it is when absent; null is the default.',
                }), MayBeNull(), IsObject(), ValidateNested(), Type(() => TrustDto)];
            _credentials_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: AliasDto,
                    nullable: true,
                    description: 'What it is known by beside keys: `issuer` and `subject` of its tokens, or the `spiffeId` of its certificate. In a PUT they stay as they are when absent; null takes them away.',
                }), MayBeNull(), IsArray(), ArrayMaxSize(MAX_CREDENTIALS), IsObject({ each: true }), ValidateNested({ each: true }), Type(() => AliasDto)];
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            __esDecorate(null, null, _roles_decorators, { kind: "field", name: "roles", static: false, private: false, access: { has: obj => "roles" in obj, get: obj => obj.roles, set: (obj, value) => { obj.roles = value; } }, metadata: _metadata }, _roles_initializers, _roles_extraInitializers);
            __esDecorate(null, null, _answers_decorators, { kind: "field", name: "answers", static: false, private: false, access: { has: obj => "answers" in obj, get: obj => obj.answers, set: (obj, value) => { obj.answers = value; } }, metadata: _metadata }, _answers_initializers, _answers_extraInitializers);
            __esDecorate(null, null, _trust_decorators, { kind: "field", name: "trust", static: false, private: false, access: { has: obj => "trust" in obj, get: obj => obj.trust, set: (obj, value) => { obj.trust = value; } }, metadata: _metadata }, _trust_initializers, _trust_extraInitializers);
            __esDecorate(null, null, _credentials_decorators, { kind: "field", name: "credentials", static: false, private: false, access: { has: obj => "credentials" in obj, get: obj => obj.credentials, set: (obj, value) => { obj.credentials = value; } }, metadata: _metadata }, _credentials_initializers, _credentials_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        name = __runInitializers(this, _name_initializers, void 0);
        roles = (__runInitializers(this, _name_extraInitializers), __runInitializers(this, _roles_initializers, void 0));
        answers = (__runInitializers(this, _roles_extraInitializers), __runInitializers(this, _answers_initializers, void 0));
        trust = (__runInitializers(this, _answers_extraInitializers), __runInitializers(this, _trust_initializers, void 0));
        credentials = (__runInitializers(this, _trust_extraInitializers), __runInitializers(this, _credentials_initializers, void 0));
        constructor() {
            __runInitializers(this, _credentials_extraInitializers);
        }
    };
})();
export { PutCallerDto };
let CreateCallerDto = (() => {
    let _classSuper = PutCallerDto;
    let _identity_decorators;
    let _identity_initializers = [];
    let _identity_extraInitializers = [];
    let _key_decorators;
    let _key_initializers = [];
    let _key_extraInitializers = [];
    let _expiresAt_decorators;
    let _expiresAt_initializers = [];
    let _expiresAt_extraInitializers = [];
    return class CreateCallerDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _identity_decorators = [ApiPropertyOptional({
                    description: 'The identity that the caller is. With `grants:own` it writes grants of its own.',
                }), MayBeAbsent(), IsObject(), ValidateNested(), Type(() => IdentityRefDto)];
            _key_decorators = [ApiPropertyOptional({ default: true, description: 'Whether it is given a key.' }), MayBeAbsent(), IsBoolean()];
            _expiresAt_decorators = [ApiPropertyOptional({ format: 'date-time', description: 'When the key expires.' }), MayBeAbsent(), IsTimestamp()];
            __esDecorate(null, null, _identity_decorators, { kind: "field", name: "identity", static: false, private: false, access: { has: obj => "identity" in obj, get: obj => obj.identity, set: (obj, value) => { obj.identity = value; } }, metadata: _metadata }, _identity_initializers, _identity_extraInitializers);
            __esDecorate(null, null, _key_decorators, { kind: "field", name: "key", static: false, private: false, access: { has: obj => "key" in obj, get: obj => obj.key, set: (obj, value) => { obj.key = value; } }, metadata: _metadata }, _key_initializers, _key_extraInitializers);
            __esDecorate(null, null, _expiresAt_decorators, { kind: "field", name: "expiresAt", static: false, private: false, access: { has: obj => "expiresAt" in obj, get: obj => obj.expiresAt, set: (obj, value) => { obj.expiresAt = value; } }, metadata: _metadata }, _expiresAt_initializers, _expiresAt_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        identity = __runInitializers(this, _identity_initializers, void 0);
        key = (__runInitializers(this, _identity_extraInitializers), __runInitializers(this, _key_initializers, void 0));
        expiresAt = (__runInitializers(this, _key_extraInitializers), __runInitializers(this, _expiresAt_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _expiresAt_extraInitializers);
        }
    };
})();
export { CreateCallerDto };
let CreatedCallerDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _key_decorators;
    let _key_initializers = [];
    let _key_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class CreatedCallerDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty({ format: 'uuid' })];
            _key_decorators = [ApiPropertyOptional({ description: 'Shown once, here. Absent when none was wanted.' })];
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
export { CreatedCallerDto };
let CallerDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    let _roles_decorators;
    let _roles_initializers = [];
    let _roles_extraInitializers = [];
    let _identity_decorators;
    let _identity_initializers = [];
    let _identity_extraInitializers = [];
    let _answers_decorators;
    let _answers_initializers = [];
    let _answers_extraInitializers = [];
    let _trust_decorators;
    let _trust_initializers = [];
    let _trust_extraInitializers = [];
    let _credentials_decorators;
    let _credentials_initializers = [];
    let _credentials_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class CallerDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty({ format: 'uuid' })];
            _name_decorators = [ApiProperty()];
            _roles_decorators = [ApiProperty({ isArray: true, enum: CALLER_ROLES })];
            _identity_decorators = [ApiPropertyOptional()];
            _answers_decorators = [ApiProperty({ enum: ANSWERS })];
            _trust_decorators = [ApiProperty({ description: 'Absent members have their defaults.' })];
            _credentials_decorators = [ApiProperty({ isArray: true, type: AliasDto })];
            _revision_decorators = [ApiProperty()];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            __esDecorate(null, null, _roles_decorators, { kind: "field", name: "roles", static: false, private: false, access: { has: obj => "roles" in obj, get: obj => obj.roles, set: (obj, value) => { obj.roles = value; } }, metadata: _metadata }, _roles_initializers, _roles_extraInitializers);
            __esDecorate(null, null, _identity_decorators, { kind: "field", name: "identity", static: false, private: false, access: { has: obj => "identity" in obj, get: obj => obj.identity, set: (obj, value) => { obj.identity = value; } }, metadata: _metadata }, _identity_initializers, _identity_extraInitializers);
            __esDecorate(null, null, _answers_decorators, { kind: "field", name: "answers", static: false, private: false, access: { has: obj => "answers" in obj, get: obj => obj.answers, set: (obj, value) => { obj.answers = value; } }, metadata: _metadata }, _answers_initializers, _answers_extraInitializers);
            __esDecorate(null, null, _trust_decorators, { kind: "field", name: "trust", static: false, private: false, access: { has: obj => "trust" in obj, get: obj => obj.trust, set: (obj, value) => { obj.trust = value; } }, metadata: _metadata }, _trust_initializers, _trust_extraInitializers);
            __esDecorate(null, null, _credentials_decorators, { kind: "field", name: "credentials", static: false, private: false, access: { has: obj => "credentials" in obj, get: obj => obj.credentials, set: (obj, value) => { obj.credentials = value; } }, metadata: _metadata }, _credentials_initializers, _credentials_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        name = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _name_initializers, void 0));
        roles = (__runInitializers(this, _name_extraInitializers), __runInitializers(this, _roles_initializers, void 0));
        identity = (__runInitializers(this, _roles_extraInitializers), __runInitializers(this, _identity_initializers, void 0));
        answers = (__runInitializers(this, _identity_extraInitializers), __runInitializers(this, _answers_initializers, void 0));
        trust = (__runInitializers(this, _answers_extraInitializers), __runInitializers(this, _trust_initializers, void 0));
        credentials = (__runInitializers(this, _trust_extraInitializers), __runInitializers(this, _credentials_initializers, void 0));
        revision = (__runInitializers(this, _credentials_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { CallerDto };
let CallerListDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    return class CallerListDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: CallerDto })];
            __esDecorate(null, null, _items_decorators, { kind: "field", name: "items", static: false, private: false, access: { has: obj => "items" in obj, get: obj => obj.items, set: (obj, value) => { obj.items = value; } }, metadata: _metadata }, _items_initializers, _items_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        items = __runInitializers(this, _items_initializers, void 0);
        constructor() {
            __runInitializers(this, _items_extraInitializers);
        }
    };
})();
export { CallerListDto };
