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
import { Controller, HttpCode, Post } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { toDecisionRequest, toEvaluationResponse } from './evaluation.mapper.js';
import { EVALUATION_BODY } from './evaluation.schema.js';
import { PastEvaluationResponseDto } from './past-evaluation.dto.js';
/** For auditors: what a question would have been answered with. */
let PastEvaluationController = (() => {
    let _classDecorators = [ApiTags('decisions'), ApiBearerAuth(), Controller('admin/v1/evaluation')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _evaluate_decorators;
    var PastEvaluationController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _evaluate_decorators = [Post(), HttpCode(200), Operation('evaluations.read'), RouteSchema({ body: EVALUATION_BODY }), ApiOperation({ summary: 'A decision as of a past revision, by the policy that was active then' }), ApiOkResponse({ type: PastEvaluationResponseDto })];
            __esDecorate(this, null, _evaluate_decorators, { kind: "method", name: "evaluate", static: false, private: false, access: { has: obj => "evaluate" in obj, get: obj => obj.evaluate }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            PastEvaluationController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        decisions = __runInitializers(this, _instanceExtraInitializers);
        constructor(decisions) {
            this.decisions = decisions;
        }
        async evaluate(body, query, caller, reply) {
            const answer = await this.decisions.decide(toDecisionRequest(body, caller), {
                revision: Number(query.at_revision),
                now: query.at === undefined ? null : Date.parse(query.at),
            });
            const { revision, policyDigest } = answer;
            setRevision(reply, Number(query.at_revision));
            void reply.header('cache-control', 'no-store');
            const { decision, context } = toEvaluationResponse(answer, randomUUID(), caller.answers);
            return {
                decision,
                ...(context !== undefined && { context }),
                asOf: { revision: revision ?? 0, now: new Date(answer.now).toISOString(), policyDigest },
            };
        }
    };
    return PastEvaluationController = _classThis;
})();
export { PastEvaluationController };
