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
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ConstraintDto, IdentityRefDto, ResourceSelectorDto } from '../shared/scope.dto.js';
const NEXT = 'Absent on the last page. A page can be short or empty and still have one.';
const CONDITION = 'Reason code that a decision without context is denied for, where one that says more could be a permit.';
let PermissionDto = (() => {
    let _reasons_decorators;
    let _reasons_initializers = [];
    let _reasons_extraInitializers = [];
    let _chain_decorators;
    let _chain_initializers = [];
    let _chain_extraInitializers = [];
    let _condition_decorators;
    let _condition_initializers = [];
    let _condition_extraInitializers = [];
    let _mode_decorators;
    let _mode_initializers = [];
    let _mode_extraInitializers = [];
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _action_decorators;
    let _action_initializers = [];
    let _action_extraInitializers = [];
    return class PermissionDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _reasons_decorators = [ApiProperty({ isArray: true, type: String, example: ['permit.owner'] })];
            _chain_decorators = [ApiProperty({
                    isArray: true,
                    type: String,
                    description: 'Ids of the grants it stands on, root first.',
                })];
            _condition_decorators = [ApiPropertyOptional({ example: 'grant.constraint_not_met', description: CONDITION })];
            _mode_decorators = [ApiProperty({ enum: ['autonomous', 'delegated'] })];
            _subject_decorators = [ApiProperty()];
            _action_decorators = [ApiProperty({ example: 'read' })];
            __esDecorate(null, null, _reasons_decorators, { kind: "field", name: "reasons", static: false, private: false, access: { has: obj => "reasons" in obj, get: obj => obj.reasons, set: (obj, value) => { obj.reasons = value; } }, metadata: _metadata }, _reasons_initializers, _reasons_extraInitializers);
            __esDecorate(null, null, _chain_decorators, { kind: "field", name: "chain", static: false, private: false, access: { has: obj => "chain" in obj, get: obj => obj.chain, set: (obj, value) => { obj.chain = value; } }, metadata: _metadata }, _chain_initializers, _chain_extraInitializers);
            __esDecorate(null, null, _condition_decorators, { kind: "field", name: "condition", static: false, private: false, access: { has: obj => "condition" in obj, get: obj => obj.condition, set: (obj, value) => { obj.condition = value; } }, metadata: _metadata }, _condition_initializers, _condition_extraInitializers);
            __esDecorate(null, null, _mode_decorators, { kind: "field", name: "mode", static: false, private: false, access: { has: obj => "mode" in obj, get: obj => obj.mode, set: (obj, value) => { obj.mode = value; } }, metadata: _metadata }, _mode_initializers, _mode_extraInitializers);
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _action_decorators, { kind: "field", name: "action", static: false, private: false, access: { has: obj => "action" in obj, get: obj => obj.action, set: (obj, value) => { obj.action = value; } }, metadata: _metadata }, _action_initializers, _action_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        reasons = __runInitializers(this, _reasons_initializers, void 0);
        chain = (__runInitializers(this, _reasons_extraInitializers), __runInitializers(this, _chain_initializers, void 0));
        condition = (__runInitializers(this, _chain_extraInitializers), __runInitializers(this, _condition_initializers, void 0));
        mode = (__runInitializers(this, _condition_extraInitializers), __runInitializers(this, _mode_initializers, void 0));
        subject = (__runInitializers(this, _mode_extraInitializers), __runInitializers(this, _subject_initializers, void 0));
        action = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _action_initializers, void 0));
        constructor() {
            __runInitializers(this, _action_extraInitializers);
        }
    };
})();
let ReachedDto = (() => {
    let _classSuper = PermissionDto;
    let _resource_decorators;
    let _resource_initializers = [];
    let _resource_extraInitializers = [];
    return class ReachedDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _resource_decorators = [ApiProperty()];
            __esDecorate(null, null, _resource_decorators, { kind: "field", name: "resource", static: false, private: false, access: { has: obj => "resource" in obj, get: obj => obj.resource, set: (obj, value) => { obj.resource = value; } }, metadata: _metadata }, _resource_initializers, _resource_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        resource = __runInitializers(this, _resource_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _resource_extraInitializers);
        }
    };
})();
export { ReachedDto };
let AccessorDto = (() => {
    let _classSuper = PermissionDto;
    let _actor_decorators;
    let _actor_initializers = [];
    let _actor_extraInitializers = [];
    return class AccessorDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _actor_decorators = [ApiPropertyOptional({ description: 'Who acts for the subject.' })];
            __esDecorate(null, null, _actor_decorators, { kind: "field", name: "actor", static: false, private: false, access: { has: obj => "actor" in obj, get: obj => obj.actor, set: (obj, value) => { obj.actor = value; } }, metadata: _metadata }, _actor_initializers, _actor_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        actor = __runInitializers(this, _actor_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _actor_extraInitializers);
        }
    };
})();
export { AccessorDto };
let ChainLinkDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _grantor_decorators;
    let _grantor_initializers = [];
    let _grantor_extraInitializers = [];
    let _grantee_decorators;
    let _grantee_initializers = [];
    let _grantee_extraInitializers = [];
    return class ChainLinkDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty({ format: 'uuid' })];
            _grantor_decorators = [ApiProperty()];
            _grantee_decorators = [ApiProperty()];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _grantor_decorators, { kind: "field", name: "grantor", static: false, private: false, access: { has: obj => "grantor" in obj, get: obj => obj.grantor, set: (obj, value) => { obj.grantor = value; } }, metadata: _metadata }, _grantor_initializers, _grantor_extraInitializers);
            __esDecorate(null, null, _grantee_decorators, { kind: "field", name: "grantee", static: false, private: false, access: { has: obj => "grantee" in obj, get: obj => obj.grantee, set: (obj, value) => { obj.grantee = value; } }, metadata: _metadata }, _grantee_initializers, _grantee_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        grantor = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _grantor_initializers, void 0));
        grantee = (__runInitializers(this, _grantor_extraInitializers), __runInitializers(this, _grantee_initializers, void 0));
        constructor() {
            __runInitializers(this, _grantee_extraInitializers);
        }
    };
})();
export { ChainLinkDto };
let ChainSummaryDto = (() => {
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _grants_decorators;
    let _grants_initializers = [];
    let _grants_extraInitializers = [];
    let _actions_decorators;
    let _actions_initializers = [];
    let _actions_extraInitializers = [];
    let _resources_decorators;
    let _resources_initializers = [];
    let _resources_extraInitializers = [];
    let _constraints_decorators;
    let _constraints_initializers = [];
    let _constraints_extraInitializers = [];
    let _purpose_decorators;
    let _purpose_initializers = [];
    let _purpose_extraInitializers = [];
    let _audience_decorators;
    let _audience_initializers = [];
    let _audience_extraInitializers = [];
    let _notBefore_decorators;
    let _notBefore_initializers = [];
    let _notBefore_extraInitializers = [];
    let _expiresAt_decorators;
    let _expiresAt_initializers = [];
    let _expiresAt_extraInitializers = [];
    let _live_decorators;
    let _live_initializers = [];
    let _live_extraInitializers = [];
    let _deadBecause_decorators;
    let _deadBecause_initializers = [];
    let _deadBecause_extraInitializers = [];
    return class ChainSummaryDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _subject_decorators = [ApiProperty()];
            _grants_decorators = [ApiProperty({ isArray: true, type: ChainLinkDto, description: 'The root first.' })];
            _actions_decorators = [ApiProperty({ isArray: true, type: String })];
            _resources_decorators = [ApiProperty({ isArray: true, type: ResourceSelectorDto })];
            _constraints_decorators = [ApiProperty({ isArray: true, type: ConstraintDto })];
            _purpose_decorators = [ApiPropertyOptional()];
            _audience_decorators = [ApiPropertyOptional({ isArray: true, type: String })];
            _notBefore_decorators = [ApiPropertyOptional({ format: 'date-time' })];
            _expiresAt_decorators = [ApiPropertyOptional({ format: 'date-time' })];
            _live_decorators = [ApiProperty({ description: 'Whether it carries anything now.' })];
            _deadBecause_decorators = [ApiPropertyOptional({ example: 'grant.revoked' })];
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _grants_decorators, { kind: "field", name: "grants", static: false, private: false, access: { has: obj => "grants" in obj, get: obj => obj.grants, set: (obj, value) => { obj.grants = value; } }, metadata: _metadata }, _grants_initializers, _grants_extraInitializers);
            __esDecorate(null, null, _actions_decorators, { kind: "field", name: "actions", static: false, private: false, access: { has: obj => "actions" in obj, get: obj => obj.actions, set: (obj, value) => { obj.actions = value; } }, metadata: _metadata }, _actions_initializers, _actions_extraInitializers);
            __esDecorate(null, null, _resources_decorators, { kind: "field", name: "resources", static: false, private: false, access: { has: obj => "resources" in obj, get: obj => obj.resources, set: (obj, value) => { obj.resources = value; } }, metadata: _metadata }, _resources_initializers, _resources_extraInitializers);
            __esDecorate(null, null, _constraints_decorators, { kind: "field", name: "constraints", static: false, private: false, access: { has: obj => "constraints" in obj, get: obj => obj.constraints, set: (obj, value) => { obj.constraints = value; } }, metadata: _metadata }, _constraints_initializers, _constraints_extraInitializers);
            __esDecorate(null, null, _purpose_decorators, { kind: "field", name: "purpose", static: false, private: false, access: { has: obj => "purpose" in obj, get: obj => obj.purpose, set: (obj, value) => { obj.purpose = value; } }, metadata: _metadata }, _purpose_initializers, _purpose_extraInitializers);
            __esDecorate(null, null, _audience_decorators, { kind: "field", name: "audience", static: false, private: false, access: { has: obj => "audience" in obj, get: obj => obj.audience, set: (obj, value) => { obj.audience = value; } }, metadata: _metadata }, _audience_initializers, _audience_extraInitializers);
            __esDecorate(null, null, _notBefore_decorators, { kind: "field", name: "notBefore", static: false, private: false, access: { has: obj => "notBefore" in obj, get: obj => obj.notBefore, set: (obj, value) => { obj.notBefore = value; } }, metadata: _metadata }, _notBefore_initializers, _notBefore_extraInitializers);
            __esDecorate(null, null, _expiresAt_decorators, { kind: "field", name: "expiresAt", static: false, private: false, access: { has: obj => "expiresAt" in obj, get: obj => obj.expiresAt, set: (obj, value) => { obj.expiresAt = value; } }, metadata: _metadata }, _expiresAt_initializers, _expiresAt_extraInitializers);
            __esDecorate(null, null, _live_decorators, { kind: "field", name: "live", static: false, private: false, access: { has: obj => "live" in obj, get: obj => obj.live, set: (obj, value) => { obj.live = value; } }, metadata: _metadata }, _live_initializers, _live_extraInitializers);
            __esDecorate(null, null, _deadBecause_decorators, { kind: "field", name: "deadBecause", static: false, private: false, access: { has: obj => "deadBecause" in obj, get: obj => obj.deadBecause, set: (obj, value) => { obj.deadBecause = value; } }, metadata: _metadata }, _deadBecause_initializers, _deadBecause_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        subject = __runInitializers(this, _subject_initializers, void 0);
        grants = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _grants_initializers, void 0));
        actions = (__runInitializers(this, _grants_extraInitializers), __runInitializers(this, _actions_initializers, void 0));
        resources = (__runInitializers(this, _actions_extraInitializers), __runInitializers(this, _resources_initializers, void 0));
        constraints = (__runInitializers(this, _resources_extraInitializers), __runInitializers(this, _constraints_initializers, void 0));
        purpose = (__runInitializers(this, _constraints_extraInitializers), __runInitializers(this, _purpose_initializers, void 0));
        audience = (__runInitializers(this, _purpose_extraInitializers), __runInitializers(this, _audience_initializers, void 0));
        notBefore = (__runInitializers(this, _audience_extraInitializers), __runInitializers(this, _notBefore_initializers, void 0));
        expiresAt = (__runInitializers(this, _notBefore_extraInitializers), __runInitializers(this, _expiresAt_initializers, void 0));
        live = (__runInitializers(this, _expiresAt_extraInitializers), __runInitializers(this, _live_initializers, void 0));
        deadBecause = (__runInitializers(this, _live_extraInitializers), __runInitializers(this, _deadBecause_initializers, void 0));
        constructor() {
            __runInitializers(this, _deadBecause_extraInitializers);
        }
    };
})();
export { ChainSummaryDto };
let ChainSummariesDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _total_decorators;
    let _total_initializers = [];
    let _total_extraInitializers = [];
    let _more_decorators;
    let _more_initializers = [];
    let _more_extraInitializers = [];
    return class ChainSummariesDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: ChainSummaryDto, description: 'At most a hundred.' })];
            _total_decorators = [ApiProperty()];
            _more_decorators = [ApiProperty({ description: 'Whether there are more than were counted.' })];
            __esDecorate(null, null, _items_decorators, { kind: "field", name: "items", static: false, private: false, access: { has: obj => "items" in obj, get: obj => obj.items, set: (obj, value) => { obj.items = value; } }, metadata: _metadata }, _items_initializers, _items_extraInitializers);
            __esDecorate(null, null, _total_decorators, { kind: "field", name: "total", static: false, private: false, access: { has: obj => "total" in obj, get: obj => obj.total, set: (obj, value) => { obj.total = value; } }, metadata: _metadata }, _total_initializers, _total_extraInitializers);
            __esDecorate(null, null, _more_decorators, { kind: "field", name: "more", static: false, private: false, access: { has: obj => "more" in obj, get: obj => obj.more, set: (obj, value) => { obj.more = value; } }, metadata: _metadata }, _more_initializers, _more_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        items = __runInitializers(this, _items_initializers, void 0);
        total = (__runInitializers(this, _items_extraInitializers), __runInitializers(this, _total_initializers, void 0));
        more = (__runInitializers(this, _total_extraInitializers), __runInitializers(this, _more_initializers, void 0));
        constructor() {
            __runInitializers(this, _more_extraInitializers);
        }
    };
})();
export { ChainSummariesDto };
let ReachPageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    let _chains_decorators;
    let _chains_initializers = [];
    let _chains_extraInitializers = [];
    return class ReachPageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: ReachedDto })];
            _nextCursor_decorators = [ApiPropertyOptional({ description: NEXT })];
            _chains_decorators = [ApiPropertyOptional({
                    description: 'On the first page: the chains that end here, which reach what is not stored too.',
                })];
            __esDecorate(null, null, _items_decorators, { kind: "field", name: "items", static: false, private: false, access: { has: obj => "items" in obj, get: obj => obj.items, set: (obj, value) => { obj.items = value; } }, metadata: _metadata }, _items_initializers, _items_extraInitializers);
            __esDecorate(null, null, _nextCursor_decorators, { kind: "field", name: "nextCursor", static: false, private: false, access: { has: obj => "nextCursor" in obj, get: obj => obj.nextCursor, set: (obj, value) => { obj.nextCursor = value; } }, metadata: _metadata }, _nextCursor_initializers, _nextCursor_extraInitializers);
            __esDecorate(null, null, _chains_decorators, { kind: "field", name: "chains", static: false, private: false, access: { has: obj => "chains" in obj, get: obj => obj.chains, set: (obj, value) => { obj.chains = value; } }, metadata: _metadata }, _chains_initializers, _chains_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        items = __runInitializers(this, _items_initializers, void 0);
        nextCursor = (__runInitializers(this, _items_extraInitializers), __runInitializers(this, _nextCursor_initializers, void 0));
        chains = (__runInitializers(this, _nextCursor_extraInitializers), __runInitializers(this, _chains_initializers, void 0));
        constructor() {
            __runInitializers(this, _chains_extraInitializers);
        }
    };
})();
export { ReachPageDto };
let AccessPageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    return class AccessPageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: AccessorDto })];
            _nextCursor_decorators = [ApiPropertyOptional({ description: NEXT })];
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
export { AccessPageDto };
let AffectedDto = (() => {
    let _grant_decorators;
    let _grant_initializers = [];
    let _grant_extraInitializers = [];
    let _grantee_decorators;
    let _grantee_initializers = [];
    let _grantee_extraInitializers = [];
    let _depth_decorators;
    let _depth_initializers = [];
    let _depth_extraInitializers = [];
    let _live_decorators;
    let _live_initializers = [];
    let _live_extraInitializers = [];
    return class AffectedDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _grant_decorators = [ApiProperty({ format: 'uuid' })];
            _grantee_decorators = [ApiProperty()];
            _depth_decorators = [ApiProperty({ description: 'How far below: 0 is the grant itself.' })];
            _live_decorators = [ApiProperty({ description: 'Whether its chain carries anything now: if so, it ends.' })];
            __esDecorate(null, null, _grant_decorators, { kind: "field", name: "grant", static: false, private: false, access: { has: obj => "grant" in obj, get: obj => obj.grant, set: (obj, value) => { obj.grant = value; } }, metadata: _metadata }, _grant_initializers, _grant_extraInitializers);
            __esDecorate(null, null, _grantee_decorators, { kind: "field", name: "grantee", static: false, private: false, access: { has: obj => "grantee" in obj, get: obj => obj.grantee, set: (obj, value) => { obj.grantee = value; } }, metadata: _metadata }, _grantee_initializers, _grantee_extraInitializers);
            __esDecorate(null, null, _depth_decorators, { kind: "field", name: "depth", static: false, private: false, access: { has: obj => "depth" in obj, get: obj => obj.depth, set: (obj, value) => { obj.depth = value; } }, metadata: _metadata }, _depth_initializers, _depth_extraInitializers);
            __esDecorate(null, null, _live_decorators, { kind: "field", name: "live", static: false, private: false, access: { has: obj => "live" in obj, get: obj => obj.live, set: (obj, value) => { obj.live = value; } }, metadata: _metadata }, _live_initializers, _live_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        grant = __runInitializers(this, _grant_initializers, void 0);
        grantee = (__runInitializers(this, _grant_extraInitializers), __runInitializers(this, _grantee_initializers, void 0));
        depth = (__runInitializers(this, _grantee_extraInitializers), __runInitializers(this, _depth_initializers, void 0));
        live = (__runInitializers(this, _depth_extraInitializers), __runInitializers(this, _live_initializers, void 0));
        constructor() {
            __runInitializers(this, _live_extraInitializers);
        }
    };
})();
export { AffectedDto };
let LossDto = (() => {
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _actor_decorators;
    let _actor_initializers = [];
    let _actor_extraInitializers = [];
    let _remaining_decorators;
    let _remaining_initializers = [];
    let _remaining_extraInitializers = [];
    return class LossDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _subject_decorators = [ApiProperty()];
            _actor_decorators = [ApiProperty()];
            _remaining_decorators = [ApiProperty({ description: 'Live chains between the two that do not go through the grant.' })];
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _actor_decorators, { kind: "field", name: "actor", static: false, private: false, access: { has: obj => "actor" in obj, get: obj => obj.actor, set: (obj, value) => { obj.actor = value; } }, metadata: _metadata }, _actor_initializers, _actor_extraInitializers);
            __esDecorate(null, null, _remaining_decorators, { kind: "field", name: "remaining", static: false, private: false, access: { has: obj => "remaining" in obj, get: obj => obj.remaining, set: (obj, value) => { obj.remaining = value; } }, metadata: _metadata }, _remaining_initializers, _remaining_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        subject = __runInitializers(this, _subject_initializers, void 0);
        actor = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _actor_initializers, void 0));
        remaining = (__runInitializers(this, _actor_extraInitializers), __runInitializers(this, _remaining_initializers, void 0));
        constructor() {
            __runInitializers(this, _remaining_extraInitializers);
        }
    };
})();
export { LossDto };
let ImpactSummaryDto = (() => {
    let _grants_decorators;
    let _grants_initializers = [];
    let _grants_extraInitializers = [];
    let _agents_decorators;
    let _agents_initializers = [];
    let _agents_extraInitializers = [];
    let _more_decorators;
    let _more_initializers = [];
    let _more_extraInitializers = [];
    return class ImpactSummaryDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _grants_decorators = [ApiProperty({ description: 'Live grants that end, itself among them.' })];
            _agents_decorators = [ApiProperty({ description: 'Agents that these lead to.' })];
            _more_decorators = [ApiProperty({ description: 'Whether there are more than were counted.' })];
            __esDecorate(null, null, _grants_decorators, { kind: "field", name: "grants", static: false, private: false, access: { has: obj => "grants" in obj, get: obj => obj.grants, set: (obj, value) => { obj.grants = value; } }, metadata: _metadata }, _grants_initializers, _grants_extraInitializers);
            __esDecorate(null, null, _agents_decorators, { kind: "field", name: "agents", static: false, private: false, access: { has: obj => "agents" in obj, get: obj => obj.agents, set: (obj, value) => { obj.agents = value; } }, metadata: _metadata }, _agents_initializers, _agents_extraInitializers);
            __esDecorate(null, null, _more_decorators, { kind: "field", name: "more", static: false, private: false, access: { has: obj => "more" in obj, get: obj => obj.more, set: (obj, value) => { obj.more = value; } }, metadata: _metadata }, _more_initializers, _more_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        grants = __runInitializers(this, _grants_initializers, void 0);
        agents = (__runInitializers(this, _grants_extraInitializers), __runInitializers(this, _agents_initializers, void 0));
        more = (__runInitializers(this, _agents_extraInitializers), __runInitializers(this, _more_initializers, void 0));
        constructor() {
            __runInitializers(this, _more_extraInitializers);
        }
    };
})();
export { ImpactSummaryDto };
let ImpactPageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _losing_decorators;
    let _losing_initializers = [];
    let _losing_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    let _summary_decorators;
    let _summary_initializers = [];
    let _summary_extraInitializers = [];
    return class ImpactPageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: AffectedDto })];
            _losing_decorators = [ApiProperty({ isArray: true, type: LossDto, description: 'Of the live grants of this page.' })];
            _nextCursor_decorators = [ApiPropertyOptional({ description: NEXT })];
            _summary_decorators = [ApiPropertyOptional({ description: 'On the first page.' })];
            __esDecorate(null, null, _items_decorators, { kind: "field", name: "items", static: false, private: false, access: { has: obj => "items" in obj, get: obj => obj.items, set: (obj, value) => { obj.items = value; } }, metadata: _metadata }, _items_initializers, _items_extraInitializers);
            __esDecorate(null, null, _losing_decorators, { kind: "field", name: "losing", static: false, private: false, access: { has: obj => "losing" in obj, get: obj => obj.losing, set: (obj, value) => { obj.losing = value; } }, metadata: _metadata }, _losing_initializers, _losing_extraInitializers);
            __esDecorate(null, null, _nextCursor_decorators, { kind: "field", name: "nextCursor", static: false, private: false, access: { has: obj => "nextCursor" in obj, get: obj => obj.nextCursor, set: (obj, value) => { obj.nextCursor = value; } }, metadata: _metadata }, _nextCursor_initializers, _nextCursor_extraInitializers);
            __esDecorate(null, null, _summary_decorators, { kind: "field", name: "summary", static: false, private: false, access: { has: obj => "summary" in obj, get: obj => obj.summary, set: (obj, value) => { obj.summary = value; } }, metadata: _metadata }, _summary_initializers, _summary_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        items = __runInitializers(this, _items_initializers, void 0);
        losing = (__runInitializers(this, _items_extraInitializers), __runInitializers(this, _losing_initializers, void 0));
        nextCursor = (__runInitializers(this, _losing_extraInitializers), __runInitializers(this, _nextCursor_initializers, void 0));
        summary = (__runInitializers(this, _nextCursor_extraInitializers), __runInitializers(this, _summary_initializers, void 0));
        constructor() {
            __runInitializers(this, _summary_extraInitializers);
        }
    };
})();
export { ImpactPageDto };
let UsedForDto = (() => {
    let _action_decorators;
    let _action_initializers = [];
    let _action_extraInitializers = [];
    let _resourceType_decorators;
    let _resourceType_initializers = [];
    let _resourceType_extraInitializers = [];
    let _commonId_decorators;
    let _commonId_initializers = [];
    let _commonId_extraInitializers = [];
    let _uses_decorators;
    let _uses_initializers = [];
    let _uses_extraInitializers = [];
    let _lastUsedAt_decorators;
    let _lastUsedAt_initializers = [];
    let _lastUsedAt_extraInitializers = [];
    return class UsedForDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _action_decorators = [ApiProperty()];
            _resourceType_decorators = [ApiProperty()];
            _commonId_decorators = [ApiProperty({
                    description: 'The segments that all ids began with; the id when it was one only.',
                })];
            _uses_decorators = [ApiProperty()];
            _lastUsedAt_decorators = [ApiProperty({ format: 'date-time' })];
            __esDecorate(null, null, _action_decorators, { kind: "field", name: "action", static: false, private: false, access: { has: obj => "action" in obj, get: obj => obj.action, set: (obj, value) => { obj.action = value; } }, metadata: _metadata }, _action_initializers, _action_extraInitializers);
            __esDecorate(null, null, _resourceType_decorators, { kind: "field", name: "resourceType", static: false, private: false, access: { has: obj => "resourceType" in obj, get: obj => obj.resourceType, set: (obj, value) => { obj.resourceType = value; } }, metadata: _metadata }, _resourceType_initializers, _resourceType_extraInitializers);
            __esDecorate(null, null, _commonId_decorators, { kind: "field", name: "commonId", static: false, private: false, access: { has: obj => "commonId" in obj, get: obj => obj.commonId, set: (obj, value) => { obj.commonId = value; } }, metadata: _metadata }, _commonId_initializers, _commonId_extraInitializers);
            __esDecorate(null, null, _uses_decorators, { kind: "field", name: "uses", static: false, private: false, access: { has: obj => "uses" in obj, get: obj => obj.uses, set: (obj, value) => { obj.uses = value; } }, metadata: _metadata }, _uses_initializers, _uses_extraInitializers);
            __esDecorate(null, null, _lastUsedAt_decorators, { kind: "field", name: "lastUsedAt", static: false, private: false, access: { has: obj => "lastUsedAt" in obj, get: obj => obj.lastUsedAt, set: (obj, value) => { obj.lastUsedAt = value; } }, metadata: _metadata }, _lastUsedAt_initializers, _lastUsedAt_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        action = __runInitializers(this, _action_initializers, void 0);
        resourceType = (__runInitializers(this, _action_extraInitializers), __runInitializers(this, _resourceType_initializers, void 0));
        commonId = (__runInitializers(this, _resourceType_extraInitializers), __runInitializers(this, _commonId_initializers, void 0));
        uses = (__runInitializers(this, _commonId_extraInitializers), __runInitializers(this, _uses_initializers, void 0));
        lastUsedAt = (__runInitializers(this, _uses_extraInitializers), __runInitializers(this, _lastUsedAt_initializers, void 0));
        constructor() {
            __runInitializers(this, _lastUsedAt_extraInitializers);
        }
    };
})();
export { UsedForDto };
let SuggestedScopeDto = (() => {
    let _actions_decorators;
    let _actions_initializers = [];
    let _actions_extraInitializers = [];
    let _resources_decorators;
    let _resources_initializers = [];
    let _resources_extraInitializers = [];
    return class SuggestedScopeDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _actions_decorators = [ApiProperty({ isArray: true, type: String })];
            _resources_decorators = [ApiProperty({ isArray: true, type: ResourceSelectorDto })];
            __esDecorate(null, null, _actions_decorators, { kind: "field", name: "actions", static: false, private: false, access: { has: obj => "actions" in obj, get: obj => obj.actions, set: (obj, value) => { obj.actions = value; } }, metadata: _metadata }, _actions_initializers, _actions_extraInitializers);
            __esDecorate(null, null, _resources_decorators, { kind: "field", name: "resources", static: false, private: false, access: { has: obj => "resources" in obj, get: obj => obj.resources, set: (obj, value) => { obj.resources = value; } }, metadata: _metadata }, _resources_initializers, _resources_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        actions = __runInitializers(this, _actions_initializers, void 0);
        resources = (__runInitializers(this, _actions_extraInitializers), __runInitializers(this, _resources_initializers, void 0));
        constructor() {
            __runInitializers(this, _resources_extraInitializers);
        }
    };
})();
export { SuggestedScopeDto };
/** Which members there are hangs on the kind. */
let FindingDto = (() => {
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _grant_decorators;
    let _grant_initializers = [];
    let _grant_extraInitializers = [];
    let _grantor_decorators;
    let _grantor_initializers = [];
    let _grantor_extraInitializers = [];
    let _grantee_decorators;
    let _grantee_initializers = [];
    let _grantee_extraInitializers = [];
    let _lastUsedAt_decorators;
    let _lastUsedAt_initializers = [];
    let _lastUsedAt_extraInitializers = [];
    let _used_decorators;
    let _used_initializers = [];
    let _used_extraInitializers = [];
    let _suggested_decorators;
    let _suggested_initializers = [];
    let _suggested_extraInitializers = [];
    let _deadBecause_decorators;
    let _deadBecause_initializers = [];
    let _deadBecause_extraInitializers = [];
    let _agent_decorators;
    let _agent_initializers = [];
    let _agent_extraInitializers = [];
    let _owners_decorators;
    let _owners_initializers = [];
    let _owners_extraInitializers = [];
    let _resource_decorators;
    let _resource_initializers = [];
    let _resource_extraInitializers = [];
    let _owner_decorators;
    let _owner_initializers = [];
    let _owner_extraInitializers = [];
    return class FindingDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _kind_decorators = [ApiProperty({ enum: FINDING_KINDS })];
            _grant_decorators = [ApiPropertyOptional({ format: 'uuid' })];
            _grantor_decorators = [ApiPropertyOptional()];
            _grantee_decorators = [ApiPropertyOptional()];
            _lastUsedAt_decorators = [ApiPropertyOptional({ format: 'date-time' })];
            _used_decorators = [ApiPropertyOptional({ isArray: true, type: UsedForDto })];
            _suggested_decorators = [ApiPropertyOptional({ description: 'Covers the use and is contained in the grant.' })];
            _deadBecause_decorators = [ApiPropertyOptional({ example: 'grant.party_not_active' })];
            _agent_decorators = [ApiPropertyOptional()];
            _owners_decorators = [ApiPropertyOptional({ isArray: true, type: IdentityRefDto })];
            _resource_decorators = [ApiPropertyOptional()];
            _owner_decorators = [ApiPropertyOptional({ description: 'Who should answer for the resource and is not active.' })];
            __esDecorate(null, null, _kind_decorators, { kind: "field", name: "kind", static: false, private: false, access: { has: obj => "kind" in obj, get: obj => obj.kind, set: (obj, value) => { obj.kind = value; } }, metadata: _metadata }, _kind_initializers, _kind_extraInitializers);
            __esDecorate(null, null, _grant_decorators, { kind: "field", name: "grant", static: false, private: false, access: { has: obj => "grant" in obj, get: obj => obj.grant, set: (obj, value) => { obj.grant = value; } }, metadata: _metadata }, _grant_initializers, _grant_extraInitializers);
            __esDecorate(null, null, _grantor_decorators, { kind: "field", name: "grantor", static: false, private: false, access: { has: obj => "grantor" in obj, get: obj => obj.grantor, set: (obj, value) => { obj.grantor = value; } }, metadata: _metadata }, _grantor_initializers, _grantor_extraInitializers);
            __esDecorate(null, null, _grantee_decorators, { kind: "field", name: "grantee", static: false, private: false, access: { has: obj => "grantee" in obj, get: obj => obj.grantee, set: (obj, value) => { obj.grantee = value; } }, metadata: _metadata }, _grantee_initializers, _grantee_extraInitializers);
            __esDecorate(null, null, _lastUsedAt_decorators, { kind: "field", name: "lastUsedAt", static: false, private: false, access: { has: obj => "lastUsedAt" in obj, get: obj => obj.lastUsedAt, set: (obj, value) => { obj.lastUsedAt = value; } }, metadata: _metadata }, _lastUsedAt_initializers, _lastUsedAt_extraInitializers);
            __esDecorate(null, null, _used_decorators, { kind: "field", name: "used", static: false, private: false, access: { has: obj => "used" in obj, get: obj => obj.used, set: (obj, value) => { obj.used = value; } }, metadata: _metadata }, _used_initializers, _used_extraInitializers);
            __esDecorate(null, null, _suggested_decorators, { kind: "field", name: "suggested", static: false, private: false, access: { has: obj => "suggested" in obj, get: obj => obj.suggested, set: (obj, value) => { obj.suggested = value; } }, metadata: _metadata }, _suggested_initializers, _suggested_extraInitializers);
            __esDecorate(null, null, _deadBecause_decorators, { kind: "field", name: "deadBecause", static: false, private: false, access: { has: obj => "deadBecause" in obj, get: obj => obj.deadBecause, set: (obj, value) => { obj.deadBecause = value; } }, metadata: _metadata }, _deadBecause_initializers, _deadBecause_extraInitializers);
            __esDecorate(null, null, _agent_decorators, { kind: "field", name: "agent", static: false, private: false, access: { has: obj => "agent" in obj, get: obj => obj.agent, set: (obj, value) => { obj.agent = value; } }, metadata: _metadata }, _agent_initializers, _agent_extraInitializers);
            __esDecorate(null, null, _owners_decorators, { kind: "field", name: "owners", static: false, private: false, access: { has: obj => "owners" in obj, get: obj => obj.owners, set: (obj, value) => { obj.owners = value; } }, metadata: _metadata }, _owners_initializers, _owners_extraInitializers);
            __esDecorate(null, null, _resource_decorators, { kind: "field", name: "resource", static: false, private: false, access: { has: obj => "resource" in obj, get: obj => obj.resource, set: (obj, value) => { obj.resource = value; } }, metadata: _metadata }, _resource_initializers, _resource_extraInitializers);
            __esDecorate(null, null, _owner_decorators, { kind: "field", name: "owner", static: false, private: false, access: { has: obj => "owner" in obj, get: obj => obj.owner, set: (obj, value) => { obj.owner = value; } }, metadata: _metadata }, _owner_initializers, _owner_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        kind = __runInitializers(this, _kind_initializers, void 0);
        grant = (__runInitializers(this, _kind_extraInitializers), __runInitializers(this, _grant_initializers, void 0));
        grantor = (__runInitializers(this, _grant_extraInitializers), __runInitializers(this, _grantor_initializers, void 0));
        grantee = (__runInitializers(this, _grantor_extraInitializers), __runInitializers(this, _grantee_initializers, void 0));
        lastUsedAt = (__runInitializers(this, _grantee_extraInitializers), __runInitializers(this, _lastUsedAt_initializers, void 0));
        used = (__runInitializers(this, _lastUsedAt_extraInitializers), __runInitializers(this, _used_initializers, void 0));
        suggested = (__runInitializers(this, _used_extraInitializers), __runInitializers(this, _suggested_initializers, void 0));
        deadBecause = (__runInitializers(this, _suggested_extraInitializers), __runInitializers(this, _deadBecause_initializers, void 0));
        agent = (__runInitializers(this, _deadBecause_extraInitializers), __runInitializers(this, _agent_initializers, void 0));
        owners = (__runInitializers(this, _agent_extraInitializers), __runInitializers(this, _owners_initializers, void 0));
        resource = (__runInitializers(this, _owners_extraInitializers), __runInitializers(this, _resource_initializers, void 0));
        owner = (__runInitializers(this, _resource_extraInitializers), __runInitializers(this, _owner_initializers, void 0));
        constructor() {
            __runInitializers(this, _owner_extraInitializers);
        }
    };
})();
export { FindingDto };
let FindingPageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    return class FindingPageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: FindingDto })];
            _nextCursor_decorators = [ApiPropertyOptional({ description: NEXT })];
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
export { FindingPageDto };
