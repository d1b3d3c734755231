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
import { RESOURCE_STATUSES } from '@legate/directory';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { IsNamed, PrefixQueryDto } from '../shared/list.dto.js';
import { IdentityRefDto } from '../shared/scope.dto.js';
import { IsId, IsJsonObject, MayBeAbsent } from '../shared/validation.js';
const FREE_FORM = { type: 'object', additionalProperties: true };
/** A resource as its tenant names it; also the parameters of its route. */
let ResourceRefDto = (() => {
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class ResourceRefDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _type_decorators = [ApiProperty({ example: 'record' }), IsId()];
            _id_decorators = [ApiProperty({ example: 'crm/accounts/17', description: 'URL-encoded in a path.' }), IsId()];
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
export { ResourceRefDto };
let PutResourceDto = (() => {
    let _attributes_decorators;
    let _attributes_initializers = [];
    let _attributes_extraInitializers = [];
    let _parent_decorators;
    let _parent_initializers = [];
    let _parent_extraInitializers = [];
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    let _digest_decorators;
    let _digest_initializers = [];
    let _digest_extraInitializers = [];
    let _owner_decorators;
    let _owner_initializers = [];
    let _owner_extraInitializers = [];
    return class PutResourceDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _attributes_decorators = [ApiPropertyOptional({
                    ...FREE_FORM,
                    description: 'What policies see as `properties`; replaced whole.',
                }), MayBeAbsent(), IsJsonObject()];
            _parent_decorators = [ApiPropertyOptional(), MayBeAbsent(), IsObject(), ValidateNested(), Type(() => ResourceRefDto)];
            _status_decorators = [ApiPropertyOptional({
                    enum: RESOURCE_STATUSES,
                    nullable: true,
                    description: 'Stays as it is when absent; null makes it active.',
                }), IsOptional(), IsIn(RESOURCE_STATUSES)];
            _digest_decorators = [ApiPropertyOptional({
                    example: `sha256:${'0'.repeat(64)}`,
                    description: 'What its definition is pinned to. A request that names another in `resource.properties.digest` is denied.',
                }), MayBeAbsent(), Matches(/^sha256:[0-9a-f]{64}$/, { message: 'must be sha256: and 64 lower-case hex digits' })];
            _owner_decorators = [ApiPropertyOptional({
                    description: 'Who answers for it; `GET /admin/v1/findings` lists entries of the inventory without one.',
                }), MayBeAbsent(), IsObject(), ValidateNested(), Type(() => IdentityRefDto)];
            __esDecorate(null, null, _attributes_decorators, { kind: "field", name: "attributes", static: false, private: false, access: { has: obj => "attributes" in obj, get: obj => obj.attributes, set: (obj, value) => { obj.attributes = value; } }, metadata: _metadata }, _attributes_initializers, _attributes_extraInitializers);
            __esDecorate(null, null, _parent_decorators, { kind: "field", name: "parent", static: false, private: false, access: { has: obj => "parent" in obj, get: obj => obj.parent, set: (obj, value) => { obj.parent = value; } }, metadata: _metadata }, _parent_initializers, _parent_extraInitializers);
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            __esDecorate(null, null, _digest_decorators, { kind: "field", name: "digest", static: false, private: false, access: { has: obj => "digest" in obj, get: obj => obj.digest, set: (obj, value) => { obj.digest = value; } }, metadata: _metadata }, _digest_initializers, _digest_extraInitializers);
            __esDecorate(null, null, _owner_decorators, { kind: "field", name: "owner", static: false, private: false, access: { has: obj => "owner" in obj, get: obj => obj.owner, set: (obj, value) => { obj.owner = value; } }, metadata: _metadata }, _owner_initializers, _owner_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        attributes = __runInitializers(this, _attributes_initializers, void 0);
        parent = (__runInitializers(this, _attributes_extraInitializers), __runInitializers(this, _parent_initializers, void 0));
        status = (__runInitializers(this, _parent_extraInitializers), __runInitializers(this, _status_initializers, void 0));
        digest = (__runInitializers(this, _status_extraInitializers), __runInitializers(this, _digest_initializers, void 0));
        owner = (__runInitializers(this, _digest_extraInitializers), __runInitializers(this, _owner_initializers, void 0));
        constructor() {
            __runInitializers(this, _owner_extraInitializers);
        }
    };
})();
export { PutResourceDto };
let ResourceDto = (() => {
    let _classSuper = ResourceRefDto;
    let _attributes_decorators;
    let _attributes_initializers = [];
    let _attributes_extraInitializers = [];
    let _parent_decorators;
    let _parent_initializers = [];
    let _parent_extraInitializers = [];
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    let _digest_decorators;
    let _digest_initializers = [];
    let _digest_extraInitializers = [];
    let _owner_decorators;
    let _owner_initializers = [];
    let _owner_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class ResourceDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _attributes_decorators = [ApiProperty(FREE_FORM)];
            _parent_decorators = [ApiPropertyOptional()];
            _status_decorators = [ApiProperty({ enum: RESOURCE_STATUSES })];
            _digest_decorators = [ApiPropertyOptional()];
            _owner_decorators = [ApiPropertyOptional()];
            _revision_decorators = [ApiProperty({ description: 'Revision of its last write.' })];
            __esDecorate(null, null, _attributes_decorators, { kind: "field", name: "attributes", static: false, private: false, access: { has: obj => "attributes" in obj, get: obj => obj.attributes, set: (obj, value) => { obj.attributes = value; } }, metadata: _metadata }, _attributes_initializers, _attributes_extraInitializers);
            __esDecorate(null, null, _parent_decorators, { kind: "field", name: "parent", static: false, private: false, access: { has: obj => "parent" in obj, get: obj => obj.parent, set: (obj, value) => { obj.parent = value; } }, metadata: _metadata }, _parent_initializers, _parent_extraInitializers);
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            __esDecorate(null, null, _digest_decorators, { kind: "field", name: "digest", static: false, private: false, access: { has: obj => "digest" in obj, get: obj => obj.digest, set: (obj, value) => { obj.digest = value; } }, metadata: _metadata }, _digest_initializers, _digest_extraInitializers);
            __esDecorate(null, null, _owner_decorators, { kind: "field", name: "owner", static: false, private: false, access: { has: obj => "owner" in obj, get: obj => obj.owner, set: (obj, value) => { obj.owner = value; } }, metadata: _metadata }, _owner_initializers, _owner_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        attributes = __runInitializers(this, _attributes_initializers, void 0);
        parent = (__runInitializers(this, _attributes_extraInitializers), __runInitializers(this, _parent_initializers, void 0));
        status = (__runInitializers(this, _parent_extraInitializers), __runInitializers(this, _status_initializers, void 0));
        digest = (__runInitializers(this, _status_extraInitializers), __runInitializers(this, _digest_initializers, void 0));
        owner = (__runInitializers(this, _digest_extraInitializers), __runInitializers(this, _owner_initializers, void 0));
        revision = (__runInitializers(this, _owner_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { ResourceDto };
let ResourcePageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    return class ResourcePageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: ResourceDto })];
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
export { ResourcePageDto };
let ListResourcesQueryDto = (() => {
    let _classSuper = PrefixQueryDto;
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    let _owner_decorators;
    let _owner_initializers = [];
    let _owner_extraInitializers = [];
    let _parent_decorators;
    let _parent_initializers = [];
    let _parent_extraInitializers = [];
    return class ListResourcesQueryDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _type_decorators = [ApiPropertyOptional(), MayBeAbsent(), IsId()];
            _status_decorators = [ApiPropertyOptional({ enum: RESOURCE_STATUSES }), MayBeAbsent(), IsIn(RESOURCE_STATUSES)];
            _owner_decorators = [ApiPropertyOptional({ example: 'user/alice', description: 'Only what this identity owns.' }), MayBeAbsent(), IsNamed(IDENTITY_KINDS)];
            _parent_decorators = [ApiPropertyOptional({ example: 'folder/crm', description: 'Only what lies right in this one.' }), MayBeAbsent(), IsNamed()];
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            __esDecorate(null, null, _owner_decorators, { kind: "field", name: "owner", static: false, private: false, access: { has: obj => "owner" in obj, get: obj => obj.owner, set: (obj, value) => { obj.owner = value; } }, metadata: _metadata }, _owner_initializers, _owner_extraInitializers);
            __esDecorate(null, null, _parent_decorators, { kind: "field", name: "parent", static: false, private: false, access: { has: obj => "parent" in obj, get: obj => obj.parent, set: (obj, value) => { obj.parent = value; } }, metadata: _metadata }, _parent_initializers, _parent_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        type = __runInitializers(this, _type_initializers, void 0);
        status = (__runInitializers(this, _type_extraInitializers), __runInitializers(this, _status_initializers, void 0));
        owner = (__runInitializers(this, _status_extraInitializers), __runInitializers(this, _owner_initializers, void 0));
        parent = (__runInitializers(this, _owner_extraInitializers), __runInitializers(this, _parent_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _parent_extraInitializers);
        }
    };
})();
export { ListResourcesQueryDto };
