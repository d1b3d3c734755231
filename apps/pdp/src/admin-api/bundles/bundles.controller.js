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
import { Controller, Get, HttpCode, Post, Put, UsePipes, } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiTags, } from '@nestjs/swagger';
import { BUNDLE_CONTENT_TYPES, BundleBody } from '../../http/bundle-body.js';
import { tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { tellWritten } from '../shared/answers.js';
import { limitOf } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { BundleDto, BundlePageDto, FreezeDto, } from './bundle.dto.js';
import { hasEntityTag } from './entity-tags.js';
let BundlesController = (() => {
    let _classDecorators = [ApiTags('policy'), ApiBearerAuth(), Controller('admin/v1/bundles'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _push_decorators;
    let _list_decorators;
    let _active_decorators;
    let _getFreeze_decorators;
    let _setFreeze_decorators;
    let _rollback_decorators;
    let _get_decorators;
    let _activate_decorators;
    var BundlesController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _push_decorators = [Post(), HttpCode(201), Operation('bundles.write'), ApiOperation({
                    summary: 'Pushes a policy: checks, tests, compiles, stores and activates it',
                    description: 'An OPA bundle with Rego sources. 201 with the bundle; 200 when the same files are stored already; 202 when it is stored and its activation is `pending`: the gate demands a second caller; 422 with `errors`, a list of `{file, line, message, code}`, when a check fails.',
                }), ApiConsumes(...BUNDLE_CONTENT_TYPES), ApiBody({ schema: { type: 'string', format: 'binary' } }), ApiCreatedResponse({ type: BundleDto })];
            _list_decorators = [Get(), Operation('bundles.read'), ApiOperation({ summary: 'Pushed policies, the newest first, some rejected ones among them' }), ApiOkResponse({ type: BundlePageDto })];
            _active_decorators = [Get('active'), Operation('bundles.read'), ApiOperation({
                    summary: 'The active policy as an OPA bundle, for OPA elsewhere',
                    description: '304 when `If-None-Match` has its `ETag`.',
                }), ApiProduces('application/gzip'), ApiOkResponse({ schema: { type: 'string', format: 'binary' } })];
            _getFreeze_decorators = [Get('freeze'), Operation('bundles.read'), ApiOperation({ summary: 'Whether the active policy may be changed' }), ApiOkResponse({ type: FreezeDto })];
            _setFreeze_decorators = [Put('freeze'), Operation('bundles.freeze'), ApiOperation({
                    summary: 'Freezes the active policy: no push, activation or rollback; or ends that',
                }), ApiOkResponse({ type: FreezeDto })];
            _rollback_decorators = [Post('rollback'), HttpCode(200), Operation('bundles.write'), ApiOperation({ summary: 'Goes back to the policy that was active before' }), ApiOkResponse({ type: BundleDto })];
            _get_decorators = [Get(':bundle'), Operation('bundles.read'), ApiOperation({ summary: 'One pushed policy' }), ApiOkResponse({ type: BundleDto })];
            _activate_decorators = [Post(':bundle/activate'), HttpCode(200), Operation('bundles.write'), ApiOperation({
                    summary: 'Makes a stored policy the active one, an older one too, where the gate lets it pass',
                }), ApiOkResponse({ type: BundleDto })];
            __esDecorate(this, null, _push_decorators, { kind: "method", name: "push", static: false, private: false, access: { has: obj => "push" in obj, get: obj => obj.push }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _active_decorators, { kind: "method", name: "active", static: false, private: false, access: { has: obj => "active" in obj, get: obj => obj.active }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _getFreeze_decorators, { kind: "method", name: "getFreeze", static: false, private: false, access: { has: obj => "getFreeze" in obj, get: obj => obj.getFreeze }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _setFreeze_decorators, { kind: "method", name: "setFreeze", static: false, private: false, access: { has: obj => "setFreeze" in obj, get: obj => obj.setFreeze }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _rollback_decorators, { kind: "method", name: "rollback", static: false, private: false, access: { has: obj => "rollback" in obj, get: obj => obj.rollback }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _activate_decorators, { kind: "method", name: "activate", static: false, private: false, access: { has: obj => "activate" in obj, get: obj => obj.activate }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            BundlesController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        directory = __runInitializers(this, _instanceExtraInitializers);
        intake;
        bundles;
        constructor(directory, intake, bundles) {
            this.directory = directory;
            this.intake = intake;
            this.bundles = bundles;
        }
        async push({ activate = 'true' }, scope, { body }, reply) {
            if (!(body instanceof BundleBody)) {
                throw new InvalidRequestError('request.content_type', 'send the bundle as application/gzip');
            }
            const archive = await body.read(this.intake.maxBytes);
            const written = await this.intake.push(scope, { archive, activate: activate === 'true' });
            tellWritten(reply, written);
            void reply.status(statusOf(written.value, activate === 'true'));
            return written.value.bundle;
        }
        async list(query, { tenant }) {
            return await this.directory.list(tenant, { cursor: query.cursor, limit: limitOf(query) });
        }
        async active(request, reply) {
            const tenant = tenantOf(request);
            const { id, digest } = await this.directory.active(tenant);
            void reply.header('etag', `"${digest}"`).header('cache-control', 'no-cache');
            if (hasEntityTag(request.headers['if-none-match'], digest)) {
                await reply.status(304).send();
                return;
            }
            const archive = await this.directory.archive(tenant, id);
            await reply.type('application/gzip').send(archive);
        }
        async getFreeze({ tenant }) {
            return await this.directory.freeze(tenant);
        }
        async setFreeze(body, scope, reply) {
            const written = await this.bundles.setFreeze(scope, body);
            tellWritten(reply, written);
            return { ...written.value, revision: written.revision };
        }
        async rollback(scope, reply) {
            const written = await this.bundles.rollback(scope);
            tellWritten(reply, written);
            return written.value;
        }
        async get({ bundle }, { tenant }) {
            return await this.directory.get(tenant, bundle);
        }
        async activate({ bundle }, scope, reply) {
            const written = await this.bundles.activate(scope, bundle);
            tellWritten(reply, written);
            return written.value;
        }
    };
    return BundlesController = _classThis;
})();
export { BundlesController };
/** What is stored and waits for a second caller is neither created as asked, nor refused. */
function statusOf({ bundle, isNew }, activate) {
    if (activate && bundle.pending !== null) {
        return 202;
    }
    return isNew ? 201 : 200;
}
