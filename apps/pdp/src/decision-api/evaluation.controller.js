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
import { Controller, HttpCode, Post } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags, } from '@nestjs/swagger';
import { callerOf } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
import { EvaluationRequestDto, EvaluationResponseDto } from './evaluation.dto.js';
import { toDecisionRequest, toEvaluationResponse } from './evaluation.mapper.js';
import { EVALUATION_BODY, EVALUATION_RESPONSE } from './evaluation.schema.js';
let EvaluationController = (() => {
    let _classDecorators = [ApiTags('decisions'), ApiBearerAuth(), Controller('access/v1')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _evaluate_decorators;
    var EvaluationController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _evaluate_decorators = [Post('evaluation'), HttpCode(200), Operation('decide'), RouteSchema({ body: EVALUATION_BODY, response: { 200: EVALUATION_RESPONSE } }), ApiOperation({ summary: 'May this subject, acted for by this agent, do this to that, now?' }), ApiHeader({
                    name: 'Legate-Min-Revision',
                    required: false,
                    description: 'Least data revision to judge at; waits a bounded time, then denies.',
                }), ApiOkResponse({ type: EvaluationResponseDto }), ApiBody({ type: EvaluationRequestDto })];
            __esDecorate(this, null, _evaluate_decorators, { kind: "method", name: "evaluate", static: false, private: false, access: { has: obj => "evaluate" in obj, get: obj => obj.evaluate }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            EvaluationController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        asks = __runInitializers(this, _instanceExtraInitializers);
        constructor(asks) {
            this.asks = asks;
        }
        evaluate(request, reply) {
            const caller = callerOf(request);
            const bounds = { minRevision: readMinRevision(request), deadline: request.deadline };
            const question = toDecisionRequest(request.body, caller, bounds);
            return this.asks.ask(question, request, 'evaluation', (asked) => {
                send(reply, asked, caller);
            });
        }
    };
    return EvaluationController = _classThis;
})();
export { EvaluationController };
/** The answer leaves from here, and not through Nest, which would look at it and wait for it once more. */
function send(reply, { answer, evaluationId }, { answers }) {
    try {
        void reply.header('cache-control', 'no-store');
        if (answer.revision !== null) {
            setRevision(reply, answer.revision);
        }
        void reply.send(toEvaluationResponse(answer, evaluationId, answers));
    }
    catch (cause) {
        void reply.send(cause);
    }
}
