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
import { Controller, Get, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { callerOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { authorityOf, requireOwnGrant } from '../grants/grant-authority.js';
import { limitOf } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { answerAt } from './answer-at.js';
import { ImpactPageDto } from './insight-answers.dto.js';
let ImpactController = (() => {
    let _classDecorators = [ApiTags('insight'), ApiBearerAuth(), Controller('admin/v1'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _impact_decorators;
    var ImpactController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _impact_decorators = [Get('grants/:id/impact'), Operation('grants.read'), ApiOperation({ summary: 'What ends if a grant ends' }), ApiOkResponse({ type: ImpactPageDto })];
            __esDecorate(this, null, _impact_decorators, { kind: "method", name: "impact", static: false, private: false, access: { has: obj => "impact" in obj, get: obj => obj.impact }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            ImpactController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        impacts = __runInitializers(this, _instanceExtraInitializers);
        grants;
        policy;
        constructor(impacts, grants, policy) {
            this.impacts = impacts;
            this.grants = grants;
            this.policy = policy;
        }
        async impact({ id }, query, request, reply) {
            const caller = callerOf(request);
            const authority = authorityOf(caller, 'grants.read', this.policy);
            if (authority !== 'any') {
                requireOwnGrant(authority, await this.grants.get(caller.tenant, id));
            }
            const page = { cursor: query.cursor, limit: limitOf(query) };
            return answerAt(reply, await this.impacts.of(caller.tenant, id, page));
        }
    };
    return ImpactController = _classThis;
})();
export { ImpactController };
