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
import { IDENTITY_KINDS, IDENTITY_STATUSES } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, MaxLength, ValidateNested, } from 'class-validator';
import { IsNamed, PrefixQueryDto } from '../shared/list.dto.js';
import { CeilingDto, IdentityRefDto } from '../shared/scope.dto.js';
import { IsId, IsJsonObject, IsStorableText, IsTimestamp, MayBeAbsent, } from '../shared/validation.js';
import { AliasDto } from './alias.dto.js';
const OWNER_KINDS = ['user', 'service'];
const FREE_FORM = { type: 'object', additionalProperties: true };
let IdentityParamsDto = (() => {
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class IdentityParamsDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _kind_decorators = [ApiProperty({ enum: IDENTITY_KINDS }), IsIn(IDENTITY_KINDS)];
            _id_decorators = [ApiProperty({ description: 'URL-encoded.' }), IsId()];
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
export { IdentityParamsDto };
/** An owner answers for an agent, so it is not an agent itself. */
let OwnerDto = (() => {
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class OwnerDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _kind_decorators = [ApiProperty({ enum: OWNER_KINDS }), IsIn(OWNER_KINDS)];
            _id_decorators = [ApiProperty(), IsId()];
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
export { OwnerDto };
let PutIdentityDto = (() => {
    let _displayName_decorators;
    let _displayName_initializers = [];
    let _displayName_extraInitializers = [];
    let _attributes_decorators;
    let _attributes_initializers = [];
    let _attributes_extraInitializers = [];
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    let _owners_decorators;
    let _owners_initializers = [];
    let _owners_extraInitializers = [];
    let _ceiling_decorators;
    let _ceiling_initializers = [];
    let _ceiling_extraInitializers = [];
    let _parent_decorators;
    let _parent_initializers = [];
    let _parent_extraInitializers = [];
    let _aliases_decorators;
    let _aliases_initializers = [];
    let _aliases_extraInitializers = [];
    let _notBefore_decorators;
    let _notBefore_initializers = [];
    let _notBefore_extraInitializers = [];
    return class PutIdentityDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _displayName_decorators = [ApiPropertyOptional(), MayBeAbsent(), IsStorableText(), MaxLength(256)];
            _attributes_decorators = [ApiPropertyOptional({
                    ...FREE_FORM,
                    description: 'What policies see as `properties`; replaced whole.',
                }), MayBeAbsent(), IsJsonObject()];
            _status_decorators = [ApiPropertyOptional({
                    enum: IDENTITY_STATUSES,
                    nullable: true,
                    description: 'Stays as it is when absent; null makes it active.',
                }), IsOptional(), IsIn(IDENTITY_STATUSES)];
            _owners_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: OwnerDto,
                    description: 'An agent needs one that is active.',
                }), MayBeAbsent(), IsArray(), ArrayMaxSize(100), IsObject({ each: true }), ValidateNested({ each: true }), Type(() => OwnerDto)];
            _ceiling_decorators = [ApiPropertyOptional({
                    nullable: true,
                    description: 'Stays as it is when absent; null removes it.',
                }), IsOptional(), IsObject(), ValidateNested(), Type(() => CeilingDto)];
            _parent_decorators = [ApiPropertyOptional({
                    description: 'Id of the agent that this agent was made by: its standing and ceiling bound both.',
                }), MayBeAbsent(), IsId()];
            _aliases_decorators = [ApiPropertyOptional({ isArray: true, type: AliasDto }), MayBeAbsent(), IsArray(), ArrayMaxSize(100), IsObject({ each: true }), ValidateNested({ each: true }), Type(() => AliasDto)];
            _notBefore_decorators = [ApiPropertyOptional({
                    type: String,
                    format: 'date-time',
                    nullable: true,
                    description: 'Grants that it gave or was given before are void, and so are its tokens. Stays as it is when absent; null removes it.',
                }), IsOptional(), IsTimestamp()];
            __esDecorate(null, null, _displayName_decorators, { kind: "field", name: "displayName", static: false, private: false, access: { has: obj => "displayName" in obj, get: obj => obj.displayName, set: (obj, value) => { obj.displayName = value; } }, metadata: _metadata }, _displayName_initializers, _displayName_extraInitializers);
            __esDecorate(null, null, _attributes_decorators, { kind: "field", name: "attributes", static: false, private: false, access: { has: obj => "attributes" in obj, get: obj => obj.attributes, set: (obj, value) => { obj.attributes = value; } }, metadata: _metadata }, _attributes_initializers, _attributes_extraInitializers);
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            __esDecorate(null, null, _owners_decorators, { kind: "field", name: "owners", static: false, private: false, access: { has: obj => "owners" in obj, get: obj => obj.owners, set: (obj, value) => { obj.owners = value; } }, metadata: _metadata }, _owners_initializers, _owners_extraInitializers);
            __esDecorate(null, null, _ceiling_decorators, { kind: "field", name: "ceiling", static: false, private: false, access: { has: obj => "ceiling" in obj, get: obj => obj.ceiling, set: (obj, value) => { obj.ceiling = value; } }, metadata: _metadata }, _ceiling_initializers, _ceiling_extraInitializers);
            __esDecorate(null, null, _parent_decorators, { kind: "field", name: "parent", static: false, private: false, access: { has: obj => "parent" in obj, get: obj => obj.parent, set: (obj, value) => { obj.parent = value; } }, metadata: _metadata }, _parent_initializers, _parent_extraInitializers);
            __esDecorate(null, null, _aliases_decorators, { kind: "field", name: "aliases", static: false, private: false, access: { has: obj => "aliases" in obj, get: obj => obj.aliases, set: (obj, value) => { obj.aliases = value; } }, metadata: _metadata }, _aliases_initializers, _aliases_extraInitializers);
            __esDecorate(null, null, _notBefore_decorators, { kind: "field", name: "notBefore", static: false, private: false, access: { has: obj => "notBefore" in obj, get: obj => obj.notBefore, set: (obj, value) => { obj.notBefore = value; } }, metadata: _metadata }, _notBefore_initializers, _notBefore_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        displayName = __runInitializers(this, _displayName_initializers, void 0);
        attributes = (__runInitializers(this, _displayName_extraInitializers), __runInitializers(this, _attributes_initializers, void 0));
        status = (__runInitializers(this, _attributes_extraInitializers), __runInitializers(this, _status_initializers, void 0));
        owners = (__runInitializers(this, _status_extraInitializers), __runInitializers(this, _owners_initializers, void 0));
        ceiling = (__runInitializers(this, _owners_extraInitializers), __runInitializers(this, _ceiling_initializers, void 0));
        parent = (__runInitializers(this, _ceiling_extraInitializers), __runInitializers(this, _parent_initializers, void 0));
        aliases = (__runInitializers(this, _parent_extraInitializers), __runInitializers(this, _aliases_initializers, void 0));
        notBefore = (__runInitializers(this, _aliases_extraInitializers), __runInitializers(this, _notBefore_initializers, void 0));
        constructor() {
            __runInitializers(this, _notBefore_extraInitializers);
        }
    };
})();
export { PutIdentityDto };
let StoredAliasDto = (() => {
    let _issuer_decorators;
    let _issuer_initializers = [];
    let _issuer_extraInitializers = [];
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    return class StoredAliasDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _issuer_decorators = [ApiProperty()];
            _subject_decorators = [ApiProperty()];
            __esDecorate(null, null, _issuer_decorators, { kind: "field", name: "issuer", static: false, private: false, access: { has: obj => "issuer" in obj, get: obj => obj.issuer, set: (obj, value) => { obj.issuer = value; } }, metadata: _metadata }, _issuer_initializers, _issuer_extraInitializers);
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        issuer = __runInitializers(this, _issuer_initializers, void 0);
        subject = (__runInitializers(this, _issuer_extraInitializers), __runInitializers(this, _subject_initializers, void 0));
        constructor() {
            __runInitializers(this, _subject_extraInitializers);
        }
    };
})();
export { StoredAliasDto };
let IdentityDto = (() => {
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _displayName_decorators;
    let _displayName_initializers = [];
    let _displayName_extraInitializers = [];
    let _attributes_decorators;
    let _attributes_initializers = [];
    let _attributes_extraInitializers = [];
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    let _owners_decorators;
    let _owners_initializers = [];
    let _owners_extraInitializers = [];
    let _ceiling_decorators;
    let _ceiling_initializers = [];
    let _ceiling_extraInitializers = [];
    let _parent_decorators;
    let _parent_initializers = [];
    let _parent_extraInitializers = [];
    let _aliases_decorators;
    let _aliases_initializers = [];
    let _aliases_extraInitializers = [];
    let _notBefore_decorators;
    let _notBefore_initializers = [];
    let _notBefore_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class IdentityDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _kind_decorators = [ApiProperty({ enum: IDENTITY_KINDS })];
            _id_decorators = [ApiProperty()];
            _displayName_decorators = [ApiPropertyOptional()];
            _attributes_decorators = [ApiProperty(FREE_FORM)];
            _status_decorators = [ApiProperty({ enum: IDENTITY_STATUSES })];
            _owners_decorators = [ApiProperty({ isArray: true, type: IdentityRefDto })];
            _ceiling_decorators = [ApiPropertyOptional()];
            _parent_decorators = [ApiPropertyOptional()];
            _aliases_decorators = [ApiProperty({ isArray: true, type: StoredAliasDto })];
            _notBefore_decorators = [ApiPropertyOptional({ format: 'date-time' })];
            _revision_decorators = [ApiProperty({ description: 'Revision of its last write.' })];
            __esDecorate(null, null, _kind_decorators, { kind: "field", name: "kind", static: false, private: false, access: { has: obj => "kind" in obj, get: obj => obj.kind, set: (obj, value) => { obj.kind = value; } }, metadata: _metadata }, _kind_initializers, _kind_extraInitializers);
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _displayName_decorators, { kind: "field", name: "displayName", static: false, private: false, access: { has: obj => "displayName" in obj, get: obj => obj.displayName, set: (obj, value) => { obj.displayName = value; } }, metadata: _metadata }, _displayName_initializers, _displayName_extraInitializers);
            __esDecorate(null, null, _attributes_decorators, { kind: "field", name: "attributes", static: false, private: false, access: { has: obj => "attributes" in obj, get: obj => obj.attributes, set: (obj, value) => { obj.attributes = value; } }, metadata: _metadata }, _attributes_initializers, _attributes_extraInitializers);
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            __esDecorate(null, null, _owners_decorators, { kind: "field", name: "owners", static: false, private: false, access: { has: obj => "owners" in obj, get: obj => obj.owners, set: (obj, value) => { obj.owners = value; } }, metadata: _metadata }, _owners_initializers, _owners_extraInitializers);
            __esDecorate(null, null, _ceiling_decorators, { kind: "field", name: "ceiling", static: false, private: false, access: { has: obj => "ceiling" in obj, get: obj => obj.ceiling, set: (obj, value) => { obj.ceiling = value; } }, metadata: _metadata }, _ceiling_initializers, _ceiling_extraInitializers);
            __esDecorate(null, null, _parent_decorators, { kind: "field", name: "parent", static: false, private: false, access: { has: obj => "parent" in obj, get: obj => obj.parent, set: (obj, value) => { obj.parent = value; } }, metadata: _metadata }, _parent_initializers, _parent_extraInitializers);
            __esDecorate(null, null, _aliases_decorators, { kind: "field", name: "aliases", static: false, private: false, access: { has: obj => "aliases" in obj, get: obj => obj.aliases, set: (obj, value) => { obj.aliases = value; } }, metadata: _metadata }, _aliases_initializers, _aliases_extraInitializers);
            __esDecorate(null, null, _notBefore_decorators, { kind: "field", name: "notBefore", static: false, private: false, access: { has: obj => "notBefore" in obj, get: obj => obj.notBefore, set: (obj, value) => { obj.notBefore = value; } }, metadata: _metadata }, _notBefore_initializers, _notBefore_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        kind = __runInitializers(this, _kind_initializers, void 0);
        id = (__runInitializers(this, _kind_extraInitializers), __runInitializers(this, _id_initializers, void 0));
        displayName = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _displayName_initializers, void 0));
        attributes = (__runInitializers(this, _displayName_extraInitializers), __runInitializers(this, _attributes_initializers, void 0));
        status = (__runInitializers(this, _attributes_extraInitializers), __runInitializers(this, _status_initializers, void 0));
        owners = (__runInitializers(this, _status_extraInitializers), __runInitializers(this, _owners_initializers, void 0));
        ceiling = (__runInitializers(this, _owners_extraInitializers), __runInitializers(this, _ceiling_initializers, void 0));
        parent = (__runInitializers(this, _ceiling_extraInitializers), __runInitializers(this, _parent_initializers, void 0));
        aliases = (__runInitializers(this, _parent_extraInitializers), __runInitializers(this, _aliases_initializers, void 0));
        notBefore = (__runInitializers(this, _aliases_extraInitializers), __runInitializers(this, _notBefore_initializers, void 0));
        revision = (__runInitializers(this, _notBefore_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { IdentityDto };
let IdentityPageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    return class IdentityPageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: IdentityDto })];
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
export { IdentityPageDto };
let ListIdentitiesQueryDto = (() => {
    let _classSuper = PrefixQueryDto;
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    let _owner_decorators;
    let _owner_initializers = [];
    let _owner_extraInitializers = [];
    let _parent_decorators;
    let _parent_initializers = [];
    let _parent_extraInitializers = [];
    return class ListIdentitiesQueryDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _kind_decorators = [ApiPropertyOptional({ enum: IDENTITY_KINDS }), MayBeAbsent(), IsIn(IDENTITY_KINDS)];
            _status_decorators = [ApiPropertyOptional({ enum: IDENTITY_STATUSES }), MayBeAbsent(), IsIn(IDENTITY_STATUSES)];
            _owner_decorators = [ApiPropertyOptional({ example: 'user/alice', description: 'Only what this identity owns.' }), MayBeAbsent(), IsNamed(OWNER_KINDS)];
            _parent_decorators = [ApiPropertyOptional({ description: 'Only agents right below this one.' }), MayBeAbsent(), IsId()];
            __esDecorate(null, null, _kind_decorators, { kind: "field", name: "kind", static: false, private: false, access: { has: obj => "kind" in obj, get: obj => obj.kind, set: (obj, value) => { obj.kind = value; } }, metadata: _metadata }, _kind_initializers, _kind_extraInitializers);
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            __esDecorate(null, null, _owner_decorators, { kind: "field", name: "owner", static: false, private: false, access: { has: obj => "owner" in obj, get: obj => obj.owner, set: (obj, value) => { obj.owner = value; } }, metadata: _metadata }, _owner_initializers, _owner_extraInitializers);
            __esDecorate(null, null, _parent_decorators, { kind: "field", name: "parent", static: false, private: false, access: { has: obj => "parent" in obj, get: obj => obj.parent, set: (obj, value) => { obj.parent = value; } }, metadata: _metadata }, _parent_initializers, _parent_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        kind = __runInitializers(this, _kind_initializers, void 0);
        status = (__runInitializers(this, _kind_extraInitializers), __runInitializers(this, _status_initializers, void 0));
        owner = (__runInitializers(this, _status_extraInitializers), __runInitializers(this, _owner_initializers, void 0));
        parent = (__runInitializers(this, _owner_extraInitializers), __runInitializers(this, _parent_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _parent_extraInitializers);
        }
    };
})();
export { ListIdentitiesQueryDto };
