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
import { Controller, Delete, Get, HttpCode, Post, Put, UsePipes, } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags, } from '@nestjs/swagger';
import { tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut, answerRead } from '../shared/answers.js';
import { limitOf } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { BundleRemoteDto, BundleRemotePageDto, FetchAnswerDto, } from './bundle-remote.dto.js';
/** Where policy is fetched from: Git repositories and bundle servers. */
let BundleRemotesController = (() => {
    let _classDecorators = [ApiTags('policy'), ApiBearerAuth(), Controller('admin/v1/bundle-remotes'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _list_decorators;
    let _get_decorators;
    let _put_decorators;
    let _delete_decorators;
    let _fetch_decorators;
    var BundleRemotesController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _list_decorators = [Get(), Operation('bundle_remotes.read'), ApiOperation({ summary: 'Remotes by name, with how their last fetch went' }), ApiOkResponse({ type: BundleRemotePageDto })];
            _get_decorators = [Get(':name'), Operation('bundle_remotes.read'), ApiOperation({ summary: 'One remote; its `ETag` is of what was written, not of its state' }), ApiOkResponse({ type: BundleRemoteDto })];
            _put_decorators = [Put(':name'), Operation('bundle_remotes.write'), ApiOperation({ summary: 'Creates (201) or replaces (200) a remote; it is fetched from at once' }), ApiOkResponse({ type: BundleRemoteDto })];
            _delete_decorators = [Delete(':name'), Operation('bundle_remotes.delete'), ApiOperation({ summary: 'Ends fetching from a remote; what it has brought stays' }), ApiOkResponse({ type: RevisionDto })];
            _fetch_decorators = [Post(':name/fetch'), HttpCode(202), Operation('bundle_remotes.fetch'), ApiOperation({ summary: 'Fetches from a remote soon, also what was refused before' }), ApiAcceptedResponse({ type: FetchAnswerDto })];
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _put_decorators, { kind: "method", name: "put", static: false, private: false, access: { has: obj => "put" in obj, get: obj => obj.put }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _delete_decorators, { kind: "method", name: "delete", static: false, private: false, access: { has: obj => "delete" in obj, get: obj => obj.delete }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _fetch_decorators, { kind: "method", name: "fetch", static: false, private: false, access: { has: obj => "fetch" in obj, get: obj => obj.fetch }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            BundleRemotesController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        remotes = __runInitializers(this, _instanceExtraInitializers);
        hints;
        constructor(remotes, hints) {
            this.remotes = remotes;
            this.hints = hints;
        }
        async list(query, { tenant }) {
            return await this.remotes.list(tenant, { cursor: query.cursor, limit: limitOf(query) });
        }
        async get({ name }, request, reply) {
            return answerRead(request, reply, await this.remotes.get(tenantOf(request), name));
        }
        async put({ name }, body, scope, reply) {
            return answerPut(reply, await this.remotes.put(scope, name, toInput(body)));
        }
        async delete({ name }, scope, reply) {
            return answerGone(reply, await this.remotes.delete(scope, name));
        }
        async fetch({ name }, { tenant }) {
            await this.hints.fetch(tenant, name);
            return { status: 'due' };
        }
    };
    return BundleRemotesController = _classThis;
})();
export { BundleRemotesController };
function toInput(body) {
    const { kind, url, branch = 'main', folder = '', history = 'forward' } = body;
    const { intervalSeconds = 60, activate = true, credential, webhookSecret } = body;
    return {
        ...{ kind, url, branch, folder, history, intervalSeconds, activate, webhookSecret },
        credential: credential && {
            username: credential.username ?? null,
            secret: credential.secret,
        },
    };
}
