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
import { ForbiddenError, InvalidRequestError } from '@legate/core';
import { GIT_SERVICES } from '@legate/git';
import { Controller, Get, Post } from '@nestjs/common';
import { ApiBasicAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiParam, ApiProduces, ApiQuery, ApiTags, } from '@nestjs/swagger';
import { callerOf } from '../http/current-caller.js';
import { GitBody } from '../http/git-body.js';
import { Operation } from '../http/operation.js';
const BINARY = { schema: { type: 'string', format: 'binary' } };
const OPERATIONS = {
    'git-upload-pack': 'repositories.read',
    'git-receive-pack': 'repositories.write',
};
/** Git's smart HTTP (https://git-scm.com/docs/http-protocol). Which repository it is, the caller's tenant says. */
let GitController = (() => {
    let _classDecorators = [ApiTags('policy'), ApiBasicAuth(), ApiParam({ name: 'tenant', description: 'The tenant, `default` too' }), Controller('git/:tenant/policies.git')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _refs_decorators;
    let _upload_decorators;
    let _receive_decorators;
    var GitController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _refs_decorators = [Get('info/refs'), Operation('repositories.read'), ApiOperation({
                    summary: 'How a fetch or push of git begins: what the repository holds',
                    description: 'For `git`, with any user name and the key as password.',
                }), ApiQuery({ name: 'service', enum: GIT_SERVICES }), ApiProduces(...GIT_SERVICES.map((service) => `application/x-${service}-advertisement`)), ApiOkResponse(BINARY)];
            _upload_decorators = [Post('git-upload-pack'), Operation('repositories.read'), ApiOperation({ summary: '`git fetch` and `git clone`' }), ApiConsumes('application/x-git-upload-pack-request'), ApiBody(BINARY), ApiProduces('application/x-git-upload-pack-result'), ApiOkResponse(BINARY)];
            _receive_decorators = [Post('git-receive-pack'), Operation('repositories.write'), ApiOperation({
                    summary: '`git push`: what main is at is checked, stored and activated, or the push is refused',
                    description: 'What was found wrong is told on the terminal of git, as `file:line: why [code]`.',
                }), ApiConsumes('application/x-git-receive-pack-request'), ApiBody(BINARY), ApiProduces('application/x-git-receive-pack-result'), ApiOkResponse(BINARY)];
            __esDecorate(this, null, _refs_decorators, { kind: "method", name: "refs", static: false, private: false, access: { has: obj => "refs" in obj, get: obj => obj.refs }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _upload_decorators, { kind: "method", name: "upload", static: false, private: false, access: { has: obj => "upload" in obj, get: obj => obj.upload }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _receive_decorators, { kind: "method", name: "receive", static: false, private: false, access: { has: obj => "receive" in obj, get: obj => obj.receive }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            GitController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        fetches = __runInitializers(this, _instanceExtraInitializers);
        pushes;
        policy;
        constructor(fetches, pushes, policy) {
            this.fetches = fetches;
            this.pushes = pushes;
            this.policy = policy;
        }
        async refs(request, reply) {
            const service = readService(request);
            const caller = callerOf(request);
            const operation = OPERATIONS[service];
            if (!this.policy.allows(caller, operation)) {
                throw new ForbiddenError('caller.forbidden', `your roles do not allow ${operation}`);
            }
            const advertised = await this.fetches.advertise(fetchOf(request), service);
            await send(reply, `application/x-${service}-advertisement`, advertised);
        }
        async upload(request, reply) {
            const body = readBody(request, 'git-upload-pack');
            const answer = await this.fetches.upload(fetchOf(request), body);
            await send(reply, 'application/x-git-upload-pack-result', answer);
        }
        async receive(request, reply) {
            const body = readBody(request, 'git-receive-pack');
            const { tenant, id } = callerOf(request);
            const answer = await this.pushes.receive({ tenant, author: id }, body);
            await send(reply, 'application/x-git-receive-pack-result', answer);
        }
    };
    return GitController = _classThis;
})();
export { GitController };
async function send(reply, type, answer) {
    await reply.status(200).type(type).header('cache-control', 'no-store').send(answer);
}
/** https://git-scm.com/docs/protocol-v2#_http_transport */
function fetchOf(request) {
    const { 'git-protocol': versions = '' } = request.headers;
    const isVersion2 = typeof versions === 'string' && versions.split(':').includes('version=2');
    return { tenant: callerOf(request).tenant, isVersion2 };
}
function readService({ query }) {
    const { service } = query;
    const known = GIT_SERVICES.find((name) => name === service);
    if (known === undefined) {
        throw new InvalidRequestError('git.service_unknown', 'only smart HTTP of git is served here');
    }
    return known;
}
function readBody({ body, headers }, service) {
    const type = `application/x-${service}-request`;
    if (!(body instanceof GitBody) || headers['content-type'] !== type) {
        throw new InvalidRequestError('request.content_type', `send the body as ${type}`);
    }
    return body;
}
