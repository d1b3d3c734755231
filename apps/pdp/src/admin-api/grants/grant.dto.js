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
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsObject, Max, MaxLength, Min, MinLength, ValidateNested, } from 'class-validator';
import { IsNamed, ListQueryDto, readIdentity } from '../shared/list.dto.js';
import { IdentityRefDto, MAX_SELECTORS, ScopeDto } from '../shared/scope.dto.js';
import { IsId, IsStorableText, IsTimestamp, MayBeAbsent, IsUuid } from '../shared/validation.js';
let GrantParamsDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class GrantParamsDto {
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
export { GrantParamsDto };
let CreateGrantDto = (() => {
    let _classSuper = ScopeDto;
    let _grantor_decorators;
    let _grantor_initializers = [];
    let _grantor_extraInitializers = [];
    let _grantee_decorators;
    let _grantee_initializers = [];
    let _grantee_extraInitializers = [];
    let _parent_decorators;
    let _parent_initializers = [];
    let _parent_extraInitializers = [];
    let _purpose_decorators;
    let _purpose_initializers = [];
    let _purpose_extraInitializers = [];
    let _audience_decorators;
    let _audience_initializers = [];
    let _audience_extraInitializers = [];
    let _reason_decorators;
    let _reason_initializers = [];
    let _reason_extraInitializers = [];
    let _notBefore_decorators;
    let _notBefore_initializers = [];
    let _notBefore_extraInitializers = [];
    let _expiresAt_decorators;
    let _expiresAt_initializers = [];
    let _expiresAt_extraInitializers = [];
    let _maxDepth_decorators;
    let _maxDepth_initializers = [];
    let _maxDepth_extraInitializers = [];
    return class CreateGrantDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _grantor_decorators = [ApiProperty({ description: 'Who gives. Below a parent: the grantee of the parent.' }), IsObject(), ValidateNested(), Type(() => IdentityRefDto)];
            _grantee_decorators = [ApiProperty({ description: 'Who gets.' }), IsObject(), ValidateNested(), Type(() => IdentityRefDto)];
            _parent_decorators = [ApiPropertyOptional({ format: 'uuid', description: 'The grant that this one narrows.' }), MayBeAbsent(), IsUuid()];
            _purpose_decorators = [ApiPropertyOptional({ description: 'Held against `context.purpose` of a request.' }), MayBeAbsent(), IsId()];
            _audience_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: String,
                    description: 'The services it may be used at, held against `context.audience`.',
                }), MayBeAbsent(), IsArray(), ArrayMinSize(1), ArrayMaxSize(MAX_SELECTORS), ArrayUnique(), IsId({ each: true })];
            _reason_decorators = [ApiPropertyOptional({ description: 'Why it is given.' }), MayBeAbsent(), IsStorableText(), MinLength(1), MaxLength(1024)];
            _notBefore_decorators = [ApiPropertyOptional({ format: 'date-time' }), MayBeAbsent(), IsTimestamp()];
            _expiresAt_decorators = [ApiPropertyOptional({ format: 'date-time', description: 'Expired from this moment on.' }), MayBeAbsent(), IsTimestamp()];
            _maxDepth_decorators = [ApiPropertyOptional({
                    default: 0,
                    description: 'How many further grants may hang below this one.',
                }), MayBeAbsent(), IsInt(), Min(0), Max(63)];
            __esDecorate(null, null, _grantor_decorators, { kind: "field", name: "grantor", static: false, private: false, access: { has: obj => "grantor" in obj, get: obj => obj.grantor, set: (obj, value) => { obj.grantor = value; } }, metadata: _metadata }, _grantor_initializers, _grantor_extraInitializers);
            __esDecorate(null, null, _grantee_decorators, { kind: "field", name: "grantee", static: false, private: false, access: { has: obj => "grantee" in obj, get: obj => obj.grantee, set: (obj, value) => { obj.grantee = value; } }, metadata: _metadata }, _grantee_initializers, _grantee_extraInitializers);
            __esDecorate(null, null, _parent_decorators, { kind: "field", name: "parent", static: false, private: false, access: { has: obj => "parent" in obj, get: obj => obj.parent, set: (obj, value) => { obj.parent = value; } }, metadata: _metadata }, _parent_initializers, _parent_extraInitializers);
            __esDecorate(null, null, _purpose_decorators, { kind: "field", name: "purpose", static: false, private: false, access: { has: obj => "purpose" in obj, get: obj => obj.purpose, set: (obj, value) => { obj.purpose = value; } }, metadata: _metadata }, _purpose_initializers, _purpose_extraInitializers);
            __esDecorate(null, null, _audience_decorators, { kind: "field", name: "audience", static: false, private: false, access: { has: obj => "audience" in obj, get: obj => obj.audience, set: (obj, value) => { obj.audience = value; } }, metadata: _metadata }, _audience_initializers, _audience_extraInitializers);
            __esDecorate(null, null, _reason_decorators, { kind: "field", name: "reason", static: false, private: false, access: { has: obj => "reason" in obj, get: obj => obj.reason, set: (obj, value) => { obj.reason = value; } }, metadata: _metadata }, _reason_initializers, _reason_extraInitializers);
            __esDecorate(null, null, _notBefore_decorators, { kind: "field", name: "notBefore", static: false, private: false, access: { has: obj => "notBefore" in obj, get: obj => obj.notBefore, set: (obj, value) => { obj.notBefore = value; } }, metadata: _metadata }, _notBefore_initializers, _notBefore_extraInitializers);
            __esDecorate(null, null, _expiresAt_decorators, { kind: "field", name: "expiresAt", static: false, private: false, access: { has: obj => "expiresAt" in obj, get: obj => obj.expiresAt, set: (obj, value) => { obj.expiresAt = value; } }, metadata: _metadata }, _expiresAt_initializers, _expiresAt_extraInitializers);
            __esDecorate(null, null, _maxDepth_decorators, { kind: "field", name: "maxDepth", static: false, private: false, access: { has: obj => "maxDepth" in obj, get: obj => obj.maxDepth, set: (obj, value) => { obj.maxDepth = value; } }, metadata: _metadata }, _maxDepth_initializers, _maxDepth_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        grantor = __runInitializers(this, _grantor_initializers, void 0);
        grantee = (__runInitializers(this, _grantor_extraInitializers), __runInitializers(this, _grantee_initializers, void 0));
        parent = (__runInitializers(this, _grantee_extraInitializers), __runInitializers(this, _parent_initializers, void 0));
        purpose = (__runInitializers(this, _parent_extraInitializers), __runInitializers(this, _purpose_initializers, void 0));
        audience = (__runInitializers(this, _purpose_extraInitializers), __runInitializers(this, _audience_initializers, void 0));
        reason = (__runInitializers(this, _audience_extraInitializers), __runInitializers(this, _reason_initializers, void 0));
        notBefore = (__runInitializers(this, _reason_extraInitializers), __runInitializers(this, _notBefore_initializers, void 0));
        expiresAt = (__runInitializers(this, _notBefore_extraInitializers), __runInitializers(this, _expiresAt_initializers, void 0));
        maxDepth = (__runInitializers(this, _expiresAt_extraInitializers), __runInitializers(this, _maxDepth_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _maxDepth_extraInitializers);
        }
    };
})();
export { CreateGrantDto };
let RevokeGrantDto = (() => {
    let _reason_decorators;
    let _reason_initializers = [];
    let _reason_extraInitializers = [];
    return class RevokeGrantDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _reason_decorators = [ApiProperty(), IsStorableText(), MinLength(1), MaxLength(1024)];
            __esDecorate(null, null, _reason_decorators, { kind: "field", name: "reason", static: false, private: false, access: { has: obj => "reason" in obj, get: obj => obj.reason, set: (obj, value) => { obj.reason = value; } }, metadata: _metadata }, _reason_initializers, _reason_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        reason = __runInitializers(this, _reason_initializers, void 0);
        constructor() {
            __runInitializers(this, _reason_extraInitializers);
        }
    };
})();
export { RevokeGrantDto };
let GrantRevocationDto = (() => {
    let _at_decorators;
    let _at_initializers = [];
    let _at_extraInitializers = [];
    let _by_decorators;
    let _by_initializers = [];
    let _by_extraInitializers = [];
    let _reason_decorators;
    let _reason_initializers = [];
    let _reason_extraInitializers = [];
    return class GrantRevocationDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _at_decorators = [ApiProperty({ format: 'date-time' })];
            _by_decorators = [ApiProperty({ description: 'Id of the caller.' })];
            _reason_decorators = [ApiProperty()];
            __esDecorate(null, null, _at_decorators, { kind: "field", name: "at", static: false, private: false, access: { has: obj => "at" in obj, get: obj => obj.at, set: (obj, value) => { obj.at = value; } }, metadata: _metadata }, _at_initializers, _at_extraInitializers);
            __esDecorate(null, null, _by_decorators, { kind: "field", name: "by", static: false, private: false, access: { has: obj => "by" in obj, get: obj => obj.by, set: (obj, value) => { obj.by = value; } }, metadata: _metadata }, _by_initializers, _by_extraInitializers);
            __esDecorate(null, null, _reason_decorators, { kind: "field", name: "reason", static: false, private: false, access: { has: obj => "reason" in obj, get: obj => obj.reason, set: (obj, value) => { obj.reason = value; } }, metadata: _metadata }, _reason_initializers, _reason_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        at = __runInitializers(this, _at_initializers, void 0);
        by = (__runInitializers(this, _at_extraInitializers), __runInitializers(this, _by_initializers, void 0));
        reason = (__runInitializers(this, _by_extraInitializers), __runInitializers(this, _reason_initializers, void 0));
        constructor() {
            __runInitializers(this, _reason_extraInitializers);
        }
    };
})();
export { GrantRevocationDto };
let GrantDto = (() => {
    let _classSuper = CreateGrantDto;
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _createdAt_decorators;
    let _createdAt_initializers = [];
    let _createdAt_extraInitializers = [];
    let _createdBy_decorators;
    let _createdBy_initializers = [];
    let _createdBy_extraInitializers = [];
    let _createdAs_decorators;
    let _createdAs_initializers = [];
    let _createdAs_extraInitializers = [];
    let _revoked_decorators;
    let _revoked_initializers = [];
    let _revoked_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class GrantDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _id_decorators = [ApiProperty({ format: 'uuid' })];
            _createdAt_decorators = [ApiProperty({ format: 'date-time' })];
            _createdBy_decorators = [ApiProperty({ description: 'Id of the caller.' })];
            _createdAs_decorators = [ApiProperty({
                    enum: ['grantor', 'any'],
                    description: 'Whether the caller was the grantor itself, or one that may for anybody.',
                })];
            _revoked_decorators = [ApiPropertyOptional()];
            _revision_decorators = [ApiProperty({ description: 'Revision of its revocation, or else of its creation.' })];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _createdAt_decorators, { kind: "field", name: "createdAt", static: false, private: false, access: { has: obj => "createdAt" in obj, get: obj => obj.createdAt, set: (obj, value) => { obj.createdAt = value; } }, metadata: _metadata }, _createdAt_initializers, _createdAt_extraInitializers);
            __esDecorate(null, null, _createdBy_decorators, { kind: "field", name: "createdBy", static: false, private: false, access: { has: obj => "createdBy" in obj, get: obj => obj.createdBy, set: (obj, value) => { obj.createdBy = value; } }, metadata: _metadata }, _createdBy_initializers, _createdBy_extraInitializers);
            __esDecorate(null, null, _createdAs_decorators, { kind: "field", name: "createdAs", static: false, private: false, access: { has: obj => "createdAs" in obj, get: obj => obj.createdAs, set: (obj, value) => { obj.createdAs = value; } }, metadata: _metadata }, _createdAs_initializers, _createdAs_extraInitializers);
            __esDecorate(null, null, _revoked_decorators, { kind: "field", name: "revoked", static: false, private: false, access: { has: obj => "revoked" in obj, get: obj => obj.revoked, set: (obj, value) => { obj.revoked = value; } }, metadata: _metadata }, _revoked_initializers, _revoked_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        createdAt = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _createdAt_initializers, void 0));
        createdBy = (__runInitializers(this, _createdAt_extraInitializers), __runInitializers(this, _createdBy_initializers, void 0));
        createdAs = (__runInitializers(this, _createdBy_extraInitializers), __runInitializers(this, _createdAs_initializers, void 0));
        revoked = (__runInitializers(this, _createdAs_extraInitializers), __runInitializers(this, _revoked_initializers, void 0));
        revision = (__runInitializers(this, _revoked_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { GrantDto };
let GrantPageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    return class GrantPageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: GrantDto })];
            _nextCursor_decorators = [ApiPropertyOptional()];
            __esDecorate(null, null, _items_decorators, { kind: "field", name: "items", static: false, private: false, access: { has: obj => "items" in obj, get: obj => obj.items, set: (obj, value) => { obj.items = value; } }, metadata: _metadata }, _items_initializers, _items_extraInitializers);
            __esDecorate(null, null, _nextCursor_decorators, { kind: "field", name: "nextCursor", static: false, private: false, access: { has: obj => "nextCursor" in obj, get: obj => obj.nextCursor, set: (obj, value) => { obj.nextCursor = value; } }, metadata: _metadata }, _nextCursor_initializers, _nextCursor_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        items = __runInitializers(this, _items_initializers, void 0);
        nextCursor = (__runInitializers(this, _items_extraInitializers), __runInitializers(this, _nextCursor_initializers, void 0));
        constructor() {
            __runInitializers(this, _nextCursor_extraInitializers);
        }
    };
})();
export { GrantPageDto };
const PARTY = 'As kind/id.';
let ListGrantsQueryDto = (() => {
    let _classSuper = ListQueryDto;
    let _grantor_decorators;
    let _grantor_initializers = [];
    let _grantor_extraInitializers = [];
    let _grantee_decorators;
    let _grantee_initializers = [];
    let _grantee_extraInitializers = [];
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _parent_decorators;
    let _parent_initializers = [];
    let _parent_extraInitializers = [];
    let _live_decorators;
    let _live_initializers = [];
    let _live_extraInitializers = [];
    return class ListGrantsQueryDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _grantor_decorators = [ApiPropertyOptional({ example: 'user/alice', description: PARTY }), MayBeAbsent(), IsNamed(IDENTITY_KINDS)];
            _grantee_decorators = [ApiPropertyOptional({ example: 'agent/bot', description: PARTY }), MayBeAbsent(), IsNamed(IDENTITY_KINDS)];
            _subject_decorators = [ApiPropertyOptional({
                    example: 'user/alice',
                    description: 'Who the chain begins with, as kind/id.',
                }), MayBeAbsent(), IsNamed(IDENTITY_KINDS)];
            _parent_decorators = [ApiPropertyOptional({ format: 'uuid', description: 'Only grants right below that one.' }), MayBeAbsent(), IsUuid()];
            _live_decorators = [ApiPropertyOptional({
                    enum: ['true', 'false'],
                    description: 'Whether neither revoked nor expired themselves; what they stand on may be.',
                }), MayBeAbsent(), IsIn(['true', 'false'])];
            __esDecorate(null, null, _grantor_decorators, { kind: "field", name: "grantor", static: false, private: false, access: { has: obj => "grantor" in obj, get: obj => obj.grantor, set: (obj, value) => { obj.grantor = value; } }, metadata: _metadata }, _grantor_initializers, _grantor_extraInitializers);
            __esDecorate(null, null, _grantee_decorators, { kind: "field", name: "grantee", static: false, private: false, access: { has: obj => "grantee" in obj, get: obj => obj.grantee, set: (obj, value) => { obj.grantee = value; } }, metadata: _metadata }, _grantee_initializers, _grantee_extraInitializers);
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _parent_decorators, { kind: "field", name: "parent", static: false, private: false, access: { has: obj => "parent" in obj, get: obj => obj.parent, set: (obj, value) => { obj.parent = value; } }, metadata: _metadata }, _parent_initializers, _parent_extraInitializers);
            __esDecorate(null, null, _live_decorators, { kind: "field", name: "live", static: false, private: false, access: { has: obj => "live" in obj, get: obj => obj.live, set: (obj, value) => { obj.live = value; } }, metadata: _metadata }, _live_initializers, _live_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        grantor = __runInitializers(this, _grantor_initializers, void 0);
        grantee = (__runInitializers(this, _grantor_extraInitializers), __runInitializers(this, _grantee_initializers, void 0));
        subject = (__runInitializers(this, _grantee_extraInitializers), __runInitializers(this, _subject_initializers, void 0));
        parent = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _parent_initializers, void 0));
        live = (__runInitializers(this, _parent_extraInitializers), __runInitializers(this, _live_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _live_extraInitializers);
        }
    };
})();
export { ListGrantsQueryDto };
export function toGrantFilter(query) {
    const { grantor, grantee, subject, parent, live } = query;
    return {
        grantor: readIdentity(grantor),
        grantee: readIdentity(grantee),
        subject: readIdentity(subject),
        parent,
        live: live === undefined ? undefined : live === 'true',
    };
}
