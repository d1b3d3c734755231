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
const URL = { format: 'uri' };
/** AuthZEN section 9.1. */
let MetadataDto = (() => {
    let _policy_decision_point_decorators;
    let _policy_decision_point_initializers = [];
    let _policy_decision_point_extraInitializers = [];
    let _access_evaluation_endpoint_decorators;
    let _access_evaluation_endpoint_initializers = [];
    let _access_evaluation_endpoint_extraInitializers = [];
    let _access_evaluations_endpoint_decorators;
    let _access_evaluations_endpoint_initializers = [];
    let _access_evaluations_endpoint_extraInitializers = [];
    let _search_subject_endpoint_decorators;
    let _search_subject_endpoint_initializers = [];
    let _search_subject_endpoint_extraInitializers = [];
    let _search_resource_endpoint_decorators;
    let _search_resource_endpoint_initializers = [];
    let _search_resource_endpoint_extraInitializers = [];
    let _search_action_endpoint_decorators;
    let _search_action_endpoint_initializers = [];
    let _search_action_endpoint_extraInitializers = [];
    let _jwks_uri_decorators;
    let _jwks_uri_initializers = [];
    let _jwks_uri_extraInitializers = [];
    let _signed_metadata_decorators;
    let _signed_metadata_initializers = [];
    let _signed_metadata_extraInitializers = [];
    return class MetadataDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _policy_decision_point_decorators = [ApiProperty({ ...URL, example: 'https://pdp.example' })];
            _access_evaluation_endpoint_decorators = [ApiProperty(URL)];
            _access_evaluations_endpoint_decorators = [ApiProperty(URL)];
            _search_subject_endpoint_decorators = [ApiProperty(URL)];
            _search_resource_endpoint_decorators = [ApiProperty(URL)];
            _search_action_endpoint_decorators = [ApiProperty(URL)];
            _jwks_uri_decorators = [ApiPropertyOptional({ ...URL, description: 'Where the keys of `signed_metadata` are.' })];
            _signed_metadata_decorators = [ApiPropertyOptional({ description: 'The same as a JWS, with `iss`.' })];
            __esDecorate(null, null, _policy_decision_point_decorators, { kind: "field", name: "policy_decision_point", static: false, private: false, access: { has: obj => "policy_decision_point" in obj, get: obj => obj.policy_decision_point, set: (obj, value) => { obj.policy_decision_point = value; } }, metadata: _metadata }, _policy_decision_point_initializers, _policy_decision_point_extraInitializers);
            __esDecorate(null, null, _access_evaluation_endpoint_decorators, { kind: "field", name: "access_evaluation_endpoint", static: false, private: false, access: { has: obj => "access_evaluation_endpoint" in obj, get: obj => obj.access_evaluation_endpoint, set: (obj, value) => { obj.access_evaluation_endpoint = value; } }, metadata: _metadata }, _access_evaluation_endpoint_initializers, _access_evaluation_endpoint_extraInitializers);
            __esDecorate(null, null, _access_evaluations_endpoint_decorators, { kind: "field", name: "access_evaluations_endpoint", static: false, private: false, access: { has: obj => "access_evaluations_endpoint" in obj, get: obj => obj.access_evaluations_endpoint, set: (obj, value) => { obj.access_evaluations_endpoint = value; } }, metadata: _metadata }, _access_evaluations_endpoint_initializers, _access_evaluations_endpoint_extraInitializers);
            __esDecorate(null, null, _search_subject_endpoint_decorators, { kind: "field", name: "search_subject_endpoint", static: false, private: false, access: { has: obj => "search_subject_endpoint" in obj, get: obj => obj.search_subject_endpoint, set: (obj, value) => { obj.search_subject_endpoint = value; } }, metadata: _metadata }, _search_subject_endpoint_initializers, _search_subject_endpoint_extraInitializers);
            __esDecorate(null, null, _search_resource_endpoint_decorators, { kind: "field", name: "search_resource_endpoint", static: false, private: false, access: { has: obj => "search_resource_endpoint" in obj, get: obj => obj.search_resource_endpoint, set: (obj, value) => { obj.search_resource_endpoint = value; } }, metadata: _metadata }, _search_resource_endpoint_initializers, _search_resource_endpoint_extraInitializers);
            __esDecorate(null, null, _search_action_endpoint_decorators, { kind: "field", name: "search_action_endpoint", static: false, private: false, access: { has: obj => "search_action_endpoint" in obj, get: obj => obj.search_action_endpoint, set: (obj, value) => { obj.search_action_endpoint = value; } }, metadata: _metadata }, _search_action_endpoint_initializers, _search_action_endpoint_extraInitializers);
            __esDecorate(null, null, _jwks_uri_decorators, { kind: "field", name: "jwks_uri", static: false, private: false, access: { has: obj => "jwks_uri" in obj, get: obj => obj.jwks_uri, set: (obj, value) => { obj.jwks_uri = value; } }, metadata: _metadata }, _jwks_uri_initializers, _jwks_uri_extraInitializers);
            __esDecorate(null, null, _signed_metadata_decorators, { kind: "field", name: "signed_metadata", static: false, private: false, access: { has: obj => "signed_metadata" in obj, get: obj => obj.signed_metadata, set: (obj, value) => { obj.signed_metadata = value; } }, metadata: _metadata }, _signed_metadata_initializers, _signed_metadata_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        policy_decision_point = __runInitializers(this, _policy_decision_point_initializers, void 0);
        access_evaluation_endpoint = (__runInitializers(this, _policy_decision_point_extraInitializers), __runInitializers(this, _access_evaluation_endpoint_initializers, void 0));
        access_evaluations_endpoint = (__runInitializers(this, _access_evaluation_endpoint_extraInitializers), __runInitializers(this, _access_evaluations_endpoint_initializers, void 0));
        search_subject_endpoint = (__runInitializers(this, _access_evaluations_endpoint_extraInitializers), __runInitializers(this, _search_subject_endpoint_initializers, void 0));
        search_resource_endpoint = (__runInitializers(this, _search_subject_endpoint_extraInitializers), __runInitializers(this, _search_resource_endpoint_initializers, void 0));
        search_action_endpoint = (__runInitializers(this, _search_resource_endpoint_extraInitializers), __runInitializers(this, _search_action_endpoint_initializers, void 0));
        jwks_uri = (__runInitializers(this, _search_action_endpoint_extraInitializers), __runInitializers(this, _jwks_uri_initializers, void 0));
        signed_metadata = (__runInitializers(this, _jwks_uri_extraInitializers), __runInitializers(this, _signed_metadata_initializers, void 0));
        constructor() {
            __runInitializers(this, _signed_metadata_extraInitializers);
        }
    };
})();
export { MetadataDto };
let JwksDto = (() => {
    let _keys_decorators;
    let _keys_initializers = [];
    let _keys_extraInitializers = [];
    return class JwksDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _keys_decorators = [ApiProperty({ isArray: true, type: 'object', additionalProperties: true })];
            __esDecorate(null, null, _keys_decorators, { kind: "field", name: "keys", static: false, private: false, access: { has: obj => "keys" in obj, get: obj => obj.keys, set: (obj, value) => { obj.keys = value; } }, metadata: _metadata }, _keys_initializers, _keys_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        keys = __runInitializers(this, _keys_initializers, void 0);
        constructor() {
            __runInitializers(this, _keys_extraInitializers);
        }
    };
})();
export { JwksDto };
