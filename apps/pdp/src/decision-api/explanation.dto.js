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
import { IdentityRefDto } from '../admin-api/shared/scope.dto.js';
import { IsTimestamp, MayBeAbsent } from '../admin-api/shared/validation.js';
import { EvaluationResponseDto } from './evaluation.dto.js';
const JSON_VALUE = { description: 'Any JSON value.' };
const REASON = 'Reason code (docs/errors.md); null when it holds.';
let ExplainQueryDto = (() => {
    let _at_revision_decorators;
    let _at_revision_initializers = [];
    let _at_revision_extraInitializers = [];
    let _at_decorators;
    let _at_initializers = [];
    let _at_extraInitializers = [];
    return class ExplainQueryDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _at_revision_decorators = [ApiPropertyOptional({
                    type: Number,
                    minimum: 0,
                    description: 'The revision to explain as of; when absent, now.',
                }), MayBeAbsent(), Matches(/^\d{1,15}$/, { message: 'must be a revision, a whole number' })];
            _at_decorators = [ApiPropertyOptional({
                    format: 'date-time',
                    description: 'With `at_revision`: the clock; when absent, that of the write which made it.',
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
export { ExplainQueryDto };
let ExplainedCallerDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    let _tenant_decorators;
    let _tenant_initializers = [];
    let _tenant_extraInitializers = [];
    let _roles_decorators;
    let _roles_initializers = [];
    let _roles_extraInitializers = [];
    return class ExplainedCallerDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty()];
            _name_decorators = [ApiProperty()];
            _tenant_decorators = [ApiProperty()];
            _roles_decorators = [ApiProperty({ isArray: true, type: String })];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            __esDecorate(null, null, _tenant_decorators, { kind: "field", name: "tenant", static: false, private: false, access: { has: obj => "tenant" in obj, get: obj => obj.tenant, set: (obj, value) => { obj.tenant = value; } }, metadata: _metadata }, _tenant_initializers, _tenant_extraInitializers);
            __esDecorate(null, null, _roles_decorators, { kind: "field", name: "roles", static: false, private: false, access: { has: obj => "roles" in obj, get: obj => obj.roles, set: (obj, value) => { obj.roles = value; } }, metadata: _metadata }, _roles_initializers, _roles_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        name = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _name_initializers, void 0));
        tenant = (__runInitializers(this, _name_extraInitializers), __runInitializers(this, _tenant_initializers, void 0));
        roles = (__runInitializers(this, _tenant_extraInitializers), __runInitializers(this, _roles_initializers, void 0));
        constructor() {
            __runInitializers(this, _roles_extraInitializers);
        }
    };
})();
export { ExplainedCallerDto };
let ExplainedIdentityDto = (() => {
    let _classSuper = IdentityRefDto;
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    let _attributes_decorators;
    let _attributes_initializers = [];
    let _attributes_extraInitializers = [];
    let _hasLiveOwner_decorators;
    let _hasLiveOwner_initializers = [];
    let _hasLiveOwner_extraInitializers = [];
    let _ceilings_decorators;
    let _ceilings_initializers = [];
    let _ceilings_extraInitializers = [];
    return class ExplainedIdentityDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _status_decorators = [ApiProperty({ enum: ['active', 'suspended', 'retired'] })];
            _attributes_decorators = [ApiProperty({ type: 'object', additionalProperties: true })];
            _hasLiveOwner_decorators = [ApiPropertyOptional({ description: 'Of an agent: whether an owner exists and is active.' })];
            _ceilings_decorators = [ApiProperty({
                    isArray: true,
                    type: 'object',
                    additionalProperties: true,
                    description: 'Its ceiling, then those of the agents above it; null where there is none.',
                })];
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            __esDecorate(null, null, _attributes_decorators, { kind: "field", name: "attributes", static: false, private: false, access: { has: obj => "attributes" in obj, get: obj => obj.attributes, set: (obj, value) => { obj.attributes = value; } }, metadata: _metadata }, _attributes_initializers, _attributes_extraInitializers);
            __esDecorate(null, null, _hasLiveOwner_decorators, { kind: "field", name: "hasLiveOwner", static: false, private: false, access: { has: obj => "hasLiveOwner" in obj, get: obj => obj.hasLiveOwner, set: (obj, value) => { obj.hasLiveOwner = value; } }, metadata: _metadata }, _hasLiveOwner_initializers, _hasLiveOwner_extraInitializers);
            __esDecorate(null, null, _ceilings_decorators, { kind: "field", name: "ceilings", static: false, private: false, access: { has: obj => "ceilings" in obj, get: obj => obj.ceilings, set: (obj, value) => { obj.ceilings = value; } }, metadata: _metadata }, _ceilings_initializers, _ceilings_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        status = __runInitializers(this, _status_initializers, void 0);
        attributes = (__runInitializers(this, _status_extraInitializers), __runInitializers(this, _attributes_initializers, void 0));
        hasLiveOwner = (__runInitializers(this, _attributes_extraInitializers), __runInitializers(this, _hasLiveOwner_initializers, void 0));
        ceilings = (__runInitializers(this, _hasLiveOwner_extraInitializers), __runInitializers(this, _ceilings_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _ceilings_extraInitializers);
        }
    };
})();
export { ExplainedIdentityDto };
let ExplainedResourceDto = (() => {
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _stored_decorators;
    let _stored_initializers = [];
    let _stored_extraInitializers = [];
    let _properties_decorators;
    let _properties_initializers = [];
    let _properties_extraInitializers = [];
    return class ExplainedResourceDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _type_decorators = [ApiProperty()];
            _id_decorators = [ApiProperty()];
            _stored_decorators = [ApiProperty({ description: 'Whether the directory knows it.' })];
            _properties_decorators = [ApiProperty({
                    type: 'object',
                    additionalProperties: true,
                    description: 'As judged: what is stored, over what the request says.',
                })];
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _stored_decorators, { kind: "field", name: "stored", static: false, private: false, access: { has: obj => "stored" in obj, get: obj => obj.stored, set: (obj, value) => { obj.stored = value; } }, metadata: _metadata }, _stored_initializers, _stored_extraInitializers);
            __esDecorate(null, null, _properties_decorators, { kind: "field", name: "properties", static: false, private: false, access: { has: obj => "properties" in obj, get: obj => obj.properties, set: (obj, value) => { obj.properties = value; } }, metadata: _metadata }, _properties_initializers, _properties_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        type = __runInitializers(this, _type_initializers, void 0);
        id = (__runInitializers(this, _type_extraInitializers), __runInitializers(this, _id_initializers, void 0));
        stored = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _stored_initializers, void 0));
        properties = (__runInitializers(this, _stored_extraInitializers), __runInitializers(this, _properties_initializers, void 0));
        constructor() {
            __runInitializers(this, _properties_extraInitializers);
        }
    };
})();
export { ExplainedResourceDto };
let ExplainedFactsDto = (() => {
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    let _now_decorators;
    let _now_initializers = [];
    let _now_extraInitializers = [];
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _actor_decorators;
    let _actor_initializers = [];
    let _actor_extraInitializers = [];
    let _resource_decorators;
    let _resource_initializers = [];
    let _resource_extraInitializers = [];
    return class ExplainedFactsDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _revision_decorators = [ApiProperty()];
            _now_decorators = [ApiProperty({ format: 'date-time', description: 'The one clock of the decision.' })];
            _subject_decorators = [ApiProperty({ type: ExplainedIdentityDto, nullable: true })];
            _actor_decorators = [ApiProperty({ type: ExplainedIdentityDto, nullable: true })];
            _resource_decorators = [ApiProperty()];
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            __esDecorate(null, null, _now_decorators, { kind: "field", name: "now", static: false, private: false, access: { has: obj => "now" in obj, get: obj => obj.now, set: (obj, value) => { obj.now = value; } }, metadata: _metadata }, _now_initializers, _now_extraInitializers);
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _actor_decorators, { kind: "field", name: "actor", static: false, private: false, access: { has: obj => "actor" in obj, get: obj => obj.actor, set: (obj, value) => { obj.actor = value; } }, metadata: _metadata }, _actor_initializers, _actor_extraInitializers);
            __esDecorate(null, null, _resource_decorators, { kind: "field", name: "resource", static: false, private: false, access: { has: obj => "resource" in obj, get: obj => obj.resource, set: (obj, value) => { obj.resource = value; } }, metadata: _metadata }, _resource_initializers, _resource_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        revision = __runInitializers(this, _revision_initializers, void 0);
        now = (__runInitializers(this, _revision_extraInitializers), __runInitializers(this, _now_initializers, void 0));
        subject = (__runInitializers(this, _now_extraInitializers), __runInitializers(this, _subject_initializers, void 0));
        actor = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _actor_initializers, void 0));
        resource = (__runInitializers(this, _actor_extraInitializers), __runInitializers(this, _resource_initializers, void 0));
        constructor() {
            __runInitializers(this, _resource_extraInitializers);
        }
    };
})();
export { ExplainedFactsDto };
let IdentityFindingDto = (() => {
    let _about_decorators;
    let _about_initializers = [];
    let _about_extraInitializers = [];
    let _holds_decorators;
    let _holds_initializers = [];
    let _holds_extraInitializers = [];
    let _reason_decorators;
    let _reason_initializers = [];
    let _reason_extraInitializers = [];
    return class IdentityFindingDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _about_decorators = [ApiProperty({ enum: ['subject', 'resource', 'ceiling', 'actor'] })];
            _holds_decorators = [ApiProperty()];
            _reason_decorators = [ApiProperty({ type: String, nullable: true, description: REASON })];
            __esDecorate(null, null, _about_decorators, { kind: "field", name: "about", static: false, private: false, access: { has: obj => "about" in obj, get: obj => obj.about, set: (obj, value) => { obj.about = value; } }, metadata: _metadata }, _about_initializers, _about_extraInitializers);
            __esDecorate(null, null, _holds_decorators, { kind: "field", name: "holds", static: false, private: false, access: { has: obj => "holds" in obj, get: obj => obj.holds, set: (obj, value) => { obj.holds = value; } }, metadata: _metadata }, _holds_initializers, _holds_extraInitializers);
            __esDecorate(null, null, _reason_decorators, { kind: "field", name: "reason", static: false, private: false, access: { has: obj => "reason" in obj, get: obj => obj.reason, set: (obj, value) => { obj.reason = value; } }, metadata: _metadata }, _reason_initializers, _reason_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        about = __runInitializers(this, _about_initializers, void 0);
        holds = (__runInitializers(this, _about_extraInitializers), __runInitializers(this, _holds_initializers, void 0));
        reason = (__runInitializers(this, _holds_extraInitializers), __runInitializers(this, _reason_initializers, void 0));
        constructor() {
            __runInitializers(this, _reason_extraInitializers);
        }
    };
})();
export { IdentityFindingDto };
let CheckFindingDto = (() => {
    let _check_decorators;
    let _check_initializers = [];
    let _check_extraInitializers = [];
    let _holds_decorators;
    let _holds_initializers = [];
    let _holds_extraInitializers = [];
    let _reason_decorators;
    let _reason_initializers = [];
    let _reason_extraInitializers = [];
    let _asked_decorators;
    let _asked_initializers = [];
    let _asked_extraInitializers = [];
    let _stored_decorators;
    let _stored_initializers = [];
    let _stored_extraInitializers = [];
    return class CheckFindingDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _check_decorators = [ApiProperty({ example: 'action' })];
            _holds_decorators = [ApiProperty()];
            _reason_decorators = [ApiProperty({ type: String, nullable: true, description: REASON })];
            _asked_decorators = [ApiProperty(JSON_VALUE)];
            _stored_decorators = [ApiProperty(JSON_VALUE)];
            __esDecorate(null, null, _check_decorators, { kind: "field", name: "check", static: false, private: false, access: { has: obj => "check" in obj, get: obj => obj.check, set: (obj, value) => { obj.check = value; } }, metadata: _metadata }, _check_initializers, _check_extraInitializers);
            __esDecorate(null, null, _holds_decorators, { kind: "field", name: "holds", static: false, private: false, access: { has: obj => "holds" in obj, get: obj => obj.holds, set: (obj, value) => { obj.holds = value; } }, metadata: _metadata }, _holds_initializers, _holds_extraInitializers);
            __esDecorate(null, null, _reason_decorators, { kind: "field", name: "reason", static: false, private: false, access: { has: obj => "reason" in obj, get: obj => obj.reason, set: (obj, value) => { obj.reason = value; } }, metadata: _metadata }, _reason_initializers, _reason_extraInitializers);
            __esDecorate(null, null, _asked_decorators, { kind: "field", name: "asked", static: false, private: false, access: { has: obj => "asked" in obj, get: obj => obj.asked, set: (obj, value) => { obj.asked = value; } }, metadata: _metadata }, _asked_initializers, _asked_extraInitializers);
            __esDecorate(null, null, _stored_decorators, { kind: "field", name: "stored", static: false, private: false, access: { has: obj => "stored" in obj, get: obj => obj.stored, set: (obj, value) => { obj.stored = value; } }, metadata: _metadata }, _stored_initializers, _stored_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        check = __runInitializers(this, _check_initializers, void 0);
        holds = (__runInitializers(this, _check_extraInitializers), __runInitializers(this, _holds_initializers, void 0));
        reason = (__runInitializers(this, _holds_extraInitializers), __runInitializers(this, _reason_initializers, void 0));
        asked = (__runInitializers(this, _reason_extraInitializers), __runInitializers(this, _asked_initializers, void 0));
        stored = (__runInitializers(this, _asked_extraInitializers), __runInitializers(this, _stored_initializers, void 0));
        constructor() {
            __runInitializers(this, _stored_extraInitializers);
        }
    };
})();
export { CheckFindingDto };
let LinkFindingDto = (() => {
    let _grant_decorators;
    let _grant_initializers = [];
    let _grant_extraInitializers = [];
    let _grantor_decorators;
    let _grantor_initializers = [];
    let _grantor_extraInitializers = [];
    let _grantee_decorators;
    let _grantee_initializers = [];
    let _grantee_extraInitializers = [];
    let _checks_decorators;
    let _checks_initializers = [];
    let _checks_extraInitializers = [];
    return class LinkFindingDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _grant_decorators = [ApiProperty({ format: 'uuid' })];
            _grantor_decorators = [ApiProperty()];
            _grantee_decorators = [ApiProperty()];
            _checks_decorators = [ApiProperty({ isArray: true, type: CheckFindingDto })];
            __esDecorate(null, null, _grant_decorators, { kind: "field", name: "grant", static: false, private: false, access: { has: obj => "grant" in obj, get: obj => obj.grant, set: (obj, value) => { obj.grant = value; } }, metadata: _metadata }, _grant_initializers, _grant_extraInitializers);
            __esDecorate(null, null, _grantor_decorators, { kind: "field", name: "grantor", static: false, private: false, access: { has: obj => "grantor" in obj, get: obj => obj.grantor, set: (obj, value) => { obj.grantor = value; } }, metadata: _metadata }, _grantor_initializers, _grantor_extraInitializers);
            __esDecorate(null, null, _grantee_decorators, { kind: "field", name: "grantee", static: false, private: false, access: { has: obj => "grantee" in obj, get: obj => obj.grantee, set: (obj, value) => { obj.grantee = value; } }, metadata: _metadata }, _grantee_initializers, _grantee_extraInitializers);
            __esDecorate(null, null, _checks_decorators, { kind: "field", name: "checks", static: false, private: false, access: { has: obj => "checks" in obj, get: obj => obj.checks, set: (obj, value) => { obj.checks = value; } }, metadata: _metadata }, _checks_initializers, _checks_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        grant = __runInitializers(this, _grant_initializers, void 0);
        grantor = (__runInitializers(this, _grant_extraInitializers), __runInitializers(this, _grantor_initializers, void 0));
        grantee = (__runInitializers(this, _grantor_extraInitializers), __runInitializers(this, _grantee_initializers, void 0));
        checks = (__runInitializers(this, _grantee_extraInitializers), __runInitializers(this, _checks_initializers, void 0));
        constructor() {
            __runInitializers(this, _checks_extraInitializers);
        }
    };
})();
export { LinkFindingDto };
let ChainFindingDto = (() => {
    let _grants_decorators;
    let _grants_initializers = [];
    let _grants_extraInitializers = [];
    let _carries_decorators;
    let _carries_initializers = [];
    let _carries_extraInitializers = [];
    let _isTooLong_decorators;
    let _isTooLong_initializers = [];
    let _isTooLong_extraInitializers = [];
    let _links_decorators;
    let _links_initializers = [];
    let _links_extraInitializers = [];
    return class ChainFindingDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _grants_decorators = [ApiProperty({ isArray: true, type: String, description: 'Ids of its grants, root first.' })];
            _carries_decorators = [ApiProperty({ description: 'Whether it carries the question, whatever policy says.' })];
            _isTooLong_decorators = [ApiProperty({ description: 'Whether it is longer than the limit.' })];
            _links_decorators = [ApiProperty({ isArray: true, type: LinkFindingDto })];
            __esDecorate(null, null, _grants_decorators, { kind: "field", name: "grants", static: false, private: false, access: { has: obj => "grants" in obj, get: obj => obj.grants, set: (obj, value) => { obj.grants = value; } }, metadata: _metadata }, _grants_initializers, _grants_extraInitializers);
            __esDecorate(null, null, _carries_decorators, { kind: "field", name: "carries", static: false, private: false, access: { has: obj => "carries" in obj, get: obj => obj.carries, set: (obj, value) => { obj.carries = value; } }, metadata: _metadata }, _carries_initializers, _carries_extraInitializers);
            __esDecorate(null, null, _isTooLong_decorators, { kind: "field", name: "isTooLong", static: false, private: false, access: { has: obj => "isTooLong" in obj, get: obj => obj.isTooLong, set: (obj, value) => { obj.isTooLong = value; } }, metadata: _metadata }, _isTooLong_initializers, _isTooLong_extraInitializers);
            __esDecorate(null, null, _links_decorators, { kind: "field", name: "links", static: false, private: false, access: { has: obj => "links" in obj, get: obj => obj.links, set: (obj, value) => { obj.links = value; } }, metadata: _metadata }, _links_initializers, _links_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        grants = __runInitializers(this, _grants_initializers, void 0);
        carries = (__runInitializers(this, _grants_extraInitializers), __runInitializers(this, _carries_initializers, void 0));
        isTooLong = (__runInitializers(this, _carries_extraInitializers), __runInitializers(this, _isTooLong_initializers, void 0));
        links = (__runInitializers(this, _isTooLong_extraInitializers), __runInitializers(this, _links_initializers, void 0));
        constructor() {
            __runInitializers(this, _links_extraInitializers);
        }
    };
})();
export { ChainFindingDto };
let PackageFindingDto = (() => {
    let _package_decorators;
    let _package_initializers = [];
    let _package_extraInitializers = [];
    let _permits_decorators;
    let _permits_initializers = [];
    let _permits_extraInitializers = [];
    let _provenGuards_decorators;
    let _provenGuards_initializers = [];
    let _provenGuards_extraInitializers = [];
    let _unprovenGuards_decorators;
    let _unprovenGuards_initializers = [];
    let _unprovenGuards_extraInitializers = [];
    let _failure_decorators;
    let _failure_initializers = [];
    let _failure_extraInitializers = [];
    return class PackageFindingDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _package_decorators = [ApiProperty({ example: 'policy.records' })];
            _permits_decorators = [ApiProperty({ isArray: true, type: String })];
            _provenGuards_decorators = [ApiProperty({ isArray: true, type: String })];
            _unprovenGuards_decorators = [ApiProperty({ isArray: true, type: String })];
            _failure_decorators = [ApiProperty({
                    type: 'object',
                    nullable: true,
                    properties: { reason: { type: 'string' }, detail: { type: 'string' } },
                })];
            __esDecorate(null, null, _package_decorators, { kind: "field", name: "package", static: false, private: false, access: { has: obj => "package" in obj, get: obj => obj.package, set: (obj, value) => { obj.package = value; } }, metadata: _metadata }, _package_initializers, _package_extraInitializers);
            __esDecorate(null, null, _permits_decorators, { kind: "field", name: "permits", static: false, private: false, access: { has: obj => "permits" in obj, get: obj => obj.permits, set: (obj, value) => { obj.permits = value; } }, metadata: _metadata }, _permits_initializers, _permits_extraInitializers);
            __esDecorate(null, null, _provenGuards_decorators, { kind: "field", name: "provenGuards", static: false, private: false, access: { has: obj => "provenGuards" in obj, get: obj => obj.provenGuards, set: (obj, value) => { obj.provenGuards = value; } }, metadata: _metadata }, _provenGuards_initializers, _provenGuards_extraInitializers);
            __esDecorate(null, null, _unprovenGuards_decorators, { kind: "field", name: "unprovenGuards", static: false, private: false, access: { has: obj => "unprovenGuards" in obj, get: obj => obj.unprovenGuards, set: (obj, value) => { obj.unprovenGuards = value; } }, metadata: _metadata }, _unprovenGuards_initializers, _unprovenGuards_extraInitializers);
            __esDecorate(null, null, _failure_decorators, { kind: "field", name: "failure", static: false, private: false, access: { has: obj => "failure" in obj, get: obj => obj.failure, set: (obj, value) => { obj.failure = value; } }, metadata: _metadata }, _failure_initializers, _failure_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        package = __runInitializers(this, _package_initializers, void 0);
        permits = (__runInitializers(this, _package_extraInitializers), __runInitializers(this, _permits_initializers, void 0));
        provenGuards = (__runInitializers(this, _permits_extraInitializers), __runInitializers(this, _provenGuards_initializers, void 0));
        unprovenGuards = (__runInitializers(this, _provenGuards_extraInitializers), __runInitializers(this, _unprovenGuards_initializers, void 0));
        failure = (__runInitializers(this, _unprovenGuards_extraInitializers), __runInitializers(this, _failure_initializers, void 0));
        constructor() {
            __runInitializers(this, _failure_extraInitializers);
        }
    };
})();
export { PackageFindingDto };
let PolicyFindingDto = (() => {
    let _chain_decorators;
    let _chain_initializers = [];
    let _chain_extraInitializers = [];
    let _packages_decorators;
    let _packages_initializers = [];
    let _packages_extraInitializers = [];
    let _decision_decorators;
    let _decision_initializers = [];
    let _decision_extraInitializers = [];
    let _reasons_decorators;
    let _reasons_initializers = [];
    let _reasons_extraInitializers = [];
    return class PolicyFindingDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _chain_decorators = [ApiProperty({
                    isArray: true,
                    type: String,
                    nullable: true,
                    description: 'The chain it was asked about; null without delegation.',
                })];
            _packages_decorators = [ApiProperty({ isArray: true, type: PackageFindingDto })];
            _decision_decorators = [ApiProperty({ type: Boolean, nullable: true, description: 'What it was combined to.' })];
            _reasons_decorators = [ApiProperty({ isArray: true, type: String })];
            __esDecorate(null, null, _chain_decorators, { kind: "field", name: "chain", static: false, private: false, access: { has: obj => "chain" in obj, get: obj => obj.chain, set: (obj, value) => { obj.chain = value; } }, metadata: _metadata }, _chain_initializers, _chain_extraInitializers);
            __esDecorate(null, null, _packages_decorators, { kind: "field", name: "packages", static: false, private: false, access: { has: obj => "packages" in obj, get: obj => obj.packages, set: (obj, value) => { obj.packages = value; } }, metadata: _metadata }, _packages_initializers, _packages_extraInitializers);
            __esDecorate(null, null, _decision_decorators, { kind: "field", name: "decision", static: false, private: false, access: { has: obj => "decision" in obj, get: obj => obj.decision, set: (obj, value) => { obj.decision = value; } }, metadata: _metadata }, _decision_initializers, _decision_extraInitializers);
            __esDecorate(null, null, _reasons_decorators, { kind: "field", name: "reasons", static: false, private: false, access: { has: obj => "reasons" in obj, get: obj => obj.reasons, set: (obj, value) => { obj.reasons = value; } }, metadata: _metadata }, _reasons_initializers, _reasons_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        chain = __runInitializers(this, _chain_initializers, void 0);
        packages = (__runInitializers(this, _chain_extraInitializers), __runInitializers(this, _packages_initializers, void 0));
        decision = (__runInitializers(this, _packages_extraInitializers), __runInitializers(this, _decision_initializers, void 0));
        reasons = (__runInitializers(this, _decision_extraInitializers), __runInitializers(this, _reasons_initializers, void 0));
        constructor() {
            __runInitializers(this, _reasons_extraInitializers);
        }
    };
})();
export { PolicyFindingDto };
let MemberChangeDto = (() => {
    let _member_decorators;
    let _member_initializers = [];
    let _member_extraInitializers = [];
    let _from_decorators;
    let _from_initializers = [];
    let _from_extraInitializers = [];
    let _to_decorators;
    let _to_initializers = [];
    let _to_extraInitializers = [];
    return class MemberChangeDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _member_decorators = [ApiProperty({ example: 'actions' })];
            _from_decorators = [ApiProperty(JSON_VALUE)];
            _to_decorators = [ApiProperty(JSON_VALUE)];
            __esDecorate(null, null, _member_decorators, { kind: "field", name: "member", static: false, private: false, access: { has: obj => "member" in obj, get: obj => obj.member, set: (obj, value) => { obj.member = value; } }, metadata: _metadata }, _member_initializers, _member_extraInitializers);
            __esDecorate(null, null, _from_decorators, { kind: "field", name: "from", static: false, private: false, access: { has: obj => "from" in obj, get: obj => obj.from, set: (obj, value) => { obj.from = value; } }, metadata: _metadata }, _from_initializers, _from_extraInitializers);
            __esDecorate(null, null, _to_decorators, { kind: "field", name: "to", static: false, private: false, access: { has: obj => "to" in obj, get: obj => obj.to, set: (obj, value) => { obj.to = value; } }, metadata: _metadata }, _to_initializers, _to_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        member = __runInitializers(this, _member_initializers, void 0);
        from = (__runInitializers(this, _member_extraInitializers), __runInitializers(this, _from_initializers, void 0));
        to = (__runInitializers(this, _from_extraInitializers), __runInitializers(this, _to_initializers, void 0));
        constructor() {
            __runInitializers(this, _to_extraInitializers);
        }
    };
})();
export { MemberChangeDto };
let ProposedGrantDto = (() => {
    let _replaces_decorators;
    let _replaces_initializers = [];
    let _replaces_extraInitializers = [];
    let _because_decorators;
    let _because_initializers = [];
    let _because_extraInitializers = [];
    let _changes_decorators;
    let _changes_initializers = [];
    let _changes_extraInitializers = [];
    let _below_decorators;
    let _below_initializers = [];
    let _below_extraInitializers = [];
    let _body_decorators;
    let _body_initializers = [];
    let _body_extraInitializers = [];
    return class ProposedGrantDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _replaces_decorators = [ApiProperty({ format: 'uuid', type: String, nullable: true })];
            _because_decorators = [ApiProperty({ isArray: true, type: String, description: 'Reason codes that it answers.' })];
            _changes_decorators = [ApiProperty({ isArray: true, type: MemberChangeDto })];
            _below_decorators = [ApiPropertyOptional({
                    description: 'Place in `grants` of the one whose new id goes to `parent` of the body.',
                })];
            _body_decorators = [ApiProperty({ description: 'Body of `POST /admin/v1/grants`.' })];
            __esDecorate(null, null, _replaces_decorators, { kind: "field", name: "replaces", static: false, private: false, access: { has: obj => "replaces" in obj, get: obj => obj.replaces, set: (obj, value) => { obj.replaces = value; } }, metadata: _metadata }, _replaces_initializers, _replaces_extraInitializers);
            __esDecorate(null, null, _because_decorators, { kind: "field", name: "because", static: false, private: false, access: { has: obj => "because" in obj, get: obj => obj.because, set: (obj, value) => { obj.because = value; } }, metadata: _metadata }, _because_initializers, _because_extraInitializers);
            __esDecorate(null, null, _changes_decorators, { kind: "field", name: "changes", static: false, private: false, access: { has: obj => "changes" in obj, get: obj => obj.changes, set: (obj, value) => { obj.changes = value; } }, metadata: _metadata }, _changes_initializers, _changes_extraInitializers);
            __esDecorate(null, null, _below_decorators, { kind: "field", name: "below", static: false, private: false, access: { has: obj => "below" in obj, get: obj => obj.below, set: (obj, value) => { obj.below = value; } }, metadata: _metadata }, _below_initializers, _below_extraInitializers);
            __esDecorate(null, null, _body_decorators, { kind: "field", name: "body", static: false, private: false, access: { has: obj => "body" in obj, get: obj => obj.body, set: (obj, value) => { obj.body = value; } }, metadata: _metadata }, _body_initializers, _body_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        replaces = __runInitializers(this, _replaces_initializers, void 0);
        because = (__runInitializers(this, _replaces_extraInitializers), __runInitializers(this, _because_initializers, void 0));
        changes = (__runInitializers(this, _because_extraInitializers), __runInitializers(this, _changes_initializers, void 0));
        below = (__runInitializers(this, _changes_extraInitializers), __runInitializers(this, _below_initializers, void 0));
        body = (__runInitializers(this, _below_extraInitializers), __runInitializers(this, _body_initializers, void 0));
        constructor() {
            __runInitializers(this, _body_extraInitializers);
        }
    };
})();
export { ProposedGrantDto };
let ProposedChangeDto = (() => {
    let _summary_decorators;
    let _summary_initializers = [];
    let _summary_extraInitializers = [];
    let _grants_decorators;
    let _grants_initializers = [];
    let _grants_extraInitializers = [];
    return class ProposedChangeDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _summary_decorators = [ApiProperty({ description: 'The same in one sentence.' })];
            _grants_decorators = [ApiProperty({ isArray: true, type: ProposedGrantDto, description: 'To be written in order.' })];
            __esDecorate(null, null, _summary_decorators, { kind: "field", name: "summary", static: false, private: false, access: { has: obj => "summary" in obj, get: obj => obj.summary, set: (obj, value) => { obj.summary = value; } }, metadata: _metadata }, _summary_initializers, _summary_extraInitializers);
            __esDecorate(null, null, _grants_decorators, { kind: "field", name: "grants", static: false, private: false, access: { has: obj => "grants" in obj, get: obj => obj.grants, set: (obj, value) => { obj.grants = value; } }, metadata: _metadata }, _grants_initializers, _grants_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        summary = __runInitializers(this, _summary_initializers, void 0);
        grants = (__runInitializers(this, _summary_extraInitializers), __runInitializers(this, _grants_initializers, void 0));
        constructor() {
            __runInitializers(this, _grants_extraInitializers);
        }
    };
})();
export { ProposedChangeDto };
let ExplanationDto = (() => {
    let _classSuper = EvaluationResponseDto;
    let _caller_decorators;
    let _caller_initializers = [];
    let _caller_extraInitializers = [];
    let _decidedBy_decorators;
    let _decidedBy_initializers = [];
    let _decidedBy_extraInitializers = [];
    let _policyDigest_decorators;
    let _policyDigest_initializers = [];
    let _policyDigest_extraInitializers = [];
    let _facts_decorators;
    let _facts_initializers = [];
    let _facts_extraInitializers = [];
    let _identities_decorators;
    let _identities_initializers = [];
    let _identities_extraInitializers = [];
    let _chains_decorators;
    let _chains_initializers = [];
    let _chains_extraInitializers = [];
    let _policies_decorators;
    let _policies_initializers = [];
    let _policies_extraInitializers = [];
    let _change_decorators;
    let _change_initializers = [];
    let _change_extraInitializers = [];
    let _remaining_decorators;
    let _remaining_initializers = [];
    let _remaining_extraInitializers = [];
    return class ExplanationDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _caller_decorators = [ApiProperty()];
            _decidedBy_decorators = [ApiProperty({
                    enum: ['facts', 'identities', 'grants', 'policy'],
                    description: 'The stop that settled it.',
                })];
            _policyDigest_decorators = [ApiProperty({ type: String, nullable: true })];
            _facts_decorators = [ApiProperty({ type: ExplainedFactsDto, nullable: true })];
            _identities_decorators = [ApiProperty({ isArray: true, type: IdentityFindingDto })];
            _chains_decorators = [ApiProperty({ isArray: true, type: ChainFindingDto })];
            _policies_decorators = [ApiProperty({ isArray: true, type: PolicyFindingDto })];
            _change_decorators = [ApiProperty({
                    type: ProposedChangeDto,
                    nullable: true,
                    description: 'Where grants say no: the smallest change of grants that turns the answer.',
                })];
            _remaining_decorators = [ApiProperty({
                    isArray: true,
                    type: String,
                    description: 'Where grants say no and no change of them is enough: what would be left.',
                })];
            __esDecorate(null, null, _caller_decorators, { kind: "field", name: "caller", static: false, private: false, access: { has: obj => "caller" in obj, get: obj => obj.caller, set: (obj, value) => { obj.caller = value; } }, metadata: _metadata }, _caller_initializers, _caller_extraInitializers);
            __esDecorate(null, null, _decidedBy_decorators, { kind: "field", name: "decidedBy", static: false, private: false, access: { has: obj => "decidedBy" in obj, get: obj => obj.decidedBy, set: (obj, value) => { obj.decidedBy = value; } }, metadata: _metadata }, _decidedBy_initializers, _decidedBy_extraInitializers);
            __esDecorate(null, null, _policyDigest_decorators, { kind: "field", name: "policyDigest", static: false, private: false, access: { has: obj => "policyDigest" in obj, get: obj => obj.policyDigest, set: (obj, value) => { obj.policyDigest = value; } }, metadata: _metadata }, _policyDigest_initializers, _policyDigest_extraInitializers);
            __esDecorate(null, null, _facts_decorators, { kind: "field", name: "facts", static: false, private: false, access: { has: obj => "facts" in obj, get: obj => obj.facts, set: (obj, value) => { obj.facts = value; } }, metadata: _metadata }, _facts_initializers, _facts_extraInitializers);
            __esDecorate(null, null, _identities_decorators, { kind: "field", name: "identities", static: false, private: false, access: { has: obj => "identities" in obj, get: obj => obj.identities, set: (obj, value) => { obj.identities = value; } }, metadata: _metadata }, _identities_initializers, _identities_extraInitializers);
            __esDecorate(null, null, _chains_decorators, { kind: "field", name: "chains", static: false, private: false, access: { has: obj => "chains" in obj, get: obj => obj.chains, set: (obj, value) => { obj.chains = value; } }, metadata: _metadata }, _chains_initializers, _chains_extraInitializers);
            __esDecorate(null, null, _policies_decorators, { kind: "field", name: "policies", static: false, private: false, access: { has: obj => "policies" in obj, get: obj => obj.policies, set: (obj, value) => { obj.policies = value; } }, metadata: _metadata }, _policies_initializers, _policies_extraInitializers);
            __esDecorate(null, null, _change_decorators, { kind: "field", name: "change", static: false, private: false, access: { has: obj => "change" in obj, get: obj => obj.change, set: (obj, value) => { obj.change = value; } }, metadata: _metadata }, _change_initializers, _change_extraInitializers);
            __esDecorate(null, null, _remaining_decorators, { kind: "field", name: "remaining", static: false, private: false, access: { has: obj => "remaining" in obj, get: obj => obj.remaining, set: (obj, value) => { obj.remaining = value; } }, metadata: _metadata }, _remaining_initializers, _remaining_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        caller = __runInitializers(this, _caller_initializers, void 0);
        decidedBy = (__runInitializers(this, _caller_extraInitializers), __runInitializers(this, _decidedBy_initializers, void 0));
        policyDigest = (__runInitializers(this, _decidedBy_extraInitializers), __runInitializers(this, _policyDigest_initializers, void 0));
        facts = (__runInitializers(this, _policyDigest_extraInitializers), __runInitializers(this, _facts_initializers, void 0));
        identities = (__runInitializers(this, _facts_extraInitializers), __runInitializers(this, _identities_initializers, void 0));
        chains = (__runInitializers(this, _identities_extraInitializers), __runInitializers(this, _chains_initializers, void 0));
        policies = (__runInitializers(this, _chains_extraInitializers), __runInitializers(this, _policies_initializers, void 0));
        change = (__runInitializers(this, _policies_extraInitializers), __runInitializers(this, _change_initializers, void 0));
        remaining = (__runInitializers(this, _change_extraInitializers), __runInitializers(this, _remaining_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _remaining_extraInitializers);
        }
    };
})();
export { ExplanationDto };
