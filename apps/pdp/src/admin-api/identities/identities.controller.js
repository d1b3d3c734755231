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
import { Controller, Delete, Get, Put, UsePipes, } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut, answerRead } from '../shared/answers.js';
import { readAt } from '../shared/at-revision.dto.js';
import { limitOf, readIdentity } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { IdentityDto, IdentityPageDto, } from './identity.dto.js';
import { toIdentityInput } from './identity.mapper.js';
let IdentitiesController = (() => {
    let _classDecorators = [ApiTags('identities'), ApiBearerAuth(), Controller('admin/v1/identities'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _list_decorators;
    let _get_decorators;
    let _put_decorators;
    let _delete_decorators;
    var IdentitiesController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _list_decorators = [Get(), Operation('identities.read'), ApiOperation({ summary: 'Identities by kind and id' }), ApiOkResponse({ type: IdentityPageDto })];
            _get_decorators = [Get(':kind/:id'), Operation('identities.read'), ApiOperation({ summary: 'One identity' }), ApiOkResponse({ type: IdentityDto })];
            _put_decorators = [Put(':kind/:id'), Operation('identities.write'), ApiOperation({ summary: 'Creates (201) or replaces (200) an identity' }), ApiOkResponse({ type: IdentityDto })];
            _delete_decorators = [Delete(':kind/:id'), Operation('identities.delete'), ApiOperation({ summary: 'Deletes an identity nothing refers to, or retires it' }), ApiOkResponse({ type: RevisionDto })];
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _put_decorators, { kind: "method", name: "put", static: false, private: false, access: { has: obj => "put" in obj, get: obj => obj.put }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _delete_decorators, { kind: "method", name: "delete", static: false, private: false, access: { has: obj => "delete" in obj, get: obj => obj.delete }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            IdentitiesController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        directory = __runInitializers(this, _instanceExtraInitializers);
        writer;
        constructor(directory, writer) {
            this.directory = directory;
            this.writer = writer;
        }
        async list(query, { tenant }) {
            const { owner, kind, status, parent, prefix, cursor } = query;
            return await this.directory.list(tenant, {
                ...{ kind, status, parent, prefix, cursor },
                limit: limitOf(query),
                owner: readIdentity(owner),
            });
        }
        async get(params, query, request, reply) {
            const tenant = tenantOf(request);
            const found = await readAt(query, async () => await this.directory.get(tenant, params), async (revision) => await this.directory.getAt(tenant, params, revision));
            return answerRead(request, reply, found);
        }
        async put(params, body, scope, reply) {
            return answerPut(reply, await this.writer.put(scope, params, toIdentityInput(params, body)));
        }
        async delete(params, { retire }, scope, reply) {
            const written = retire === 'true'
                ? await this.writer.retire(scope, params)
                : await this.writer.delete(scope, params);
            return answerGone(reply, written);
        }
    };
    return IdentitiesController = _classThis;
})();
export { IdentitiesController };
