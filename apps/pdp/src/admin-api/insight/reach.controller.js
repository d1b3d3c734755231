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
import { tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { limitOf } from '../shared/list.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { answerAt } from './answer-at.js';
import { AccessPageDto, ReachPageDto } from './insight-answers.dto.js';
let ReachController = (() => {
    let _classDecorators = [ApiTags('insight'), ApiBearerAuth(), Controller('admin/v1'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _reach_decorators;
    let _access_decorators;
    var ReachController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _reach_decorators = [Get('identities/:kind/:id/reach'), Operation('identities.read'), ApiOperation({ summary: 'What an identity can do, and through which chains' }), ApiOkResponse({ type: ReachPageDto })];
            _access_decorators = [Get('resources/:type/:id/access'), Operation('resources.read'), ApiOperation({ summary: 'Who reaches a resource, and through which chain' }), ApiOkResponse({ type: AccessPageDto })];
            __esDecorate(this, null, _reach_decorators, { kind: "method", name: "reach", static: false, private: false, access: { has: obj => "reach" in obj, get: obj => obj.reach }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _access_decorators, { kind: "method", name: "access", static: false, private: false, access: { has: obj => "access" in obj, get: obj => obj.access }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            ReachController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        reaches = __runInitializers(this, _instanceExtraInitializers);
        accesses;
        constructor(reaches, accesses) {
            this.reaches = reaches;
            this.accesses = accesses;
        }
        async reach(identity, query, request, reply) {
            const { resource_type: resourceType, action, cursor } = query;
            const filter = { resourceType, action, cursor, limit: limitOf(query) };
            return answerAt(reply, await this.reaches.of(tenantOf(request), { identity, ...filter }));
        }
        async access(resource, query, request, reply) {
            const { action, cursor } = query;
            const wanted = { resource, action, cursor, limit: limitOf(query) };
            return answerAt(reply, await this.accesses.to(tenantOf(request), wanted));
        }
    };
    return ReachController = _classThis;
})();
export { ReachController };
