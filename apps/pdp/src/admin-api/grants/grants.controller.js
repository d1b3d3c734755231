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
import { ForbiddenError } from '@legate/core';
import { Controller, Get, HttpCode, Post, UsePipes, } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags, } from '@nestjs/swagger';
import { callerOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerRead, answerStored } from '../shared/answers.js';
import { readAt } from '../shared/at-revision.dto.js';
import { limitOf } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { writeScope } from '../shared/write-scope.js';
import { authorityOf, isSameIdentity, requireOwnGrant } from './grant-authority.js';
import { GrantDto, GrantPageDto, toGrantFilter, } from './grant.dto.js';
let GrantsController = (() => {
    let _classDecorators = [ApiTags('grants'), ApiBearerAuth(), Controller('admin/v1/grants'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _create_decorators;
    let _list_decorators;
    let _get_decorators;
    let _revoke_decorators;
    var GrantsController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _create_decorators = [Post(), Operation('grants.write'), ApiOperation({ summary: 'Creates a grant; below a parent it must narrow in every dimension' }), ApiCreatedResponse({ type: GrantDto })];
            _list_decorators = [Get(), Operation('grants.read'), ApiOperation({ summary: 'Grants by id' }), ApiOkResponse({ type: GrantPageDto })];
            _get_decorators = [Get(':id'), Operation('grants.read'), ApiOperation({ summary: 'One grant' }), ApiOkResponse({ type: GrantDto })];
            _revoke_decorators = [Post(':id/revoke'), HttpCode(200), Operation('grants.revoke'), ApiOperation({ summary: 'Revokes a grant and all that stands on it' }), ApiOkResponse({ type: GrantDto })];
            __esDecorate(this, null, _create_decorators, { kind: "method", name: "create", static: false, private: false, access: { has: obj => "create" in obj, get: obj => obj.create }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _revoke_decorators, { kind: "method", name: "revoke", static: false, private: false, access: { has: obj => "revoke" in obj, get: obj => obj.revoke }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            GrantsController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        directory = __runInitializers(this, _instanceExtraInitializers);
        writer;
        policy;
        constructor(directory, writer, policy) {
            this.directory = directory;
            this.writer = writer;
            this.policy = policy;
        }
        async create(input, caller, scope, reply) {
            const authority = authorityOf(caller, 'grants.write', this.policy);
            return answerStored(reply, await this.writer.create(scope, input, authority));
        }
        async list(query, caller) {
            const filter = toGrantFilter(query);
            requireOwnParty(authorityOf(caller, 'grants.read', this.policy), filter);
            const page = { cursor: query.cursor, limit: limitOf(query) };
            return await this.directory.list(caller.tenant, { ...filter, ...page });
        }
        async get({ id }, query, request, reply) {
            const caller = callerOf(request);
            const found = await readAt(query, async () => await this.directory.get(caller.tenant, id), async (revision) => await this.directory.getAt(caller.tenant, id, revision));
            requireOwnGrant(authorityOf(caller, 'grants.read', this.policy), found);
            return answerRead(request, reply, found);
        }
        async revoke({ id }, { reason }, request, reply) {
            const authority = authorityOf(callerOf(request), 'grants.revoke', this.policy);
            const scope = writeScope(request);
            return answerStored(reply, await this.writer.revoke(scope, { id, reason }, authority));
        }
    };
    return GrantsController = _classThis;
})();
export { GrantsController };
function requireOwnParty(authority, filter) {
    const parties = [filter.grantor, filter.grantee, filter.subject];
    if (authority !== 'any' && !parties.some((party) => isSameIdentity(party, authority))) {
        throw new ForbiddenError('grant.not_grantor', 'ask for grants with the identity that you are as grantor, grantee or subject');
    }
}
