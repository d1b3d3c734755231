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
import { limitOf } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { requireFurther } from './further-type.js';
import { SubjectTypeDto, SubjectTypePageDto, } from './type.dto.js';
let SubjectTypesController = (() => {
    let _classDecorators = [ApiTags('types'), ApiBearerAuth(), Controller('admin/v1/subject-types'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _list_decorators;
    let _get_decorators;
    let _put_decorators;
    let _delete_decorators;
    var SubjectTypesController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _list_decorators = [Get(), Operation('subject_types.read'), ApiOperation({ summary: 'Further subject types by name' }), ApiOkResponse({ type: SubjectTypePageDto })];
            _get_decorators = [Get(':type'), Operation('subject_types.read'), ApiOperation({ summary: 'The kind that a subject type stands for' }), ApiOkResponse({ type: SubjectTypeDto })];
            _put_decorators = [Put(':type'), Operation('subject_types.write'), ApiOperation({ summary: 'Maps a subject type of requests to a kind of identity' }), ApiOkResponse({ type: SubjectTypeDto })];
            _delete_decorators = [Delete(':type'), Operation('subject_types.delete'), ApiOperation({ summary: 'Ends the mapping of a subject type' }), ApiOkResponse({ type: RevisionDto })];
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _put_decorators, { kind: "method", name: "put", static: false, private: false, access: { has: obj => "put" in obj, get: obj => obj.put }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _delete_decorators, { kind: "method", name: "delete", static: false, private: false, access: { has: obj => "delete" in obj, get: obj => obj.delete }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            SubjectTypesController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        types = __runInitializers(this, _instanceExtraInitializers);
        constructor(types) {
            this.types = types;
        }
        async list(query, { tenant }) {
            const page = { cursor: query.cursor, limit: limitOf(query) };
            const { items, ...rest } = await this.types.list(tenant, page);
            return { items: items.map(toDto), ...rest };
        }
        async get({ type }, request, reply) {
            return answerRead(request, reply, toDto(await this.types.get(tenantOf(request), type)));
        }
        async put({ type }, { kind }, scope, reply) {
            requireFurther(type);
            const { value, ...written } = await this.types.put(scope, type, kind);
            return answerPut(reply, { ...written, value: { ...value, stored: toDto(value.stored) } });
        }
        async delete({ type }, scope, reply) {
            return answerGone(reply, await this.types.delete(scope, type));
        }
    };
    return SubjectTypesController = _classThis;
})();
export { SubjectTypesController };
function toDto({ key: type, value: kind, revision }) {
    return { type, kind, revision };
}
