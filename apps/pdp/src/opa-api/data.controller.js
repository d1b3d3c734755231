var __runInitializers = (this && this.__runInitializers) || function (thisArg, initializers, value) {
    var useValue = arguments.length > 2;
    for (var i = 0; i < initializers.length; i++) {
        value = useValue ? initializers[i].call(thisArg, value) : initializers[i].call(thisArg);
    }
    return useValue ? value : void 0;
};
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
import { NotFoundError } from '@legate/core';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { DataRequestDto, DataResponseDto } from './data.dto.js';
import { readInput } from './read-input.js';
const DECISION = 'legate/decision';
const ALLOW = 'legate/decision/allow';
const PACKAGES = 'policy/*';
/** OPA's Data API, for what this service decides with (docs/opa-api.md). */
let DataController = (() => {
    let _classDecorators = [ApiTags('OPA'), ApiBearerAuth(), Controller()];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _getDecision_decorators;
    let _postDecision_decorators;
    let _getPackage_decorators;
    let _postPackage_decorators;
    let _getUndefined_decorators;
    let _postUndefined_decorators;
    var DataController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _getDecision_decorators = [Get([`v1/data/${DECISION}`, `v1/data/${ALLOW}`]), Operation('decide'), ApiOperation({ summary: 'A decision, in the form of OPA; `?input=` is an evaluation request' }), ApiOkResponse({ type: DataResponseDto })];
            _postDecision_decorators = [Post([`v1/data/${DECISION}`, `v1/data/${ALLOW}`]), HttpCode(200), Operation('decide'), ApiOperation({ summary: 'A decision, in the form of OPA; `input` is an evaluation request' }), ApiBody({ type: DataRequestDto }), ApiOkResponse({ type: DataResponseDto })];
            _getPackage_decorators = [Get(`v1/data/${PACKAGES}`), Operation('packages.evaluate'), ApiOperation({ summary: 'What one policy package says of `?input=`, no facts joined' }), ApiOkResponse({ type: DataResponseDto })];
            _postPackage_decorators = [Post(`v1/data/${PACKAGES}`), HttpCode(200), Operation('packages.evaluate'), ApiOperation({ summary: 'What one policy package says of `input`, no facts joined' }), ApiBody({ type: DataRequestDto }), ApiOkResponse({ type: DataResponseDto })];
            _getUndefined_decorators = [Get(['v1/data', 'v1/data/*']), Operation('decide'), ApiOperation({ summary: 'Any other document is undefined' }), ApiOkResponse({ type: DataResponseDto })];
            _postUndefined_decorators = [Post(['v1/data', 'v1/data/*']), HttpCode(200), Operation('decide'), ApiOperation({ summary: 'Any other document is undefined' }), ApiBody({ type: DataRequestDto }), ApiOkResponse({ type: DataResponseDto })];
            __esDecorate(this, null, _getDecision_decorators, { kind: "method", name: "getDecision", static: false, private: false, access: { has: obj => "getDecision" in obj, get: obj => obj.getDecision }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _postDecision_decorators, { kind: "method", name: "postDecision", static: false, private: false, access: { has: obj => "postDecision" in obj, get: obj => obj.postDecision }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _getPackage_decorators, { kind: "method", name: "getPackage", static: false, private: false, access: { has: obj => "getPackage" in obj, get: obj => obj.getPackage }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _postPackage_decorators, { kind: "method", name: "postPackage", static: false, private: false, access: { has: obj => "postPackage" in obj, get: obj => obj.postPackage }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _getUndefined_decorators, { kind: "method", name: "getUndefined", static: false, private: false, access: { has: obj => "getUndefined" in obj, get: obj => obj.getUndefined }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _postUndefined_decorators, { kind: "method", name: "postUndefined", static: false, private: false, access: { has: obj => "postUndefined" in obj, get: obj => obj.postUndefined }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            DataController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        documents = __runInitializers(this, _instanceExtraInitializers);
        constructor(documents) {
            this.documents = documents;
        }
        async getDecision(request, reply) {
            const document = await this.documents.decision(request, readInput(request));
            return toResponse(reply, document);
        }
        async postDecision(request, reply) {
            return await this.getDecision(request, reply);
        }
        async getPackage(request, reply) {
            return toResponse(reply, await this.documents.package(request, readInput(request)));
        }
        async postPackage(request, reply) {
            return await this.getPackage(request, reply);
        }
        /** OPA-5: what is no entrypoint is undefined. */
        getUndefined(request) {
            readInput(request);
            return {};
        }
        postUndefined(request) {
            return this.getUndefined(request);
        }
    };
    return DataController = _classThis;
})();
export { DataController };
/** The webhook form (OPA-2): the body is the input, the answer the bare result, 404 when that is undefined. */
let WebhookDataController = (() => {
    let _classDecorators = [ApiTags('OPA'), ApiBearerAuth(), Controller('v0/data')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _decision_decorators;
    let _package_decorators;
    let _undefined_decorators;
    var WebhookDataController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _decision_decorators = [Post([DECISION, ALLOW]), HttpCode(200), Operation('decide'), ApiOperation({ summary: 'A decision, in the webhook form of OPA' })];
            _package_decorators = [Post(PACKAGES), HttpCode(200), Operation('packages.evaluate'), ApiOperation({ summary: 'What one policy package says, in the webhook form of OPA' })];
            _undefined_decorators = [Post(['', '*']), Operation('decide'), ApiOperation({ summary: 'Any other document is undefined: 404' })];
            __esDecorate(this, null, _decision_decorators, { kind: "method", name: "decision", static: false, private: false, access: { has: obj => "decision" in obj, get: obj => obj.decision }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _package_decorators, { kind: "method", name: "package", static: false, private: false, access: { has: obj => "package" in obj, get: obj => obj.package }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _undefined_decorators, { kind: "method", name: "undefined", static: false, private: false, access: { has: obj => "undefined" in obj, get: obj => obj.undefined }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            WebhookDataController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        documents = __runInitializers(this, _instanceExtraInitializers);
        constructor(documents) {
            this.documents = documents;
        }
        async decision(request, reply) {
            const document = await this.documents.decision(request, request.body);
            return bare(toResponse(reply, document));
        }
        async package(request, reply) {
            const document = await this.documents.package(request, request.body);
            return bare(toResponse(reply, document));
        }
        undefined() {
            return bare({});
        }
    };
    return WebhookDataController = _classThis;
})();
export { WebhookDataController };
function toResponse(reply, { result, revision, decisionId }) {
    void reply.header('cache-control', 'no-store');
    if (revision !== null) {
        setRevision(reply, revision);
    }
    return {
        ...(result !== undefined && { result }),
        ...(decisionId !== null && { decision_id: decisionId }),
    };
}
function bare({ result }) {
    if (result === undefined) {
        throw new NotFoundError('data.undefined', 'the document is undefined');
    }
    return result;
}
