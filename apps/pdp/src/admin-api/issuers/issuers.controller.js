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
import { Controller, Delete, Get, Put, UsePipes, } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { callerOf, tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut, answerRead } from '../shared/answers.js';
import { limitOf } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { writeScope } from '../shared/write-scope.js';
import { IssuerDto, IssuerPageDto, } from './issuer.dto.js';
/** Whose tokens are believed: of callers, and of subjects and actors that callers forward. */
let IssuersController = (() => {
    let _classDecorators = [ApiTags('callers'), ApiBearerAuth(), Controller('admin/v1/issuers'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _list_decorators;
    let _get_decorators;
    let _put_decorators;
    let _delete_decorators;
    var IssuersController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _list_decorators = [Get(), Operation('issuers.read'), ApiOperation({ summary: 'Issuers of tokens by id' }), ApiOkResponse({ type: IssuerPageDto })];
            _get_decorators = [Get(':id'), Operation('issuers.read'), ApiOperation({ summary: 'One issuer of tokens' }), ApiOkResponse({ type: IssuerDto })];
            _put_decorators = [Put(':id'), Operation('issuers.write'), ApiOperation({ summary: 'Creates (201) or replaces (200) an issuer of tokens' }), ApiOkResponse({ type: IssuerDto })];
            _delete_decorators = [Delete(':id'), Operation('issuers.delete'), ApiOperation({ summary: 'Ends the belief in an issuer of tokens' }), ApiOkResponse({ type: RevisionDto })];
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _put_decorators, { kind: "method", name: "put", static: false, private: false, access: { has: obj => "put" in obj, get: obj => obj.put }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _delete_decorators, { kind: "method", name: "delete", static: false, private: false, access: { has: obj => "delete" in obj, get: obj => obj.delete }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            IssuersController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        issuers = __runInitializers(this, _instanceExtraInitializers);
        constructor(issuers) {
            this.issuers = issuers;
        }
        async list(query, { tenant }) {
            return await this.issuers.list(tenant, { cursor: query.cursor, limit: limitOf(query) });
        }
        async get({ id }, request, reply) {
            return answerRead(request, reply, await this.issuers.get(tenantOf(request), id));
        }
        async put({ id }, body, request, reply) {
            requireOneKeySource(body);
            return answerPut(reply, await this.issuers.put(callerOf(request), writeScope(request), {
                id,
                input: toInput(body),
            }));
        }
        async delete({ id }, scope, reply) {
            return answerGone(reply, await this.issuers.delete(scope, id));
        }
    };
    return IssuersController = _classThis;
})();
export { IssuersController };
/** Without what makes it an object of a class. */
function toInput(body) {
    return Object.fromEntries(Object.entries(body));
}
/** @throws InvalidRequestError */
function requireOneKeySource({ jwksUri, jwks }) {
    if ((jwksUri === undefined) === (jwks === undefined)) {
        const message = 'needs either jwksUri or jwks';
        throw new InvalidRequestError('request.invalid', `/jwksUri: ${message}`, {
            details: { problems: [{ pointer: '/jwksUri', message }] },
        });
    }
}
