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
const PROPERTIES = { type: 'object', additionalProperties: true };
/** AuthZEN section 5: a subject or resource. */
let EntityDto = (() => {
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _properties_decorators;
    let _properties_initializers = [];
    let _properties_extraInitializers = [];
    return class EntityDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _type_decorators = [ApiProperty({ example: 'user' })];
            _id_decorators = [ApiProperty({ example: 'alice' })];
            _properties_decorators = [ApiPropertyOptional(PROPERTIES)];
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _properties_decorators, { kind: "field", name: "properties", static: false, private: false, access: { has: obj => "properties" in obj, get: obj => obj.properties, set: (obj, value) => { obj.properties = value; } }, metadata: _metadata }, _properties_initializers, _properties_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        type = __runInitializers(this, _type_initializers, void 0);
        id = (__runInitializers(this, _type_extraInitializers), __runInitializers(this, _id_initializers, void 0));
        properties = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _properties_initializers, void 0));
        constructor() {
            __runInitializers(this, _properties_extraInitializers);
        }
    };
})();
export { EntityDto };
let ActionDto = (() => {
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    let _properties_decorators;
    let _properties_initializers = [];
    let _properties_extraInitializers = [];
    return class ActionDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _name_decorators = [ApiProperty({ example: 'read' })];
            _properties_decorators = [ApiPropertyOptional(PROPERTIES)];
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            __esDecorate(null, null, _properties_decorators, { kind: "field", name: "properties", static: false, private: false, access: { has: obj => "properties" in obj, get: obj => obj.properties, set: (obj, value) => { obj.properties = value; } }, metadata: _metadata }, _properties_initializers, _properties_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        name = __runInitializers(this, _name_initializers, void 0);
        properties = (__runInitializers(this, _name_extraInitializers), __runInitializers(this, _properties_initializers, void 0));
        constructor() {
            __runInitializers(this, _properties_extraInitializers);
        }
    };
})();
export { ActionDto };
/** AuthZEN section 6.1. */
let EvaluationRequestDto = (() => {
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _action_decorators;
    let _action_initializers = [];
    let _action_extraInitializers = [];
    let _resource_decorators;
    let _resource_initializers = [];
    let _resource_extraInitializers = [];
    let _context_decorators;
    let _context_initializers = [];
    let _context_extraInitializers = [];
    return class EvaluationRequestDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _subject_decorators = [ApiProperty({
                    description: 'Who the decision is about: a user, service or agent. `properties.act` names the agent that acts for it (RFC 8693 section 4.1).',
                })];
            _action_decorators = [ApiProperty()];
            _resource_decorators = [ApiProperty()];
            _context_decorators = [ApiPropertyOptional({
                    ...PROPERTIES,
                    description: '`agent` names the agent that acts for the subject; `purpose` is held against grants.',
                })];
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _action_decorators, { kind: "field", name: "action", static: false, private: false, access: { has: obj => "action" in obj, get: obj => obj.action, set: (obj, value) => { obj.action = value; } }, metadata: _metadata }, _action_initializers, _action_extraInitializers);
            __esDecorate(null, null, _resource_decorators, { kind: "field", name: "resource", static: false, private: false, access: { has: obj => "resource" in obj, get: obj => obj.resource, set: (obj, value) => { obj.resource = value; } }, metadata: _metadata }, _resource_initializers, _resource_extraInitializers);
            __esDecorate(null, null, _context_decorators, { kind: "field", name: "context", static: false, private: false, access: { has: obj => "context" in obj, get: obj => obj.context, set: (obj, value) => { obj.context = value; } }, metadata: _metadata }, _context_initializers, _context_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        subject = __runInitializers(this, _subject_initializers, void 0);
        action = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _action_initializers, void 0));
        resource = (__runInitializers(this, _action_extraInitializers), __runInitializers(this, _resource_initializers, void 0));
        context = (__runInitializers(this, _resource_extraInitializers), __runInitializers(this, _context_initializers, void 0));
        constructor() {
            __runInitializers(this, _context_extraInitializers);
        }
    };
})();
export { EvaluationRequestDto };
let DeniedByDto = (() => {
    let _grant_decorators;
    let _grant_initializers = [];
    let _grant_extraInitializers = [];
    return class DeniedByDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _grant_decorators = [ApiProperty({ format: 'uuid' })];
            __esDecorate(null, null, _grant_decorators, { kind: "field", name: "grant", static: false, private: false, access: { has: obj => "grant" in obj, get: obj => obj.grant, set: (obj, value) => { obj.grant = value; } }, metadata: _metadata }, _grant_initializers, _grant_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        grant = __runInitializers(this, _grant_initializers, void 0);
        constructor() {
            __runInitializers(this, _grant_extraInitializers);
        }
    };
})();
export { DeniedByDto };
let ObligationDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _properties_decorators;
    let _properties_initializers = [];
    let _properties_extraInitializers = [];
    return class ObligationDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty()];
            _type_decorators = [ApiProperty({ example: 'notification' })];
            _properties_decorators = [ApiProperty(PROPERTIES)];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            __esDecorate(null, null, _properties_decorators, { kind: "field", name: "properties", static: false, private: false, access: { has: obj => "properties" in obj, get: obj => obj.properties, set: (obj, value) => { obj.properties = value; } }, metadata: _metadata }, _properties_initializers, _properties_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        type = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _type_initializers, void 0));
        properties = (__runInitializers(this, _type_extraInitializers), __runInitializers(this, _properties_initializers, void 0));
        constructor() {
            __runInitializers(this, _properties_extraInitializers);
        }
    };
})();
export { ObligationDto };
/** AuthZEN section 7.2.1. */
let ItemErrorDto = (() => {
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    let _code_decorators;
    let _code_initializers = [];
    let _code_extraInitializers = [];
    let _message_decorators;
    let _message_initializers = [];
    let _message_extraInitializers = [];
    return class ItemErrorDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _status_decorators = [ApiProperty({ example: 400 })];
            _code_decorators = [ApiProperty({ example: 'request.invalid' })];
            _message_decorators = [ApiProperty()];
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            __esDecorate(null, null, _code_decorators, { kind: "field", name: "code", static: false, private: false, access: { has: obj => "code" in obj, get: obj => obj.code, set: (obj, value) => { obj.code = value; } }, metadata: _metadata }, _code_initializers, _code_extraInitializers);
            __esDecorate(null, null, _message_decorators, { kind: "field", name: "message", static: false, private: false, access: { has: obj => "message" in obj, get: obj => obj.message, set: (obj, value) => { obj.message = value; } }, metadata: _metadata }, _message_initializers, _message_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        status = __runInitializers(this, _status_initializers, void 0);
        code = (__runInitializers(this, _status_extraInitializers), __runInitializers(this, _code_initializers, void 0));
        message = (__runInitializers(this, _code_extraInitializers), __runInitializers(this, _message_initializers, void 0));
        constructor() {
            __runInitializers(this, _message_extraInitializers);
        }
    };
})();
export { ItemErrorDto };
let DecisionContextDto = (() => {
    let _evaluation_id_decorators;
    let _evaluation_id_initializers = [];
    let _evaluation_id_extraInitializers = [];
    let _mode_decorators;
    let _mode_initializers = [];
    let _mode_extraInitializers = [];
    let _reasons_decorators;
    let _reasons_initializers = [];
    let _reasons_extraInitializers = [];
    let _grants_decorators;
    let _grants_initializers = [];
    let _grants_extraInitializers = [];
    let _denied_by_decorators;
    let _denied_by_initializers = [];
    let _denied_by_extraInitializers = [];
    let _error_decorators;
    let _error_initializers = [];
    let _error_extraInitializers = [];
    let _obligations_decorators;
    let _obligations_initializers = [];
    let _obligations_extraInitializers = [];
    let _advice_decorators;
    let _advice_initializers = [];
    let _advice_extraInitializers = [];
    return class DecisionContextDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _evaluation_id_decorators = [ApiProperty({ format: 'uuid' })];
            _mode_decorators = [ApiPropertyOptional({
                    enum: ['autonomous', 'delegated'],
                    description: 'Whether the subject acts for itself, or an actor for it; not known of an item that is no question.',
                })];
            _reasons_decorators = [ApiProperty({ isArray: true, type: String, description: 'Reason codes (docs/errors.md).' })];
            _grants_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: String,
                    description: 'Ids of the grants the decision stands on, root first.',
                })];
            _denied_by_decorators = [ApiPropertyOptional({ description: 'The grant that said no.' })];
            _error_decorators = [ApiPropertyOptional({ description: 'Of an item of a batch that is no question.' })];
            _obligations_decorators = [ApiPropertyOptional({ isArray: true, type: ObligationDto })];
            _advice_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: ObligationDto,
                    description: 'Shaped as obligations; an enforcement point may ignore it.',
                })];
            __esDecorate(null, null, _evaluation_id_decorators, { kind: "field", name: "evaluation_id", static: false, private: false, access: { has: obj => "evaluation_id" in obj, get: obj => obj.evaluation_id, set: (obj, value) => { obj.evaluation_id = value; } }, metadata: _metadata }, _evaluation_id_initializers, _evaluation_id_extraInitializers);
            __esDecorate(null, null, _mode_decorators, { kind: "field", name: "mode", static: false, private: false, access: { has: obj => "mode" in obj, get: obj => obj.mode, set: (obj, value) => { obj.mode = value; } }, metadata: _metadata }, _mode_initializers, _mode_extraInitializers);
            __esDecorate(null, null, _reasons_decorators, { kind: "field", name: "reasons", static: false, private: false, access: { has: obj => "reasons" in obj, get: obj => obj.reasons, set: (obj, value) => { obj.reasons = value; } }, metadata: _metadata }, _reasons_initializers, _reasons_extraInitializers);
            __esDecorate(null, null, _grants_decorators, { kind: "field", name: "grants", static: false, private: false, access: { has: obj => "grants" in obj, get: obj => obj.grants, set: (obj, value) => { obj.grants = value; } }, metadata: _metadata }, _grants_initializers, _grants_extraInitializers);
            __esDecorate(null, null, _denied_by_decorators, { kind: "field", name: "denied_by", static: false, private: false, access: { has: obj => "denied_by" in obj, get: obj => obj.denied_by, set: (obj, value) => { obj.denied_by = value; } }, metadata: _metadata }, _denied_by_initializers, _denied_by_extraInitializers);
            __esDecorate(null, null, _error_decorators, { kind: "field", name: "error", static: false, private: false, access: { has: obj => "error" in obj, get: obj => obj.error, set: (obj, value) => { obj.error = value; } }, metadata: _metadata }, _error_initializers, _error_extraInitializers);
            __esDecorate(null, null, _obligations_decorators, { kind: "field", name: "obligations", static: false, private: false, access: { has: obj => "obligations" in obj, get: obj => obj.obligations, set: (obj, value) => { obj.obligations = value; } }, metadata: _metadata }, _obligations_initializers, _obligations_extraInitializers);
            __esDecorate(null, null, _advice_decorators, { kind: "field", name: "advice", static: false, private: false, access: { has: obj => "advice" in obj, get: obj => obj.advice, set: (obj, value) => { obj.advice = value; } }, metadata: _metadata }, _advice_initializers, _advice_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        evaluation_id = __runInitializers(this, _evaluation_id_initializers, void 0);
        mode = (__runInitializers(this, _evaluation_id_extraInitializers), __runInitializers(this, _mode_initializers, void 0));
        reasons = (__runInitializers(this, _mode_extraInitializers), __runInitializers(this, _reasons_initializers, void 0));
        grants = (__runInitializers(this, _reasons_extraInitializers), __runInitializers(this, _grants_initializers, void 0));
        denied_by = (__runInitializers(this, _grants_extraInitializers), __runInitializers(this, _denied_by_initializers, void 0));
        error = (__runInitializers(this, _denied_by_extraInitializers), __runInitializers(this, _error_initializers, void 0));
        obligations = (__runInitializers(this, _error_extraInitializers), __runInitializers(this, _obligations_initializers, void 0));
        advice = (__runInitializers(this, _obligations_extraInitializers), __runInitializers(this, _advice_initializers, void 0));
        constructor() {
            __runInitializers(this, _advice_extraInitializers);
        }
    };
})();
export { DecisionContextDto };
/** AuthZEN section 6.2. */
let EvaluationResponseDto = (() => {
    let _decision_decorators;
    let _decision_initializers = [];
    let _decision_extraInitializers = [];
    let _context_decorators;
    let _context_initializers = [];
    let _context_extraInitializers = [];
    return class EvaluationResponseDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _decision_decorators = [ApiProperty()];
            _context_decorators = [ApiPropertyOptional({ description: 'Left out for a caller with minimal answers.' })];
            __esDecorate(null, null, _decision_decorators, { kind: "field", name: "decision", static: false, private: false, access: { has: obj => "decision" in obj, get: obj => obj.decision, set: (obj, value) => { obj.decision = value; } }, metadata: _metadata }, _decision_initializers, _decision_extraInitializers);
            __esDecorate(null, null, _context_decorators, { kind: "field", name: "context", static: false, private: false, access: { has: obj => "context" in obj, get: obj => obj.context, set: (obj, value) => { obj.context = value; } }, metadata: _metadata }, _context_initializers, _context_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        decision = __runInitializers(this, _decision_initializers, void 0);
        context = (__runInitializers(this, _decision_extraInitializers), __runInitializers(this, _context_initializers, void 0));
        constructor() {
            __runInitializers(this, _context_extraInitializers);
        }
    };
})();
export { EvaluationResponseDto };
