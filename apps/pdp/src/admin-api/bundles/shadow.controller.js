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
import { Controller, Delete, Get, HttpCode, Post, UsePipes, } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags, } from '@nestjs/swagger';
import { callerOf } from '../../http/current-caller.js';
import { NdjsonBody } from '../../http/ndjson-body.js';
import { Operation } from '../../http/operation.js';
import { tellWritten } from '../shared/answers.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { ReplayDto, ShadowDto } from './shadow.dto.js';
/** What a stored policy would decide. */
let ShadowController = (() => {
    let _classDecorators = [ApiTags('policy'), ApiBearerAuth(), Controller('admin/v1/bundles/:bundle'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _start_decorators;
    let _stop_decorators;
    let _get_decorators;
    let _replay_decorators;
    var ShadowController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _start_decorators = [Post('shadow'), HttpCode(200), Operation('bundles.write'), ApiOperation({
                    summary: 'Evaluates a stored policy beside the active one, on the decisions that are made',
                    description: 'In place of the one that was in shadow before. No answer waits for it.',
                }), ApiOkResponse({ type: ShadowDto })];
            _stop_decorators = [Delete('shadow'), Operation('bundles.write'), ApiOperation({ summary: 'Ends that; the report stays' }), ApiOkResponse({ type: ShadowDto })];
            _get_decorators = [Get('shadow'), Operation('bundles.read'), ApiOperation({ summary: 'What a policy in shadow would newly allow and newly deny' }), ApiOkResponse({ type: ShadowDto })];
            _replay_decorators = [Post('replay'), HttpCode(200), Operation('bundles.write'), ApiOperation({
                    summary: 'What a stored policy would have decided of a recorded file',
                    description: 'One JSON object a line: an entry of the decision log, or an AuthZEN evaluation request with the `decision` that is expected (and `revision` and `now`, where they are known).',
                }), ApiConsumes('application/x-ndjson'), ApiBody({ schema: { type: 'object', additionalProperties: true } }), ApiOkResponse({ type: ReplayDto })];
            __esDecorate(this, null, _start_decorators, { kind: "method", name: "start", static: false, private: false, access: { has: obj => "start" in obj, get: obj => obj.start }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _stop_decorators, { kind: "method", name: "stop", static: false, private: false, access: { has: obj => "stop" in obj, get: obj => obj.stop }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _replay_decorators, { kind: "method", name: "replay", static: false, private: false, access: { has: obj => "replay" in obj, get: obj => obj.replay }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            ShadowController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        shadows = __runInitializers(this, _instanceExtraInitializers);
        replays;
        constructor(shadows, replays) {
            this.shadows = shadows;
            this.replays = replays;
        }
        async start({ bundle }, { sample_rate: sampleRate = '1' }, scope, reply) {
            const written = await this.shadows.start(scope, bundle, { sampleRate: Number(sampleRate) });
            tellWritten(reply, written);
            return written.value;
        }
        async stop({ bundle }, scope, reply) {
            const written = await this.shadows.stop(scope, bundle);
            tellWritten(reply, written);
            return written.value;
        }
        async get({ bundle }, { tenant }) {
            return await this.shadows.get(tenant, bundle);
        }
        async replay({ bundle }, { as_of: basis = 'recorded', against: baseline = 'recorded' }, request) {
            const { body } = request;
            if (!(body instanceof NdjsonBody)) {
                throw new InvalidRequestError('request.content_type', 'send the body as application/x-ndjson');
            }
            const caller = callerOf(request);
            return await this.replays.take({ request, caller, bundle, body, options: { basis, baseline } });
        }
    };
    return ShadowController = _classThis;
})();
export { ShadowController };
