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
import { InvalidRequestError, RateExceededError, UnauthenticatedError } from '@legate/core';
import { TENANT_PATTERN } from '@legate/directory';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { TokenBuckets } from '../http/token-buckets.js';
import { REMOTE_NAME } from './remote-name.js';
/** Of all senders to one process: each costs a look into the database before it is known who sends. */
const RATE = { perSecond: 20, burst: 40 };
let WebhookAnswerDto = (() => {
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    return class WebhookAnswerDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _status_decorators = [ApiProperty({ enum: ['accepted'] })];
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        status = __runInitializers(this, _status_initializers, void 0);
        constructor() {
            __runInitializers(this, _status_extraInitializers);
        }
    };
})();
export { WebhookAnswerDto };
/** Called by Git hosts when something was pushed. Known by its signature, not by a key. */
let WebhooksController = (() => {
    let _classDecorators = [ApiTags('policy'), Controller('webhooks')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _deliver_decorators;
    var WebhooksController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _deliver_decorators = [Post(':tenant/:remote'), HttpCode(202), ApiOperation({
                    summary: 'Makes a remote of bundles be fetched from',
                    description: 'Signed as GitHub, GitLab, Gitea or Forgejo do, with the webhook secret of the remote. What the body says is not looked at.',
                }), ApiBody({ schema: { type: 'object' } }), ApiAcceptedResponse({ type: WebhookAnswerDto })];
            __esDecorate(this, null, _deliver_decorators, { kind: "method", name: "deliver", static: false, private: false, access: { has: obj => "deliver" in obj, get: obj => obj.deliver }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            WebhooksController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        hints = __runInitializers(this, _instanceExtraInitializers);
        buckets = new TokenBuckets();
        constructor(hints) {
            this.hints = hints;
        }
        async deliver(tenant, remote, { headers, body }) {
            const waitMs = this.buckets.take('', RATE, performance.now());
            if (waitMs > 0) {
                const retryAfterS = Math.ceil(waitMs / 1000);
                throw new RateExceededError('request.rate_limited', 'too many webhooks', { retryAfterS });
            }
            if (!TENANT_PATTERN.test(tenant) || !REMOTE_NAME.test(remote)) {
                throw new UnauthenticatedError('webhook.unauthenticated', 'the webhook is not signed');
            }
            const bytes = body ?? Buffer.of();
            if (!Buffer.isBuffer(bytes)) {
                throw new InvalidRequestError('request.content_type', 'send the event as application/json');
            }
            await this.hints.deliver(tenant, remote, { headers, body: bytes, now: Date.now() });
            return { status: 'accepted' };
        }
    };
    return WebhooksController = _classThis;
})();
export { WebhooksController };
