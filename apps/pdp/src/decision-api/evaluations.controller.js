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
import { InvalidRequestError } from '@legate/core';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
import { EVALUATION_BODY } from './evaluation.schema.js';
import { EvaluationsResponseDto } from './evaluations.dto.js';
import { toBatchItems, toItemResponse, toQuestion } from './evaluations.mapper.js';
import { EVALUATIONS_BODY, EVALUATIONS_RESPONSE } from './evaluations.schema.js';
let EvaluationsController = (() => {
    let _classDecorators = [ApiTags('decisions'), ApiBearerAuth(), Controller('access/v1')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _evaluate_decorators;
    var EvaluationsController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _evaluate_decorators = [Post('evaluations'), HttpCode(200), Operation('decide'), RouteSchema({ body: EVALUATIONS_BODY, response: { 200: EVALUATIONS_RESPONSE } }), ApiOperation({ summary: 'Many evaluations, at one revision and by one policy' }), ApiHeader({
                    name: 'Legate-Min-Revision',
                    required: false,
                    description: 'Least data revision to judge at; waits a bounded time, then denies.',
                }), ApiOkResponse({ type: EvaluationsResponseDto })];
            __esDecorate(this, null, _evaluate_decorators, { kind: "method", name: "evaluate", static: false, private: false, access: { has: obj => "evaluate" in obj, get: obj => obj.evaluate }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            EvaluationsController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        asks = __runInitializers(this, _instanceExtraInitializers);
        limits;
        constructor(asks, limits) {
            this.asks = asks;
            this.limits = limits;
        }
        async evaluate(body, caller, request, reply) {
            const minRevision = readMinRevision(request);
            const { deadline } = request;
            const asking = { caller, minRevision, deadline, findProblem: problemFinder(request) };
            const { evaluations = [], options = {} } = body;
            this.requireSize(evaluations);
            void reply.header('cache-control', 'no-store');
            if (evaluations.length === 0) {
                const asked = await this.asks.askOne(toQuestion(body, asking), request);
                tellRevision(reply, [asked]);
                return toItemResponse(asked, caller);
            }
            const items = toBatchItems(body, evaluations, asking);
            const { evaluations_semantic: semantic = 'execute_all' } = options;
            const answers = await this.asks.ask(items, semantic, request);
            tellRevision(reply, answers);
            return { evaluations: answers.map((answer) => toItemResponse(answer, caller)) };
        }
        requireSize({ length }) {
            const { maxItems } = this.limits;
            if (length > maxItems) {
                throw new InvalidRequestError('request.too_many_evaluations', `a batch has at most ${maxItems} items`);
            }
        }
    };
    return EvaluationsController = _classThis;
})();
export { EvaluationsController };
/** All that were judged have the same; so is what kept them from being judged. */
function tellRevision(reply, asked) {
    for (const { answer } of asked) {
        if ('decision' in answer && answer.revision !== null) {
            setRevision(reply, answer.revision);
            return;
        }
    }
}
/** Fastify compiles the schema once, and finds it again by itself. */
function problemFinder(request) {
    const validate = request.compileValidationSchema(EVALUATION_BODY);
    return (question) => {
        if (validate(question)) {
            return null;
        }
        const [error] = validate.errors ?? [];
        return `body${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`;
    };
}
