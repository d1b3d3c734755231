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
import { HOLDER_KINDS } from '@legate/directory';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, ValidateNested } from 'class-validator';
import { CreateGrantDto } from '../grants/grant.dto.js';
import { PutGroupDto } from '../groups/group.dto.js';
import { PutIdentityDto } from '../identities/identity.dto.js';
import { PutResourceDto } from '../resources/resource.dto.js';
import { IsId, MayBeAbsent, IsUuid } from '../shared/validation.js';
import { PutActionTypeDto, PutSubjectTypeDto } from '../types/type.dto.js';
let SubjectTypeLineDto = (() => {
    let _classSuper = PutSubjectTypeDto;
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    return class SubjectTypeLineDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _type_decorators = [ApiProperty(), IsId()];
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        type = __runInitializers(this, _type_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _type_extraInitializers);
        }
    };
})();
export { SubjectTypeLineDto };
let ActionTypeLineDto = (() => {
    let _classSuper = PutActionTypeDto;
    let _resourceType_decorators;
    let _resourceType_initializers = [];
    let _resourceType_extraInitializers = [];
    return class ActionTypeLineDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _resourceType_decorators = [ApiProperty(), IsId()];
            __esDecorate(null, null, _resourceType_decorators, { kind: "field", name: "resourceType", static: false, private: false, access: { has: obj => "resourceType" in obj, get: obj => obj.resourceType, set: (obj, value) => { obj.resourceType = value; } }, metadata: _metadata }, _resourceType_initializers, _resourceType_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        resourceType = __runInitializers(this, _resourceType_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _resourceType_extraInitializers);
        }
    };
})();
export { ActionTypeLineDto };
let IdentityLineDto = (() => {
    let _classSuper = PutIdentityDto;
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class IdentityLineDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _kind_decorators = [ApiProperty({ enum: IDENTITY_KINDS }), IsIn(IDENTITY_KINDS)];
            _id_decorators = [ApiProperty(), IsId()];
            __esDecorate(null, null, _kind_decorators, { kind: "field", name: "kind", static: false, private: false, access: { has: obj => "kind" in obj, get: obj => obj.kind, set: (obj, value) => { obj.kind = value; } }, metadata: _metadata }, _kind_initializers, _kind_extraInitializers);
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        kind = __runInitializers(this, _kind_initializers, void 0);
        id = (__runInitializers(this, _kind_extraInitializers), __runInitializers(this, _id_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _id_extraInitializers);
        }
    };
})();
export { IdentityLineDto };
let GroupLineDto = (() => {
    let _classSuper = PutGroupDto;
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class GroupLineDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _id_decorators = [ApiProperty(), IsId()];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _id_extraInitializers);
        }
    };
})();
export { GroupLineDto };
let HolderRefDto = (() => {
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class HolderRefDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _kind_decorators = [ApiProperty({ enum: HOLDER_KINDS }), IsIn(HOLDER_KINDS)];
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
export { HolderRefDto };
let MembershipLineDto = (() => {
    let _group_decorators;
    let _group_initializers = [];
    let _group_extraInitializers = [];
    let _member_decorators;
    let _member_initializers = [];
    let _member_extraInitializers = [];
    return class MembershipLineDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _group_decorators = [ApiProperty(), IsId()];
            _member_decorators = [ApiProperty(), IsObject(), ValidateNested(), Type(() => HolderRefDto)];
            __esDecorate(null, null, _group_decorators, { kind: "field", name: "group", static: false, private: false, access: { has: obj => "group" in obj, get: obj => obj.group, set: (obj, value) => { obj.group = value; } }, metadata: _metadata }, _group_initializers, _group_extraInitializers);
            __esDecorate(null, null, _member_decorators, { kind: "field", name: "member", static: false, private: false, access: { has: obj => "member" in obj, get: obj => obj.member, set: (obj, value) => { obj.member = value; } }, metadata: _metadata }, _member_initializers, _member_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        group = __runInitializers(this, _group_initializers, void 0);
        member = (__runInitializers(this, _group_extraInitializers), __runInitializers(this, _member_initializers, void 0));
        constructor() {
            __runInitializers(this, _member_extraInitializers);
        }
    };
})();
export { MembershipLineDto };
let RoleAssignmentLineDto = (() => {
    let _role_decorators;
    let _role_initializers = [];
    let _role_extraInitializers = [];
    let _holder_decorators;
    let _holder_initializers = [];
    let _holder_extraInitializers = [];
    return class RoleAssignmentLineDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _role_decorators = [ApiProperty(), IsId()];
            _holder_decorators = [ApiProperty(), IsObject(), ValidateNested(), Type(() => HolderRefDto)];
            __esDecorate(null, null, _role_decorators, { kind: "field", name: "role", static: false, private: false, access: { has: obj => "role" in obj, get: obj => obj.role, set: (obj, value) => { obj.role = value; } }, metadata: _metadata }, _role_initializers, _role_extraInitializers);
            __esDecorate(null, null, _holder_decorators, { kind: "field", name: "holder", static: false, private: false, access: { has: obj => "holder" in obj, get: obj => obj.holder, set: (obj, value) => { obj.holder = value; } }, metadata: _metadata }, _holder_initializers, _holder_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        role = __runInitializers(this, _role_initializers, void 0);
        holder = (__runInitializers(this, _role_extraInitializers), __runInitializers(this, _holder_initializers, void 0));
        constructor() {
            __runInitializers(this, _holder_extraInitializers);
        }
    };
})();
export { RoleAssignmentLineDto };
let ResourceLineDto = (() => {
    let _classSuper = PutResourceDto;
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class ResourceLineDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _type_decorators = [ApiProperty(), IsId()];
            _id_decorators = [ApiProperty(), IsId()];
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        type = __runInitializers(this, _type_initializers, void 0);
        id = (__runInitializers(this, _type_extraInitializers), __runInitializers(this, _id_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _id_extraInitializers);
        }
    };
})();
export { ResourceLineDto };
let GrantLineDto = (() => {
    let _classSuper = CreateGrantDto;
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class GrantLineDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _id_decorators = [ApiPropertyOptional({ format: 'uuid', description: 'Made when absent.' }), MayBeAbsent(), IsUuid()];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _id_extraInitializers);
        }
    };
})();
export { GrantLineDto };
