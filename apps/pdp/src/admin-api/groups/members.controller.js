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
import { Controller, Delete, Get, Put, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut } from '../shared/answers.js';
import { limitOf } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { MembershipDto, MembershipPageDto } from './group.dto.js';
let MembersController = (() => {
    let _classDecorators = [ApiTags('groups and roles'), ApiBearerAuth(), Controller('admin/v1/groups/:id/members'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _list_decorators;
    let _put_decorators;
    let _delete_decorators;
    var MembersController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _list_decorators = [Get(), Operation('groups.read'), ApiOperation({
                    summary: 'Members of a group by kind and id; those of groups inside are not listed',
                }), ApiOkResponse({ type: MembershipPageDto })];
            _put_decorators = [Put(':memberKind/:memberId'), Operation('groups.write'), ApiOperation({ summary: 'Makes an identity or a group a member' }), ApiOkResponse({ type: MembershipDto })];
            _delete_decorators = [Delete(':memberKind/:memberId'), Operation('groups.write'), ApiOperation({ summary: 'Ends a membership' }), ApiOkResponse({ type: RevisionDto })];
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _put_decorators, { kind: "method", name: "put", static: false, private: false, access: { has: obj => "put" in obj, get: obj => obj.put }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _delete_decorators, { kind: "method", name: "delete", static: false, private: false, access: { has: obj => "delete" in obj, get: obj => obj.delete }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            MembersController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        memberships = __runInitializers(this, _instanceExtraInitializers);
        constructor(memberships) {
            this.memberships = memberships;
        }
        async list({ id }, query, { tenant }) {
            return await this.memberships.list(tenant, id, {
                cursor: query.cursor,
                limit: limitOf(query),
            });
        }
        async put(params, scope, reply) {
            return answerPut(reply, await this.memberships.put(scope, params.id, toMember(params)));
        }
        async delete(params, scope, reply) {
            return answerGone(reply, await this.memberships.delete(scope, params.id, toMember(params)));
        }
    };
    return MembersController = _classThis;
})();
export { MembersController };
function toMember({ memberKind: kind, memberId: id }) {
    return { kind, id };
}
