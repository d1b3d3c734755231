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
import { SHADOW_STATES } from '@legate/bundles';
import { DIFFERENCE_KINDS, REPLAY_BASELINES, REPLAY_BASES } from '@legate/decision';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Matches } from 'class-validator';
import { MayBeAbsent } from '../shared/validation.js';
let ShadowQueryDto = (() => {
    let _sample_rate_decorators;
    let _sample_rate_initializers = [];
    let _sample_rate_extraInitializers = [];
    return class ShadowQueryDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _sample_rate_decorators = [ApiPropertyOptional({
                    type: Number,
                    default: 1,
                    description: 'Share of decisions that are compared, above 0 and up to 1.',
                }), MayBeAbsent(), Matches(/^(1(\.0{1,6})?|0\.(?!0{1,6}$)\d{1,6})$/, {
                    message: 'must be a number above 0 and up to 1, with at most six decimals',
                })];
            __esDecorate(null, null, _sample_rate_decorators, { kind: "field", name: "sample_rate", static: false, private: false, access: { has: obj => "sample_rate" in obj, get: obj => obj.sample_rate, set: (obj, value) => { obj.sample_rate = value; } }, metadata: _metadata }, _sample_rate_initializers, _sample_rate_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        sample_rate = __runInitializers(this, _sample_rate_initializers, void 0);
        constructor() {
            __runInitializers(this, _sample_rate_extraInitializers);
        }
    };
})();
export { ShadowQueryDto };
let ReplayQueryDto = (() => {
    let _as_of_decorators;
    let _as_of_initializers = [];
    let _as_of_extraInitializers = [];
    let _against_decorators;
    let _against_initializers = [];
    let _against_extraInitializers = [];
    return class ReplayQueryDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _as_of_decorators = [ApiPropertyOptional({
                    enum: REPLAY_BASES,
                    default: 'recorded',
                    description: 'The facts and the clock to judge by: those recorded, or those of now.',
                }), MayBeAbsent(), IsIn(REPLAY_BASES)];
            _against_decorators = [ApiPropertyOptional({
                    enum: REPLAY_BASELINES,
                    default: 'recorded',
                    description: 'What to compare with: the decision recorded, or that of the active policy.',
                }), MayBeAbsent(), IsIn(REPLAY_BASELINES)];
            __esDecorate(null, null, _as_of_decorators, { kind: "field", name: "as_of", static: false, private: false, access: { has: obj => "as_of" in obj, get: obj => obj.as_of, set: (obj, value) => { obj.as_of = value; } }, metadata: _metadata }, _as_of_initializers, _as_of_extraInitializers);
            __esDecorate(null, null, _against_decorators, { kind: "field", name: "against", static: false, private: false, access: { has: obj => "against" in obj, get: obj => obj.against, set: (obj, value) => { obj.against = value; } }, metadata: _metadata }, _against_initializers, _against_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        as_of = __runInitializers(this, _as_of_initializers, void 0);
        against = (__runInitializers(this, _as_of_extraInitializers), __runInitializers(this, _against_initializers, void 0));
        constructor() {
            __runInitializers(this, _against_extraInitializers);
        }
    };
})();
export { ReplayQueryDto };
let NamedEntityDto = (() => {
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class NamedEntityDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _type_decorators = [ApiProperty()];
            _id_decorators = [ApiProperty()];
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
export { NamedEntityDto };
let SampledDecisionDto = (() => {
    let _outcome_decorators;
    let _outcome_initializers = [];
    let _outcome_extraInitializers = [];
    let _reasons_decorators;
    let _reasons_initializers = [];
    let _reasons_extraInitializers = [];
    return class SampledDecisionDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _outcome_decorators = [ApiProperty({ enum: ['permit', 'deny'] })];
            _reasons_decorators = [ApiProperty({ type: [String] })];
            __esDecorate(null, null, _outcome_decorators, { kind: "field", name: "outcome", static: false, private: false, access: { has: obj => "outcome" in obj, get: obj => obj.outcome, set: (obj, value) => { obj.outcome = value; } }, metadata: _metadata }, _outcome_initializers, _outcome_extraInitializers);
            __esDecorate(null, null, _reasons_decorators, { kind: "field", name: "reasons", static: false, private: false, access: { has: obj => "reasons" in obj, get: obj => obj.reasons, set: (obj, value) => { obj.reasons = value; } }, metadata: _metadata }, _reasons_initializers, _reasons_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        outcome = __runInitializers(this, _outcome_initializers, void 0);
        reasons = (__runInitializers(this, _outcome_extraInitializers), __runInitializers(this, _reasons_initializers, void 0));
        constructor() {
            __runInitializers(this, _reasons_extraInitializers);
        }
    };
})();
export { SampledDecisionDto };
let DifferenceSampleDto = (() => {
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _actor_decorators;
    let _actor_initializers = [];
    let _actor_extraInitializers = [];
    let _action_decorators;
    let _action_initializers = [];
    let _action_extraInitializers = [];
    let _resource_decorators;
    let _resource_initializers = [];
    let _resource_extraInitializers = [];
    let _before_decorators;
    let _before_initializers = [];
    let _before_extraInitializers = [];
    let _after_decorators;
    let _after_initializers = [];
    let _after_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    let _at_decorators;
    let _at_initializers = [];
    let _at_extraInitializers = [];
    return class DifferenceSampleDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _subject_decorators = [ApiProperty()];
            _actor_decorators = [ApiProperty({ type: NamedEntityDto, nullable: true })];
            _action_decorators = [ApiProperty()];
            _resource_decorators = [ApiProperty()];
            _before_decorators = [ApiProperty()];
            _after_decorators = [ApiProperty()];
            _revision_decorators = [ApiProperty({ description: 'Data revision of both.' })];
            _at_decorators = [ApiProperty({ format: 'date-time', description: 'The clock of both.' })];
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _actor_decorators, { kind: "field", name: "actor", static: false, private: false, access: { has: obj => "actor" in obj, get: obj => obj.actor, set: (obj, value) => { obj.actor = value; } }, metadata: _metadata }, _actor_initializers, _actor_extraInitializers);
            __esDecorate(null, null, _action_decorators, { kind: "field", name: "action", static: false, private: false, access: { has: obj => "action" in obj, get: obj => obj.action, set: (obj, value) => { obj.action = value; } }, metadata: _metadata }, _action_initializers, _action_extraInitializers);
            __esDecorate(null, null, _resource_decorators, { kind: "field", name: "resource", static: false, private: false, access: { has: obj => "resource" in obj, get: obj => obj.resource, set: (obj, value) => { obj.resource = value; } }, metadata: _metadata }, _resource_initializers, _resource_extraInitializers);
            __esDecorate(null, null, _before_decorators, { kind: "field", name: "before", static: false, private: false, access: { has: obj => "before" in obj, get: obj => obj.before, set: (obj, value) => { obj.before = value; } }, metadata: _metadata }, _before_initializers, _before_extraInitializers);
            __esDecorate(null, null, _after_decorators, { kind: "field", name: "after", static: false, private: false, access: { has: obj => "after" in obj, get: obj => obj.after, set: (obj, value) => { obj.after = value; } }, metadata: _metadata }, _after_initializers, _after_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            __esDecorate(null, null, _at_decorators, { kind: "field", name: "at", static: false, private: false, access: { has: obj => "at" in obj, get: obj => obj.at, set: (obj, value) => { obj.at = value; } }, metadata: _metadata }, _at_initializers, _at_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        subject = __runInitializers(this, _subject_initializers, void 0);
        actor = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _actor_initializers, void 0));
        action = (__runInitializers(this, _actor_extraInitializers), __runInitializers(this, _action_initializers, void 0));
        resource = (__runInitializers(this, _action_extraInitializers), __runInitializers(this, _resource_initializers, void 0));
        before = (__runInitializers(this, _resource_extraInitializers), __runInitializers(this, _before_initializers, void 0));
        after = (__runInitializers(this, _before_extraInitializers), __runInitializers(this, _after_initializers, void 0));
        revision = (__runInitializers(this, _after_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        at = (__runInitializers(this, _revision_extraInitializers), __runInitializers(this, _at_initializers, void 0));
        constructor() {
            __runInitializers(this, _at_extraInitializers);
        }
    };
})();
export { DifferenceSampleDto };
let DifferenceGroupDto = (() => {
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _agent_decorators;
    let _agent_initializers = [];
    let _agent_extraInitializers = [];
    let _action_decorators;
    let _action_initializers = [];
    let _action_extraInitializers = [];
    let _resourceType_decorators;
    let _resourceType_initializers = [];
    let _resourceType_extraInitializers = [];
    let _reasons_decorators;
    let _reasons_initializers = [];
    let _reasons_extraInitializers = [];
    let _count_decorators;
    let _count_initializers = [];
    let _count_extraInitializers = [];
    let _samples_decorators;
    let _samples_initializers = [];
    let _samples_extraInitializers = [];
    return class DifferenceGroupDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _kind_decorators = [ApiProperty({ enum: DIFFERENCE_KINDS })];
            _agent_decorators = [ApiProperty({
                    type: NamedEntityDto,
                    nullable: true,
                    description: 'The agent that acts; null when none does.',
                })];
            _action_decorators = [ApiProperty()];
            _resourceType_decorators = [ApiProperty()];
            _reasons_decorators = [ApiProperty({ type: [String], description: 'Reasons of the candidate.' })];
            _count_decorators = [ApiProperty()];
            _samples_decorators = [ApiProperty({ isArray: true, type: DifferenceSampleDto, description: 'The first three.' })];
            __esDecorate(null, null, _kind_decorators, { kind: "field", name: "kind", static: false, private: false, access: { has: obj => "kind" in obj, get: obj => obj.kind, set: (obj, value) => { obj.kind = value; } }, metadata: _metadata }, _kind_initializers, _kind_extraInitializers);
            __esDecorate(null, null, _agent_decorators, { kind: "field", name: "agent", static: false, private: false, access: { has: obj => "agent" in obj, get: obj => obj.agent, set: (obj, value) => { obj.agent = value; } }, metadata: _metadata }, _agent_initializers, _agent_extraInitializers);
            __esDecorate(null, null, _action_decorators, { kind: "field", name: "action", static: false, private: false, access: { has: obj => "action" in obj, get: obj => obj.action, set: (obj, value) => { obj.action = value; } }, metadata: _metadata }, _action_initializers, _action_extraInitializers);
            __esDecorate(null, null, _resourceType_decorators, { kind: "field", name: "resourceType", static: false, private: false, access: { has: obj => "resourceType" in obj, get: obj => obj.resourceType, set: (obj, value) => { obj.resourceType = value; } }, metadata: _metadata }, _resourceType_initializers, _resourceType_extraInitializers);
            __esDecorate(null, null, _reasons_decorators, { kind: "field", name: "reasons", static: false, private: false, access: { has: obj => "reasons" in obj, get: obj => obj.reasons, set: (obj, value) => { obj.reasons = value; } }, metadata: _metadata }, _reasons_initializers, _reasons_extraInitializers);
            __esDecorate(null, null, _count_decorators, { kind: "field", name: "count", static: false, private: false, access: { has: obj => "count" in obj, get: obj => obj.count, set: (obj, value) => { obj.count = value; } }, metadata: _metadata }, _count_initializers, _count_extraInitializers);
            __esDecorate(null, null, _samples_decorators, { kind: "field", name: "samples", static: false, private: false, access: { has: obj => "samples" in obj, get: obj => obj.samples, set: (obj, value) => { obj.samples = value; } }, metadata: _metadata }, _samples_initializers, _samples_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        kind = __runInitializers(this, _kind_initializers, void 0);
        agent = (__runInitializers(this, _kind_extraInitializers), __runInitializers(this, _agent_initializers, void 0));
        action = (__runInitializers(this, _agent_extraInitializers), __runInitializers(this, _action_initializers, void 0));
        resourceType = (__runInitializers(this, _action_extraInitializers), __runInitializers(this, _resourceType_initializers, void 0));
        reasons = (__runInitializers(this, _resourceType_extraInitializers), __runInitializers(this, _reasons_initializers, void 0));
        count = (__runInitializers(this, _reasons_extraInitializers), __runInitializers(this, _count_initializers, void 0));
        samples = (__runInitializers(this, _count_extraInitializers), __runInitializers(this, _samples_initializers, void 0));
        constructor() {
            __runInitializers(this, _samples_extraInitializers);
        }
    };
})();
export { DifferenceGroupDto };
let DifferenceReportDto = (() => {
    let _evaluated_decorators;
    let _evaluated_initializers = [];
    let _evaluated_extraInitializers = [];
    let _agreed_decorators;
    let _agreed_initializers = [];
    let _agreed_extraInitializers = [];
    let _newlyAllowed_decorators;
    let _newlyAllowed_initializers = [];
    let _newlyAllowed_extraInitializers = [];
    let _newlyDenied_decorators;
    let _newlyDenied_initializers = [];
    let _newlyDenied_extraInitializers = [];
    let _otherObligations_decorators;
    let _otherObligations_initializers = [];
    let _otherObligations_extraInitializers = [];
    let _erred_decorators;
    let _erred_initializers = [];
    let _erred_extraInitializers = [];
    let _ungrouped_decorators;
    let _ungrouped_initializers = [];
    let _ungrouped_extraInitializers = [];
    let _groups_decorators;
    let _groups_initializers = [];
    let _groups_extraInitializers = [];
    return class DifferenceReportDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _evaluated_decorators = [ApiProperty({ description: 'Decisions compared: the sum of the next four.' })];
            _agreed_decorators = [ApiProperty()];
            _newlyAllowed_decorators = [ApiProperty()];
            _newlyDenied_decorators = [ApiProperty()];
            _otherObligations_decorators = [ApiProperty({ description: 'Permits of both, with other obligations.' })];
            _erred_decorators = [ApiProperty({ description: 'Those among all that the candidate could not decide.' })];
            _ungrouped_decorators = [ApiProperty({ description: 'Differences in none of the groups: there are 200 at most.' })];
            _groups_decorators = [ApiProperty({ isArray: true, type: DifferenceGroupDto, description: 'The largest first.' })];
            __esDecorate(null, null, _evaluated_decorators, { kind: "field", name: "evaluated", static: false, private: false, access: { has: obj => "evaluated" in obj, get: obj => obj.evaluated, set: (obj, value) => { obj.evaluated = value; } }, metadata: _metadata }, _evaluated_initializers, _evaluated_extraInitializers);
            __esDecorate(null, null, _agreed_decorators, { kind: "field", name: "agreed", static: false, private: false, access: { has: obj => "agreed" in obj, get: obj => obj.agreed, set: (obj, value) => { obj.agreed = value; } }, metadata: _metadata }, _agreed_initializers, _agreed_extraInitializers);
            __esDecorate(null, null, _newlyAllowed_decorators, { kind: "field", name: "newlyAllowed", static: false, private: false, access: { has: obj => "newlyAllowed" in obj, get: obj => obj.newlyAllowed, set: (obj, value) => { obj.newlyAllowed = value; } }, metadata: _metadata }, _newlyAllowed_initializers, _newlyAllowed_extraInitializers);
            __esDecorate(null, null, _newlyDenied_decorators, { kind: "field", name: "newlyDenied", static: false, private: false, access: { has: obj => "newlyDenied" in obj, get: obj => obj.newlyDenied, set: (obj, value) => { obj.newlyDenied = value; } }, metadata: _metadata }, _newlyDenied_initializers, _newlyDenied_extraInitializers);
            __esDecorate(null, null, _otherObligations_decorators, { kind: "field", name: "otherObligations", static: false, private: false, access: { has: obj => "otherObligations" in obj, get: obj => obj.otherObligations, set: (obj, value) => { obj.otherObligations = value; } }, metadata: _metadata }, _otherObligations_initializers, _otherObligations_extraInitializers);
            __esDecorate(null, null, _erred_decorators, { kind: "field", name: "erred", static: false, private: false, access: { has: obj => "erred" in obj, get: obj => obj.erred, set: (obj, value) => { obj.erred = value; } }, metadata: _metadata }, _erred_initializers, _erred_extraInitializers);
            __esDecorate(null, null, _ungrouped_decorators, { kind: "field", name: "ungrouped", static: false, private: false, access: { has: obj => "ungrouped" in obj, get: obj => obj.ungrouped, set: (obj, value) => { obj.ungrouped = value; } }, metadata: _metadata }, _ungrouped_initializers, _ungrouped_extraInitializers);
            __esDecorate(null, null, _groups_decorators, { kind: "field", name: "groups", static: false, private: false, access: { has: obj => "groups" in obj, get: obj => obj.groups, set: (obj, value) => { obj.groups = value; } }, metadata: _metadata }, _groups_initializers, _groups_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        evaluated = __runInitializers(this, _evaluated_initializers, void 0);
        agreed = (__runInitializers(this, _evaluated_extraInitializers), __runInitializers(this, _agreed_initializers, void 0));
        newlyAllowed = (__runInitializers(this, _agreed_extraInitializers), __runInitializers(this, _newlyAllowed_initializers, void 0));
        newlyDenied = (__runInitializers(this, _newlyAllowed_extraInitializers), __runInitializers(this, _newlyDenied_initializers, void 0));
        otherObligations = (__runInitializers(this, _newlyDenied_extraInitializers), __runInitializers(this, _otherObligations_initializers, void 0));
        erred = (__runInitializers(this, _otherObligations_extraInitializers), __runInitializers(this, _erred_initializers, void 0));
        ungrouped = (__runInitializers(this, _erred_extraInitializers), __runInitializers(this, _ungrouped_initializers, void 0));
        groups = (__runInitializers(this, _ungrouped_extraInitializers), __runInitializers(this, _groups_initializers, void 0));
        constructor() {
            __runInitializers(this, _groups_extraInitializers);
        }
    };
})();
export { DifferenceReportDto };
let ShadowDto = (() => {
    let _classSuper = DifferenceReportDto;
    let _bundle_decorators;
    let _bundle_initializers = [];
    let _bundle_extraInitializers = [];
    let _state_decorators;
    let _state_initializers = [];
    let _state_extraInitializers = [];
    let _sampleRate_decorators;
    let _sampleRate_initializers = [];
    let _sampleRate_extraInitializers = [];
    let _baseline_decorators;
    let _baseline_initializers = [];
    let _baseline_extraInitializers = [];
    let _startedBy_decorators;
    let _startedBy_initializers = [];
    let _startedBy_extraInitializers = [];
    let _startedAt_decorators;
    let _startedAt_initializers = [];
    let _startedAt_extraInitializers = [];
    let _stoppedAt_decorators;
    let _stoppedAt_initializers = [];
    let _stoppedAt_extraInitializers = [];
    let _dropped_decorators;
    let _dropped_initializers = [];
    let _dropped_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class ShadowDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _bundle_decorators = [ApiProperty({ format: 'uuid' })];
            _state_decorators = [ApiProperty({
                    enum: SHADOW_STATES,
                    description: '`halted`: it was so slow that no process goes on with it.',
                })];
            _sampleRate_decorators = [ApiProperty()];
            _baseline_decorators = [ApiProperty({
                    type: String,
                    format: 'uuid',
                    nullable: true,
                    description: 'The bundle that it is compared with; null for the starter policy.',
                })];
            _startedBy_decorators = [ApiProperty({ description: 'Id of the caller that started it.' })];
            _startedAt_decorators = [ApiProperty({ format: 'date-time', description: 'Since when it has that baseline.' })];
            _stoppedAt_decorators = [ApiProperty({ type: String, format: 'date-time', nullable: true })];
            _dropped_decorators = [ApiProperty({ description: 'Decisions left out because too many waited.' })];
            _revision_decorators = [ApiProperty({ description: 'Data revision of the write that started or stopped it.' })];
            __esDecorate(null, null, _bundle_decorators, { kind: "field", name: "bundle", static: false, private: false, access: { has: obj => "bundle" in obj, get: obj => obj.bundle, set: (obj, value) => { obj.bundle = value; } }, metadata: _metadata }, _bundle_initializers, _bundle_extraInitializers);
            __esDecorate(null, null, _state_decorators, { kind: "field", name: "state", static: false, private: false, access: { has: obj => "state" in obj, get: obj => obj.state, set: (obj, value) => { obj.state = value; } }, metadata: _metadata }, _state_initializers, _state_extraInitializers);
            __esDecorate(null, null, _sampleRate_decorators, { kind: "field", name: "sampleRate", static: false, private: false, access: { has: obj => "sampleRate" in obj, get: obj => obj.sampleRate, set: (obj, value) => { obj.sampleRate = value; } }, metadata: _metadata }, _sampleRate_initializers, _sampleRate_extraInitializers);
            __esDecorate(null, null, _baseline_decorators, { kind: "field", name: "baseline", static: false, private: false, access: { has: obj => "baseline" in obj, get: obj => obj.baseline, set: (obj, value) => { obj.baseline = value; } }, metadata: _metadata }, _baseline_initializers, _baseline_extraInitializers);
            __esDecorate(null, null, _startedBy_decorators, { kind: "field", name: "startedBy", static: false, private: false, access: { has: obj => "startedBy" in obj, get: obj => obj.startedBy, set: (obj, value) => { obj.startedBy = value; } }, metadata: _metadata }, _startedBy_initializers, _startedBy_extraInitializers);
            __esDecorate(null, null, _startedAt_decorators, { kind: "field", name: "startedAt", static: false, private: false, access: { has: obj => "startedAt" in obj, get: obj => obj.startedAt, set: (obj, value) => { obj.startedAt = value; } }, metadata: _metadata }, _startedAt_initializers, _startedAt_extraInitializers);
            __esDecorate(null, null, _stoppedAt_decorators, { kind: "field", name: "stoppedAt", static: false, private: false, access: { has: obj => "stoppedAt" in obj, get: obj => obj.stoppedAt, set: (obj, value) => { obj.stoppedAt = value; } }, metadata: _metadata }, _stoppedAt_initializers, _stoppedAt_extraInitializers);
            __esDecorate(null, null, _dropped_decorators, { kind: "field", name: "dropped", static: false, private: false, access: { has: obj => "dropped" in obj, get: obj => obj.dropped, set: (obj, value) => { obj.dropped = value; } }, metadata: _metadata }, _dropped_initializers, _dropped_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        bundle = __runInitializers(this, _bundle_initializers, void 0);
        state = (__runInitializers(this, _bundle_extraInitializers), __runInitializers(this, _state_initializers, void 0));
        sampleRate = (__runInitializers(this, _state_extraInitializers), __runInitializers(this, _sampleRate_initializers, void 0));
        baseline = (__runInitializers(this, _sampleRate_extraInitializers), __runInitializers(this, _baseline_initializers, void 0));
        startedBy = (__runInitializers(this, _baseline_extraInitializers), __runInitializers(this, _startedBy_initializers, void 0));
        startedAt = (__runInitializers(this, _startedBy_extraInitializers), __runInitializers(this, _startedAt_initializers, void 0));
        stoppedAt = (__runInitializers(this, _startedAt_extraInitializers), __runInitializers(this, _stoppedAt_initializers, void 0));
        dropped = (__runInitializers(this, _stoppedAt_extraInitializers), __runInitializers(this, _dropped_initializers, void 0));
        revision = (__runInitializers(this, _dropped_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { ShadowDto };
let ReplayProblemDto = (() => {
    let _line_decorators;
    let _line_initializers = [];
    let _line_extraInitializers = [];
    let _message_decorators;
    let _message_initializers = [];
    let _message_extraInitializers = [];
    return class ReplayProblemDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _line_decorators = [ApiProperty({ description: 'From 1.' })];
            _message_decorators = [ApiProperty()];
            __esDecorate(null, null, _line_decorators, { kind: "field", name: "line", static: false, private: false, access: { has: obj => "line" in obj, get: obj => obj.line, set: (obj, value) => { obj.line = value; } }, metadata: _metadata }, _line_initializers, _line_extraInitializers);
            __esDecorate(null, null, _message_decorators, { kind: "field", name: "message", static: false, private: false, access: { has: obj => "message" in obj, get: obj => obj.message, set: (obj, value) => { obj.message = value; } }, metadata: _metadata }, _message_initializers, _message_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        line = __runInitializers(this, _line_initializers, void 0);
        message = (__runInitializers(this, _line_extraInitializers), __runInitializers(this, _message_initializers, void 0));
        constructor() {
            __runInitializers(this, _message_extraInitializers);
        }
    };
})();
export { ReplayProblemDto };
let ReplayDto = (() => {
    let _classSuper = DifferenceReportDto;
    let _bundle_decorators;
    let _bundle_initializers = [];
    let _bundle_extraInitializers = [];
    let _lines_decorators;
    let _lines_initializers = [];
    let _lines_extraInitializers = [];
    let _skipped_decorators;
    let _skipped_initializers = [];
    let _skipped_extraInitializers = [];
    let _failed_decorators;
    let _failed_initializers = [];
    let _failed_extraInitializers = [];
    let _problems_decorators;
    let _problems_initializers = [];
    let _problems_extraInitializers = [];
    return class ReplayDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _bundle_decorators = [ApiProperty({ format: 'uuid' })];
            _lines_decorators = [ApiProperty({ description: 'Lines that are not blank.' })];
            _skipped_decorators = [ApiProperty({
                    description: 'Lines that hold no single decision, or one that cannot be replayed.',
                })];
            _failed_decorators = [ApiProperty({ description: 'Lines that could not be decided again.' })];
            _problems_decorators = [ApiProperty({ isArray: true, type: ReplayProblemDto, description: 'The first 20 of those.' })];
            __esDecorate(null, null, _bundle_decorators, { kind: "field", name: "bundle", static: false, private: false, access: { has: obj => "bundle" in obj, get: obj => obj.bundle, set: (obj, value) => { obj.bundle = value; } }, metadata: _metadata }, _bundle_initializers, _bundle_extraInitializers);
            __esDecorate(null, null, _lines_decorators, { kind: "field", name: "lines", static: false, private: false, access: { has: obj => "lines" in obj, get: obj => obj.lines, set: (obj, value) => { obj.lines = value; } }, metadata: _metadata }, _lines_initializers, _lines_extraInitializers);
            __esDecorate(null, null, _skipped_decorators, { kind: "field", name: "skipped", static: false, private: false, access: { has: obj => "skipped" in obj, get: obj => obj.skipped, set: (obj, value) => { obj.skipped = value; } }, metadata: _metadata }, _skipped_initializers, _skipped_extraInitializers);
            __esDecorate(null, null, _failed_decorators, { kind: "field", name: "failed", static: false, private: false, access: { has: obj => "failed" in obj, get: obj => obj.failed, set: (obj, value) => { obj.failed = value; } }, metadata: _metadata }, _failed_initializers, _failed_extraInitializers);
            __esDecorate(null, null, _problems_decorators, { kind: "field", name: "problems", static: false, private: false, access: { has: obj => "problems" in obj, get: obj => obj.problems, set: (obj, value) => { obj.problems = value; } }, metadata: _metadata }, _problems_initializers, _problems_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        bundle = __runInitializers(this, _bundle_initializers, void 0);
        lines = (__runInitializers(this, _bundle_extraInitializers), __runInitializers(this, _lines_initializers, void 0));
        skipped = (__runInitializers(this, _lines_extraInitializers), __runInitializers(this, _skipped_initializers, void 0));
        failed = (__runInitializers(this, _skipped_extraInitializers), __runInitializers(this, _failed_initializers, void 0));
        problems = (__runInitializers(this, _failed_extraInitializers), __runInitializers(this, _problems_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _problems_extraInitializers);
        }
    };
})();
export { ReplayDto };
