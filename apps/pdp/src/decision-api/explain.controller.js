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
import { randomUUID } from 'node:crypto';
import { InvalidRequestError } from '@legate/core';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { callerOf } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
import { toDecisionRequest } from './evaluation.mapper.js';
import { EVALUATION_BODY } from './evaluation.schema.js';
import { ExplanationDto } from './explanation.dto.js';
import { toExplanationDto } from './explanation.mapper.js';
/** For admins and auditors: how an answer comes about. */
let ExplainController = (() => {
    let _classDecorators = [ApiTags('decisions'), ApiBearerAuth(), Controller('admin/v1/explain')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _explain_decorators;
    var ExplainController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _explain_decorators = [Post(), HttpCode(200), Operation('explanations.read'), RouteSchema({ body: EVALUATION_BODY }), ApiOperation({
                    summary: 'How a decision comes about, stop by stop, and what change of grants would turn it',
                }), ApiOkResponse({ type: ExplanationDto })];
            __esDecorate(this, null, _explain_decorators, { kind: "method", name: "explain", static: false, private: false, access: { has: obj => "explain" in obj, get: obj => obj.explain }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            ExplainController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        explanations = __runInitializers(this, _instanceExtraInitializers);
        constructor(explanations) {
            this.explanations = explanations;
        }
        async explain(body, query, request, reply) {
            const caller = callerOf(request);
            const minRevision = readMinRevision(request);
            const question = {
                ...toDecisionRequest(body, caller),
                minRevision,
                deadline: request.deadline,
            };
            const explanation = await this.explanations.explain(question, readAsOf(query));
            const { revision } = explanation.answer;
            if (revision !== null) {
                setRevision(reply, revision);
            }
            void reply.header('cache-control', 'no-store');
            return toExplanationDto(explanation, { body, caller, evaluationId: randomUUID() });
        }
    };
    return ExplainController = _classThis;
})();
export { ExplainController };
function readAsOf({ at_revision: revision, at }) {
    if (revision === undefined) {
        if (at !== undefined) {
            throw new InvalidRequestError('request.invalid', 'at needs at_revision');
        }
        return null;
    }
    return { revision: Number(revision), now: at === undefined ? null : Date.parse(at) };
}
