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
import { ScopeDto } from '../shared/scope.dto.js';
let GrantProblemDto = (() => {
    let _code_decorators;
    let _code_initializers = [];
    let _code_extraInitializers = [];
    let _detail_decorators;
    let _detail_initializers = [];
    let _detail_extraInitializers = [];
    return class GrantProblemDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _code_decorators = [ApiProperty({ example: 'grant.widens' })];
            _detail_decorators = [ApiProperty()];
            __esDecorate(null, null, _code_decorators, { kind: "field", name: "code", static: false, private: false, access: { has: obj => "code" in obj, get: obj => obj.code, set: (obj, value) => { obj.code = value; } }, metadata: _metadata }, _code_initializers, _code_extraInitializers);
            __esDecorate(null, null, _detail_decorators, { kind: "field", name: "detail", static: false, private: false, access: { has: obj => "detail" in obj, get: obj => obj.detail, set: (obj, value) => { obj.detail = value; } }, metadata: _metadata }, _detail_initializers, _detail_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        code = __runInitializers(this, _code_initializers, void 0);
        detail = (__runInitializers(this, _code_extraInitializers), __runInitializers(this, _detail_initializers, void 0));
        constructor() {
            __runInitializers(this, _detail_extraInitializers);
        }
    };
})();
export { GrantProblemDto };
let EffectiveGrantDto = (() => {
    let _classSuper = ScopeDto;
    let _maxDepth_decorators;
    let _maxDepth_initializers = [];
    let _maxDepth_extraInitializers = [];
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
    return class EffectiveGrantDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _maxDepth_decorators = [ApiProperty()];
            _purpose_decorators = [ApiPropertyOptional()];
            _audience_decorators = [ApiPropertyOptional({ isArray: true, type: String })];
            _notBefore_decorators = [ApiPropertyOptional({ format: 'date-time', description: 'When the whole chain is valid.' })];
            _expiresAt_decorators = [ApiPropertyOptional({ format: 'date-time' })];
            __esDecorate(null, null, _maxDepth_decorators, { kind: "field", name: "maxDepth", static: false, private: false, access: { has: obj => "maxDepth" in obj, get: obj => obj.maxDepth, set: (obj, value) => { obj.maxDepth = value; } }, metadata: _metadata }, _maxDepth_initializers, _maxDepth_extraInitializers);
            __esDecorate(null, null, _purpose_decorators, { kind: "field", name: "purpose", static: false, private: false, access: { has: obj => "purpose" in obj, get: obj => obj.purpose, set: (obj, value) => { obj.purpose = value; } }, metadata: _metadata }, _purpose_initializers, _purpose_extraInitializers);
            __esDecorate(null, null, _audience_decorators, { kind: "field", name: "audience", static: false, private: false, access: { has: obj => "audience" in obj, get: obj => obj.audience, set: (obj, value) => { obj.audience = value; } }, metadata: _metadata }, _audience_initializers, _audience_extraInitializers);
            __esDecorate(null, null, _notBefore_decorators, { kind: "field", name: "notBefore", static: false, private: false, access: { has: obj => "notBefore" in obj, get: obj => obj.notBefore, set: (obj, value) => { obj.notBefore = value; } }, metadata: _metadata }, _notBefore_initializers, _notBefore_extraInitializers);
            __esDecorate(null, null, _expiresAt_decorators, { kind: "field", name: "expiresAt", static: false, private: false, access: { has: obj => "expiresAt" in obj, get: obj => obj.expiresAt, set: (obj, value) => { obj.expiresAt = value; } }, metadata: _metadata }, _expiresAt_initializers, _expiresAt_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        maxDepth = __runInitializers(this, _maxDepth_initializers, void 0);
        purpose = (__runInitializers(this, _maxDepth_extraInitializers), __runInitializers(this, _purpose_initializers, void 0));
        audience = (__runInitializers(this, _purpose_extraInitializers), __runInitializers(this, _audience_initializers, void 0));
        notBefore = (__runInitializers(this, _audience_extraInitializers), __runInitializers(this, _notBefore_initializers, void 0));
        expiresAt = (__runInitializers(this, _notBefore_extraInitializers), __runInitializers(this, _expiresAt_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _expiresAt_extraInitializers);
        }
    };
})();
export { EffectiveGrantDto };
let GrantWarningDto = (() => {
    let _code_decorators;
    let _code_initializers = [];
    let _code_extraInitializers = [];
    let _detail_decorators;
    let _detail_initializers = [];
    let _detail_extraInitializers = [];
    return class GrantWarningDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _code_decorators = [ApiProperty({ example: 'ceiling.exceeded', description: 'A reason code (docs/errors.md).' })];
            _detail_decorators = [ApiProperty()];
            __esDecorate(null, null, _code_decorators, { kind: "field", name: "code", static: false, private: false, access: { has: obj => "code" in obj, get: obj => obj.code, set: (obj, value) => { obj.code = value; } }, metadata: _metadata }, _code_initializers, _code_extraInitializers);
            __esDecorate(null, null, _detail_decorators, { kind: "field", name: "detail", static: false, private: false, access: { has: obj => "detail" in obj, get: obj => obj.detail, set: (obj, value) => { obj.detail = value; } }, metadata: _metadata }, _detail_initializers, _detail_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        code = __runInitializers(this, _code_initializers, void 0);
        detail = (__runInitializers(this, _code_extraInitializers), __runInitializers(this, _detail_initializers, void 0));
        constructor() {
            __runInitializers(this, _detail_extraInitializers);
        }
    };
})();
export { GrantWarningDto };
let GrantMeaningDto = (() => {
    let _allowed_decorators;
    let _allowed_initializers = [];
    let _allowed_extraInitializers = [];
    let _problem_decorators;
    let _problem_initializers = [];
    let _problem_extraInitializers = [];
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _chain_decorators;
    let _chain_initializers = [];
    let _chain_extraInitializers = [];
    let _effective_decorators;
    let _effective_initializers = [];
    let _effective_extraInitializers = [];
    let _coveredBy_decorators;
    let _coveredBy_initializers = [];
    let _coveredBy_extraInitializers = [];
    let _warnings_decorators;
    let _warnings_initializers = [];
    let _warnings_extraInitializers = [];
    return class GrantMeaningDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _allowed_decorators = [ApiProperty({ description: 'Whether it could be written.' })];
            _problem_decorators = [ApiPropertyOptional({ description: 'Else what writing it would be refused with.' })];
            _subject_decorators = [ApiPropertyOptional({ description: 'For whom the grantee could act.' })];
            _chain_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: String,
                    description: 'Ids of the grants above, root first.',
                })];
            _effective_decorators = [ApiPropertyOptional()];
            _coveredBy_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: String,
                    description: 'Live grants between the two that allow all of it already.',
                })];
            _warnings_decorators = [ApiPropertyOptional({ isArray: true, type: GrantWarningDto })];
            __esDecorate(null, null, _allowed_decorators, { kind: "field", name: "allowed", static: false, private: false, access: { has: obj => "allowed" in obj, get: obj => obj.allowed, set: (obj, value) => { obj.allowed = value; } }, metadata: _metadata }, _allowed_initializers, _allowed_extraInitializers);
            __esDecorate(null, null, _problem_decorators, { kind: "field", name: "problem", static: false, private: false, access: { has: obj => "problem" in obj, get: obj => obj.problem, set: (obj, value) => { obj.problem = value; } }, metadata: _metadata }, _problem_initializers, _problem_extraInitializers);
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _chain_decorators, { kind: "field", name: "chain", static: false, private: false, access: { has: obj => "chain" in obj, get: obj => obj.chain, set: (obj, value) => { obj.chain = value; } }, metadata: _metadata }, _chain_initializers, _chain_extraInitializers);
            __esDecorate(null, null, _effective_decorators, { kind: "field", name: "effective", static: false, private: false, access: { has: obj => "effective" in obj, get: obj => obj.effective, set: (obj, value) => { obj.effective = value; } }, metadata: _metadata }, _effective_initializers, _effective_extraInitializers);
            __esDecorate(null, null, _coveredBy_decorators, { kind: "field", name: "coveredBy", static: false, private: false, access: { has: obj => "coveredBy" in obj, get: obj => obj.coveredBy, set: (obj, value) => { obj.coveredBy = value; } }, metadata: _metadata }, _coveredBy_initializers, _coveredBy_extraInitializers);
            __esDecorate(null, null, _warnings_decorators, { kind: "field", name: "warnings", static: false, private: false, access: { has: obj => "warnings" in obj, get: obj => obj.warnings, set: (obj, value) => { obj.warnings = value; } }, metadata: _metadata }, _warnings_initializers, _warnings_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        allowed = __runInitializers(this, _allowed_initializers, void 0);
        problem = (__runInitializers(this, _allowed_extraInitializers), __runInitializers(this, _problem_initializers, void 0));
        subject = (__runInitializers(this, _problem_extraInitializers), __runInitializers(this, _subject_initializers, void 0));
        chain = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _chain_initializers, void 0));
        effective = (__runInitializers(this, _chain_extraInitializers), __runInitializers(this, _effective_initializers, void 0));
        coveredBy = (__runInitializers(this, _effective_extraInitializers), __runInitializers(this, _coveredBy_initializers, void 0));
        warnings = (__runInitializers(this, _coveredBy_extraInitializers), __runInitializers(this, _warnings_initializers, void 0));
        constructor() {
            __runInitializers(this, _warnings_extraInitializers);
        }
    };
})();
export { GrantMeaningDto };
