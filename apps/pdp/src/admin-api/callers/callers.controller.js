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
import { Controller, Delete, Get, Post, Put, UsePipes, } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags, } from '@nestjs/swagger';
import { callerOf, tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { toAliases } from '../identities/identity.mapper.js';
import { answerGone, answerRead, answerStored, tellWritten } from '../shared/answers.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { writeScope } from '../shared/write-scope.js';
import { CallerDto, CallerListDto, CreatedCallerDto, } from './caller.dto.js';
let CallersController = (() => {
    let _classDecorators = [ApiTags('callers'), ApiBearerAuth(), Controller('admin/v1/callers'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _create_decorators;
    let _list_decorators;
    let _get_decorators;
    let _put_decorators;
    let _end_decorators;
    var CallersController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _create_decorators = [Post(), Operation('callers.write'), ApiOperation({ summary: 'Creates a caller; its key is shown once' }), ApiCreatedResponse({ type: CreatedCallerDto })];
            _list_decorators = [Get(), Operation('callers.read'), ApiOperation({ summary: 'Callers that have not ended' }), ApiOkResponse({ type: CallerListDto })];
            _get_decorators = [Get(':id'), Operation('callers.read'), ApiOperation({ summary: 'One caller' }), ApiOkResponse({ type: CallerDto })];
            _put_decorators = [Put(':id'), Operation('callers.write'), ApiOperation({
                    summary: 'Replaces name and roles of a caller; trust and credentials where given',
                }), ApiOkResponse({ type: CallerDto })];
            _end_decorators = [Delete(':id'), Operation('callers.delete'), ApiOperation({ summary: 'Ends a caller and its keys, for good' }), ApiOkResponse({ type: RevisionDto })];
            __esDecorate(this, null, _create_decorators, { kind: "method", name: "create", static: false, private: false, access: { has: obj => "create" in obj, get: obj => obj.create }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _put_decorators, { kind: "method", name: "put", static: false, private: false, access: { has: obj => "put" in obj, get: obj => obj.put }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _end_decorators, { kind: "method", name: "end", static: false, private: false, access: { has: obj => "end" in obj, get: obj => obj.end }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            CallersController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        callers = __runInitializers(this, _instanceExtraInitializers);
        constructor(callers) {
            this.callers = callers;
        }
        async create({ key: isKeyWanted = true, expiresAt, ...body }, creator, reply) {
            const { trust, credentials, ...rest } = body;
            const wanted = {
                ...rest,
                trust: trust ?? undefined,
                credentials: toAliases(credentials ?? [], '/credentials'),
            };
            const written = await this.callers.create(creator, wanted, isKeyWanted ? { expiresAt: expiresAt ?? null } : null);
            tellWritten(reply, written);
            void reply.header('cache-control', 'no-store');
            const { id, key } = written.value;
            return { id, ...(key !== null && { key }), revision: written.revision };
        }
        async list({ tenant }) {
            const callers = await this.callers.list(tenant);
            return { items: callers.map(toDto) };
        }
        async get({ id }, request, reply) {
            return answerRead(request, reply, toDto(await this.callers.get(tenantOf(request), id)));
        }
        async put({ id }, { credentials, ...body }, request, reply) {
            const input = { ...body, credentials: credentials && toAliases(credentials, '/credentials') };
            const written = await this.callers.put(callerOf(request), writeScope(request), {
                id,
                input,
            });
            return answerStored(reply, { ...written, value: toDto(written.value) });
        }
        async end({ id }, scope, reply) {
            return answerGone(reply, await this.callers.end(scope, id));
        }
    };
    return CallersController = _classThis;
})();
export { CallersController };
function toDto(caller) {
    const { id, name, roles, identity, answers, trust, credentials, revision } = caller;
    return {
        ...{ id, name, roles, answers, ...(identity !== null && { identity }) },
        trust: trust,
        credentials: credentials.map(({ issuer, subject }) => issuer.startsWith('spiffe:') ? { spiffeId: subject } : { issuer, subject }),
        revision,
    };
}
