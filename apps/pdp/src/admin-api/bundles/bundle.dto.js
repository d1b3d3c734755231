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
import { BUNDLE_STATES } from '@legate/bundles';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { IsStorableText, MayBeAbsent } from '../shared/validation.js';
let BundleParamsDto = (() => {
    let _bundle_decorators;
    let _bundle_initializers = [];
    let _bundle_extraInitializers = [];
    return class BundleParamsDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _bundle_decorators = [ApiProperty({ description: 'Id, or digest of all files.' }), IsString(), Matches(/^([0-9a-f]{64}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$/, {
                    message: 'must be a UUID or a SHA-256 in hex',
                })];
            __esDecorate(null, null, _bundle_decorators, { kind: "field", name: "bundle", static: false, private: false, access: { has: obj => "bundle" in obj, get: obj => obj.bundle, set: (obj, value) => { obj.bundle = value; } }, metadata: _metadata }, _bundle_initializers, _bundle_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        bundle = __runInitializers(this, _bundle_initializers, void 0);
        constructor() {
            __runInitializers(this, _bundle_extraInitializers);
        }
    };
})();
export { BundleParamsDto };
let PushQueryDto = (() => {
    let _activate_decorators;
    let _activate_initializers = [];
    let _activate_extraInitializers = [];
    return class PushQueryDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _activate_decorators = [ApiPropertyOptional({
                    enum: ['true', 'false'],
                    default: 'true',
                    description: 'Whether it shall decide from now on; else it is only kept.',
                }), MayBeAbsent(), IsIn(['true', 'false'])];
            __esDecorate(null, null, _activate_decorators, { kind: "field", name: "activate", static: false, private: false, access: { has: obj => "activate" in obj, get: obj => obj.activate, set: (obj, value) => { obj.activate = value; } }, metadata: _metadata }, _activate_initializers, _activate_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        activate = __runInitializers(this, _activate_initializers, void 0);
        constructor() {
            __runInitializers(this, _activate_extraInitializers);
        }
    };
})();
export { PushQueryDto };
let PutFreezeDto = (() => {
    let _frozen_decorators;
    let _frozen_initializers = [];
    let _frozen_extraInitializers = [];
    let _reason_decorators;
    let _reason_initializers = [];
    let _reason_extraInitializers = [];
    return class PutFreezeDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _frozen_decorators = [ApiProperty(), IsBoolean()];
            _reason_decorators = [ApiProperty({ minLength: 1, maxLength: 1024 }), IsStorableText(), MinLength(1), MaxLength(1024)];
            __esDecorate(null, null, _frozen_decorators, { kind: "field", name: "frozen", static: false, private: false, access: { has: obj => "frozen" in obj, get: obj => obj.frozen, set: (obj, value) => { obj.frozen = value; } }, metadata: _metadata }, _frozen_initializers, _frozen_extraInitializers);
            __esDecorate(null, null, _reason_decorators, { kind: "field", name: "reason", static: false, private: false, access: { has: obj => "reason" in obj, get: obj => obj.reason, set: (obj, value) => { obj.reason = value; } }, metadata: _metadata }, _reason_initializers, _reason_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        frozen = __runInitializers(this, _frozen_initializers, void 0);
        reason = (__runInitializers(this, _frozen_extraInitializers), __runInitializers(this, _reason_initializers, void 0));
        constructor() {
            __runInitializers(this, _reason_extraInitializers);
        }
    };
})();
export { PutFreezeDto };
let FreezeDto = (() => {
    let _frozen_decorators;
    let _frozen_initializers = [];
    let _frozen_extraInitializers = [];
    let _reason_decorators;
    let _reason_initializers = [];
    let _reason_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class FreezeDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _frozen_decorators = [ApiProperty()];
            _reason_decorators = [ApiProperty({ type: String, nullable: true })];
            _revision_decorators = [ApiPropertyOptional({ description: "The tenant's revision after the write." })];
            __esDecorate(null, null, _frozen_decorators, { kind: "field", name: "frozen", static: false, private: false, access: { has: obj => "frozen" in obj, get: obj => obj.frozen, set: (obj, value) => { obj.frozen = value; } }, metadata: _metadata }, _frozen_initializers, _frozen_extraInitializers);
            __esDecorate(null, null, _reason_decorators, { kind: "field", name: "reason", static: false, private: false, access: { has: obj => "reason" in obj, get: obj => obj.reason, set: (obj, value) => { obj.reason = value; } }, metadata: _metadata }, _reason_initializers, _reason_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        frozen = __runInitializers(this, _frozen_initializers, void 0);
        reason = (__runInitializers(this, _frozen_extraInitializers), __runInitializers(this, _reason_initializers, void 0));
        revision = (__runInitializers(this, _reason_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { FreezeDto };
let BundleProblemDto = (() => {
    let _file_decorators;
    let _file_initializers = [];
    let _file_extraInitializers = [];
    let _line_decorators;
    let _line_initializers = [];
    let _line_extraInitializers = [];
    let _message_decorators;
    let _message_initializers = [];
    let _message_extraInitializers = [];
    let _code_decorators;
    let _code_initializers = [];
    let _code_extraInitializers = [];
    return class BundleProblemDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _file_decorators = [ApiProperty({ description: 'Empty: the bundle as a whole.' })];
            _line_decorators = [ApiProperty({ description: 'From 1; 0: the file as a whole.' })];
            _message_decorators = [ApiProperty()];
            _code_decorators = [ApiProperty({ description: 'docs/policy-contract.md lists them.' })];
            __esDecorate(null, null, _file_decorators, { kind: "field", name: "file", static: false, private: false, access: { has: obj => "file" in obj, get: obj => obj.file, set: (obj, value) => { obj.file = value; } }, metadata: _metadata }, _file_initializers, _file_extraInitializers);
            __esDecorate(null, null, _line_decorators, { kind: "field", name: "line", static: false, private: false, access: { has: obj => "line" in obj, get: obj => obj.line, set: (obj, value) => { obj.line = value; } }, metadata: _metadata }, _line_initializers, _line_extraInitializers);
            __esDecorate(null, null, _message_decorators, { kind: "field", name: "message", static: false, private: false, access: { has: obj => "message" in obj, get: obj => obj.message, set: (obj, value) => { obj.message = value; } }, metadata: _metadata }, _message_initializers, _message_extraInitializers);
            __esDecorate(null, null, _code_decorators, { kind: "field", name: "code", static: false, private: false, access: { has: obj => "code" in obj, get: obj => obj.code, set: (obj, value) => { obj.code = value; } }, metadata: _metadata }, _code_initializers, _code_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        file = __runInitializers(this, _file_initializers, void 0);
        line = (__runInitializers(this, _file_extraInitializers), __runInitializers(this, _line_initializers, void 0));
        message = (__runInitializers(this, _line_extraInitializers), __runInitializers(this, _message_initializers, void 0));
        code = (__runInitializers(this, _message_extraInitializers), __runInitializers(this, _code_initializers, void 0));
        constructor() {
            __runInitializers(this, _code_extraInitializers);
        }
    };
})();
export { BundleProblemDto };
let BundleReportDto = (() => {
    let _tests_decorators;
    let _tests_initializers = [];
    let _tests_extraInitializers = [];
    let _coverage_decorators;
    let _coverage_initializers = [];
    let _coverage_extraInitializers = [];
    let _warnings_decorators;
    let _warnings_initializers = [];
    let _warnings_extraInitializers = [];
    let _errors_decorators;
    let _errors_initializers = [];
    let _errors_extraInitializers = [];
    return class BundleReportDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _tests_decorators = [ApiProperty({ description: 'Tests that were run.' })];
            _coverage_decorators = [ApiProperty({ type: Number, nullable: true, description: 'Lines they reach, percent.' })];
            _warnings_decorators = [ApiProperty({ isArray: true, type: BundleProblemDto })];
            _errors_decorators = [ApiProperty({ isArray: true, type: BundleProblemDto, description: 'Why it was rejected.' })];
            __esDecorate(null, null, _tests_decorators, { kind: "field", name: "tests", static: false, private: false, access: { has: obj => "tests" in obj, get: obj => obj.tests, set: (obj, value) => { obj.tests = value; } }, metadata: _metadata }, _tests_initializers, _tests_extraInitializers);
            __esDecorate(null, null, _coverage_decorators, { kind: "field", name: "coverage", static: false, private: false, access: { has: obj => "coverage" in obj, get: obj => obj.coverage, set: (obj, value) => { obj.coverage = value; } }, metadata: _metadata }, _coverage_initializers, _coverage_extraInitializers);
            __esDecorate(null, null, _warnings_decorators, { kind: "field", name: "warnings", static: false, private: false, access: { has: obj => "warnings" in obj, get: obj => obj.warnings, set: (obj, value) => { obj.warnings = value; } }, metadata: _metadata }, _warnings_initializers, _warnings_extraInitializers);
            __esDecorate(null, null, _errors_decorators, { kind: "field", name: "errors", static: false, private: false, access: { has: obj => "errors" in obj, get: obj => obj.errors, set: (obj, value) => { obj.errors = value; } }, metadata: _metadata }, _errors_initializers, _errors_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        tests = __runInitializers(this, _tests_initializers, void 0);
        coverage = (__runInitializers(this, _tests_extraInitializers), __runInitializers(this, _coverage_initializers, void 0));
        warnings = (__runInitializers(this, _coverage_extraInitializers), __runInitializers(this, _warnings_initializers, void 0));
        errors = (__runInitializers(this, _warnings_extraInitializers), __runInitializers(this, _errors_initializers, void 0));
        constructor() {
            __runInitializers(this, _errors_extraInitializers);
        }
    };
})();
export { BundleReportDto };
let BundleSignatureDto = (() => {
    let _keyId_decorators;
    let _keyId_initializers = [];
    let _keyId_extraInitializers = [];
    let _algorithm_decorators;
    let _algorithm_initializers = [];
    let _algorithm_extraInitializers = [];
    let _issuer_decorators;
    let _issuer_initializers = [];
    let _issuer_extraInitializers = [];
    let _issuedAt_decorators;
    let _issuedAt_initializers = [];
    let _issuedAt_extraInitializers = [];
    return class BundleSignatureDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _keyId_decorators = [ApiProperty()];
            _algorithm_decorators = [ApiProperty()];
            _issuer_decorators = [ApiProperty({ type: String, nullable: true })];
            _issuedAt_decorators = [ApiProperty({
                    type: Number,
                    nullable: true,
                    description: 'Seconds since 1970, as its signer says.',
                })];
            __esDecorate(null, null, _keyId_decorators, { kind: "field", name: "keyId", static: false, private: false, access: { has: obj => "keyId" in obj, get: obj => obj.keyId, set: (obj, value) => { obj.keyId = value; } }, metadata: _metadata }, _keyId_initializers, _keyId_extraInitializers);
            __esDecorate(null, null, _algorithm_decorators, { kind: "field", name: "algorithm", static: false, private: false, access: { has: obj => "algorithm" in obj, get: obj => obj.algorithm, set: (obj, value) => { obj.algorithm = value; } }, metadata: _metadata }, _algorithm_initializers, _algorithm_extraInitializers);
            __esDecorate(null, null, _issuer_decorators, { kind: "field", name: "issuer", static: false, private: false, access: { has: obj => "issuer" in obj, get: obj => obj.issuer, set: (obj, value) => { obj.issuer = value; } }, metadata: _metadata }, _issuer_initializers, _issuer_extraInitializers);
            __esDecorate(null, null, _issuedAt_decorators, { kind: "field", name: "issuedAt", static: false, private: false, access: { has: obj => "issuedAt" in obj, get: obj => obj.issuedAt, set: (obj, value) => { obj.issuedAt = value; } }, metadata: _metadata }, _issuedAt_initializers, _issuedAt_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        keyId = __runInitializers(this, _keyId_initializers, void 0);
        algorithm = (__runInitializers(this, _keyId_extraInitializers), __runInitializers(this, _algorithm_initializers, void 0));
        issuer = (__runInitializers(this, _algorithm_extraInitializers), __runInitializers(this, _issuer_initializers, void 0));
        issuedAt = (__runInitializers(this, _issuer_extraInitializers), __runInitializers(this, _issuedAt_initializers, void 0));
        constructor() {
            __runInitializers(this, _issuedAt_extraInitializers);
        }
    };
})();
export { BundleSignatureDto };
let PendingActivationDto = (() => {
    let _requestedBy_decorators;
    let _requestedBy_initializers = [];
    let _requestedBy_extraInitializers = [];
    let _requestedAt_decorators;
    let _requestedAt_initializers = [];
    let _requestedAt_extraInitializers = [];
    let _expiresAt_decorators;
    let _expiresAt_initializers = [];
    let _expiresAt_extraInitializers = [];
    let _evaluated_decorators;
    let _evaluated_initializers = [];
    let _evaluated_extraInitializers = [];
    let _newlyAllowed_decorators;
    let _newlyAllowed_initializers = [];
    let _newlyAllowed_extraInitializers = [];
    let _minDecisions_decorators;
    let _minDecisions_initializers = [];
    let _minDecisions_extraInitializers = [];
    let _maxNewlyAllowed_decorators;
    let _maxNewlyAllowed_initializers = [];
    let _maxNewlyAllowed_extraInitializers = [];
    return class PendingActivationDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _requestedBy_decorators = [ApiProperty({ description: 'Id of the caller that has asked for it.' })];
            _requestedAt_decorators = [ApiProperty({ format: 'date-time' })];
            _expiresAt_decorators = [ApiProperty({ format: 'date-time', description: 'Until when a second caller can confirm it.' })];
            _evaluated_decorators = [ApiProperty({ description: 'Decisions compared when it was asked for.' })];
            _newlyAllowed_decorators = [ApiProperty({ description: 'Those newly allowed, or allowed with other obligations.' })];
            _minDecisions_decorators = [ApiProperty()];
            _maxNewlyAllowed_decorators = [ApiProperty()];
            __esDecorate(null, null, _requestedBy_decorators, { kind: "field", name: "requestedBy", static: false, private: false, access: { has: obj => "requestedBy" in obj, get: obj => obj.requestedBy, set: (obj, value) => { obj.requestedBy = value; } }, metadata: _metadata }, _requestedBy_initializers, _requestedBy_extraInitializers);
            __esDecorate(null, null, _requestedAt_decorators, { kind: "field", name: "requestedAt", static: false, private: false, access: { has: obj => "requestedAt" in obj, get: obj => obj.requestedAt, set: (obj, value) => { obj.requestedAt = value; } }, metadata: _metadata }, _requestedAt_initializers, _requestedAt_extraInitializers);
            __esDecorate(null, null, _expiresAt_decorators, { kind: "field", name: "expiresAt", static: false, private: false, access: { has: obj => "expiresAt" in obj, get: obj => obj.expiresAt, set: (obj, value) => { obj.expiresAt = value; } }, metadata: _metadata }, _expiresAt_initializers, _expiresAt_extraInitializers);
            __esDecorate(null, null, _evaluated_decorators, { kind: "field", name: "evaluated", static: false, private: false, access: { has: obj => "evaluated" in obj, get: obj => obj.evaluated, set: (obj, value) => { obj.evaluated = value; } }, metadata: _metadata }, _evaluated_initializers, _evaluated_extraInitializers);
            __esDecorate(null, null, _newlyAllowed_decorators, { kind: "field", name: "newlyAllowed", static: false, private: false, access: { has: obj => "newlyAllowed" in obj, get: obj => obj.newlyAllowed, set: (obj, value) => { obj.newlyAllowed = value; } }, metadata: _metadata }, _newlyAllowed_initializers, _newlyAllowed_extraInitializers);
            __esDecorate(null, null, _minDecisions_decorators, { kind: "field", name: "minDecisions", static: false, private: false, access: { has: obj => "minDecisions" in obj, get: obj => obj.minDecisions, set: (obj, value) => { obj.minDecisions = value; } }, metadata: _metadata }, _minDecisions_initializers, _minDecisions_extraInitializers);
            __esDecorate(null, null, _maxNewlyAllowed_decorators, { kind: "field", name: "maxNewlyAllowed", static: false, private: false, access: { has: obj => "maxNewlyAllowed" in obj, get: obj => obj.maxNewlyAllowed, set: (obj, value) => { obj.maxNewlyAllowed = value; } }, metadata: _metadata }, _maxNewlyAllowed_initializers, _maxNewlyAllowed_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        requestedBy = __runInitializers(this, _requestedBy_initializers, void 0);
        requestedAt = (__runInitializers(this, _requestedBy_extraInitializers), __runInitializers(this, _requestedAt_initializers, void 0));
        expiresAt = (__runInitializers(this, _requestedAt_extraInitializers), __runInitializers(this, _expiresAt_initializers, void 0));
        evaluated = (__runInitializers(this, _expiresAt_extraInitializers), __runInitializers(this, _evaluated_initializers, void 0));
        newlyAllowed = (__runInitializers(this, _evaluated_extraInitializers), __runInitializers(this, _newlyAllowed_initializers, void 0));
        minDecisions = (__runInitializers(this, _newlyAllowed_extraInitializers), __runInitializers(this, _minDecisions_initializers, void 0));
        maxNewlyAllowed = (__runInitializers(this, _minDecisions_extraInitializers), __runInitializers(this, _maxNewlyAllowed_initializers, void 0));
        constructor() {
            __runInitializers(this, _maxNewlyAllowed_extraInitializers);
        }
    };
})();
export { PendingActivationDto };
let BundleDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _bundleRevision_decorators;
    let _bundleRevision_initializers = [];
    let _bundleRevision_extraInitializers = [];
    let _digest_decorators;
    let _digest_initializers = [];
    let _digest_extraInitializers = [];
    let _policyDigest_decorators;
    let _policyDigest_initializers = [];
    let _policyDigest_extraInitializers = [];
    let _state_decorators;
    let _state_initializers = [];
    let _state_extraInitializers = [];
    let _report_decorators;
    let _report_initializers = [];
    let _report_extraInitializers = [];
    let _signature_decorators;
    let _signature_initializers = [];
    let _signature_extraInitializers = [];
    let _author_decorators;
    let _author_initializers = [];
    let _author_extraInitializers = [];
    let _createdAt_decorators;
    let _createdAt_initializers = [];
    let _createdAt_extraInitializers = [];
    let _pending_decorators;
    let _pending_initializers = [];
    let _pending_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class BundleDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty({ format: 'uuid' })];
            _bundleRevision_decorators = [ApiProperty({ description: '`revision` of its manifest; without one, its digest.' })];
            _digest_decorators = [ApiProperty({ description: 'SHA-256 over all files, hex.' })];
            _policyDigest_decorators = [ApiProperty({ type: String, nullable: true, description: 'SHA-256 over what is compiled, hex.' })];
            _state_decorators = [ApiProperty({ enum: BUNDLE_STATES })];
            _report_decorators = [ApiProperty({ type: BundleReportDto })];
            _signature_decorators = [ApiProperty({ type: BundleSignatureDto, nullable: true })];
            _author_decorators = [ApiProperty({ description: 'Id of the caller that pushed it.' })];
            _createdAt_decorators = [ApiProperty({ format: 'date-time' })];
            _pending_decorators = [ApiProperty({
                    type: PendingActivationDto,
                    nullable: true,
                    description: 'An activation that the gate did not let pass, while it can be confirmed.',
                })];
            _revision_decorators = [ApiProperty({
                    description: 'Data revision of the last change of its state; 0 if it was rejected.',
                })];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _bundleRevision_decorators, { kind: "field", name: "bundleRevision", static: false, private: false, access: { has: obj => "bundleRevision" in obj, get: obj => obj.bundleRevision, set: (obj, value) => { obj.bundleRevision = value; } }, metadata: _metadata }, _bundleRevision_initializers, _bundleRevision_extraInitializers);
            __esDecorate(null, null, _digest_decorators, { kind: "field", name: "digest", static: false, private: false, access: { has: obj => "digest" in obj, get: obj => obj.digest, set: (obj, value) => { obj.digest = value; } }, metadata: _metadata }, _digest_initializers, _digest_extraInitializers);
            __esDecorate(null, null, _policyDigest_decorators, { kind: "field", name: "policyDigest", static: false, private: false, access: { has: obj => "policyDigest" in obj, get: obj => obj.policyDigest, set: (obj, value) => { obj.policyDigest = value; } }, metadata: _metadata }, _policyDigest_initializers, _policyDigest_extraInitializers);
            __esDecorate(null, null, _state_decorators, { kind: "field", name: "state", static: false, private: false, access: { has: obj => "state" in obj, get: obj => obj.state, set: (obj, value) => { obj.state = value; } }, metadata: _metadata }, _state_initializers, _state_extraInitializers);
            __esDecorate(null, null, _report_decorators, { kind: "field", name: "report", static: false, private: false, access: { has: obj => "report" in obj, get: obj => obj.report, set: (obj, value) => { obj.report = value; } }, metadata: _metadata }, _report_initializers, _report_extraInitializers);
            __esDecorate(null, null, _signature_decorators, { kind: "field", name: "signature", static: false, private: false, access: { has: obj => "signature" in obj, get: obj => obj.signature, set: (obj, value) => { obj.signature = value; } }, metadata: _metadata }, _signature_initializers, _signature_extraInitializers);
            __esDecorate(null, null, _author_decorators, { kind: "field", name: "author", static: false, private: false, access: { has: obj => "author" in obj, get: obj => obj.author, set: (obj, value) => { obj.author = value; } }, metadata: _metadata }, _author_initializers, _author_extraInitializers);
            __esDecorate(null, null, _createdAt_decorators, { kind: "field", name: "createdAt", static: false, private: false, access: { has: obj => "createdAt" in obj, get: obj => obj.createdAt, set: (obj, value) => { obj.createdAt = value; } }, metadata: _metadata }, _createdAt_initializers, _createdAt_extraInitializers);
            __esDecorate(null, null, _pending_decorators, { kind: "field", name: "pending", static: false, private: false, access: { has: obj => "pending" in obj, get: obj => obj.pending, set: (obj, value) => { obj.pending = value; } }, metadata: _metadata }, _pending_initializers, _pending_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        bundleRevision = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _bundleRevision_initializers, void 0));
        digest = (__runInitializers(this, _bundleRevision_extraInitializers), __runInitializers(this, _digest_initializers, void 0));
        policyDigest = (__runInitializers(this, _digest_extraInitializers), __runInitializers(this, _policyDigest_initializers, void 0));
        state = (__runInitializers(this, _policyDigest_extraInitializers), __runInitializers(this, _state_initializers, void 0));
        report = (__runInitializers(this, _state_extraInitializers), __runInitializers(this, _report_initializers, void 0));
        signature = (__runInitializers(this, _report_extraInitializers), __runInitializers(this, _signature_initializers, void 0));
        author = (__runInitializers(this, _signature_extraInitializers), __runInitializers(this, _author_initializers, void 0));
        createdAt = (__runInitializers(this, _author_extraInitializers), __runInitializers(this, _createdAt_initializers, void 0));
        pending = (__runInitializers(this, _createdAt_extraInitializers), __runInitializers(this, _pending_initializers, void 0));
        revision = (__runInitializers(this, _pending_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { BundleDto };
let BundlePageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    return class BundlePageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: BundleDto })];
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
export { BundlePageDto };
