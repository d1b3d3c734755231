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
import { SEMANTICS } from '@legate/decision';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { EvaluationResponseDto } from './evaluation.dto.js';
/** What an item leaves out, the batch gives: a whole entity, never a part of it. */
let EvaluationItemDto = (() => {
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
    return class EvaluationItemDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _subject_decorators = [ApiPropertyOptional()];
            _action_decorators = [ApiPropertyOptional()];
            _resource_decorators = [ApiPropertyOptional()];
            _context_decorators = [ApiPropertyOptional({ type: 'object', additionalProperties: true })];
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
export { EvaluationItemDto };
let EvaluationOptionsDto = (() => {
    let _evaluations_semantic_decorators;
    let _evaluations_semantic_initializers = [];
    let _evaluations_semantic_extraInitializers = [];
    return class EvaluationOptionsDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _evaluations_semantic_decorators = [ApiPropertyOptional({
                    enum: SEMANTICS,
                    default: 'execute_all',
                    description: 'The others end the list with the first deny or failure, or with the first permit.',
                })];
            __esDecorate(null, null, _evaluations_semantic_decorators, { kind: "field", name: "evaluations_semantic", static: false, private: false, access: { has: obj => "evaluations_semantic" in obj, get: obj => obj.evaluations_semantic, set: (obj, value) => { obj.evaluations_semantic = value; } }, metadata: _metadata }, _evaluations_semantic_initializers, _evaluations_semantic_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        evaluations_semantic = __runInitializers(this, _evaluations_semantic_initializers, void 0);
        constructor() {
            __runInitializers(this, _evaluations_semantic_extraInitializers);
        }
    };
})();
export { EvaluationOptionsDto };
/** AuthZEN section 7.1. */
let EvaluationsRequestDto = (() => {
    let _classSuper = EvaluationItemDto;
    let _evaluations_decorators;
    let _evaluations_initializers = [];
    let _evaluations_extraInitializers = [];
    let _options_decorators;
    let _options_initializers = [];
    let _options_extraInitializers = [];
    return class EvaluationsRequestDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _evaluations_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: EvaluationItemDto,
                    description: 'Without items the request is a single evaluation.',
                })];
            _options_decorators = [ApiPropertyOptional()];
            __esDecorate(null, null, _evaluations_decorators, { kind: "field", name: "evaluations", static: false, private: false, access: { has: obj => "evaluations" in obj, get: obj => obj.evaluations, set: (obj, value) => { obj.evaluations = value; } }, metadata: _metadata }, _evaluations_initializers, _evaluations_extraInitializers);
            __esDecorate(null, null, _options_decorators, { kind: "field", name: "options", static: false, private: false, access: { has: obj => "options" in obj, get: obj => obj.options, set: (obj, value) => { obj.options = value; } }, metadata: _metadata }, _options_initializers, _options_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        evaluations = __runInitializers(this, _evaluations_initializers, void 0);
        options = (__runInitializers(this, _evaluations_extraInitializers), __runInitializers(this, _options_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _options_extraInitializers);
        }
    };
})();
export { EvaluationsRequestDto };
/** AuthZEN section 7.2; without items, a bare decision (section 6.2). */
let EvaluationsResponseDto = (() => {
    let _evaluations_decorators;
    let _evaluations_initializers = [];
    let _evaluations_extraInitializers = [];
    let _decision_decorators;
    let _decision_initializers = [];
    let _decision_extraInitializers = [];
    let _context_decorators;
    let _context_initializers = [];
    let _context_extraInitializers = [];
    return class EvaluationsResponseDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _evaluations_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: EvaluationResponseDto,
                    description: 'In the order of the items.',
                })];
            _decision_decorators = [ApiPropertyOptional()];
            _context_decorators = [ApiPropertyOptional()];
            __esDecorate(null, null, _evaluations_decorators, { kind: "field", name: "evaluations", static: false, private: false, access: { has: obj => "evaluations" in obj, get: obj => obj.evaluations, set: (obj, value) => { obj.evaluations = value; } }, metadata: _metadata }, _evaluations_initializers, _evaluations_extraInitializers);
            __esDecorate(null, null, _decision_decorators, { kind: "field", name: "decision", static: false, private: false, access: { has: obj => "decision" in obj, get: obj => obj.decision, set: (obj, value) => { obj.decision = value; } }, metadata: _metadata }, _decision_initializers, _decision_extraInitializers);
            __esDecorate(null, null, _context_decorators, { kind: "field", name: "context", static: false, private: false, access: { has: obj => "context" in obj, get: obj => obj.context, set: (obj, value) => { obj.context = value; } }, metadata: _metadata }, _context_initializers, _context_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        evaluations = __runInitializers(this, _evaluations_initializers, void 0);
        decision = (__runInitializers(this, _evaluations_extraInitializers), __runInitializers(this, _decision_initializers, void 0));
        context = (__runInitializers(this, _decision_extraInitializers), __runInitializers(this, _context_initializers, void 0));
        constructor() {
            __runInitializers(this, _context_extraInitializers);
        }
    };
})();
export { EvaluationsResponseDto };
