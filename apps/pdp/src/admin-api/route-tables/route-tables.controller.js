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
import { compileTable } from '../../forward-auth/route-table.js';
import { tenantOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, answerPut, answerRead } from '../shared/answers.js';
import { limitOf } from '../shared/list.dto.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { RouteTableDto, RouteTablePageDto, } from './route-table.dto.js';
let RouteTablesController = (() => {
    let _classDecorators = [ApiTags('proxies'), ApiBearerAuth(), Controller('admin/v1/route-tables'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _list_decorators;
    let _get_decorators;
    let _put_decorators;
    let _delete_decorators;
    var RouteTablesController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _list_decorators = [Get(), Operation('route_tables.read'), ApiOperation({ summary: 'Route tables of forward authorization' }), ApiOkResponse({ type: RouteTablePageDto })];
            _get_decorators = [Get(':name'), Operation('route_tables.read'), ApiOperation({ summary: 'A route table' }), ApiOkResponse({ type: RouteTableDto })];
            _put_decorators = [Put(':name'), Operation('route_tables.write'), ApiOperation({ summary: 'Says which requests are which action on which resource' }), ApiOkResponse({ type: RouteTableDto })];
            _delete_decorators = [Delete(':name'), Operation('route_tables.delete'), ApiOperation({ summary: 'Deletes a route table; whoever asks by it is denied' }), ApiOkResponse({ type: RevisionDto })];
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _put_decorators, { kind: "method", name: "put", static: false, private: false, access: { has: obj => "put" in obj, get: obj => obj.put }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _delete_decorators, { kind: "method", name: "delete", static: false, private: false, access: { has: obj => "delete" in obj, get: obj => obj.delete }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            RouteTablesController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        tables = __runInitializers(this, _instanceExtraInitializers);
        constructor(tables) {
            this.tables = tables;
        }
        async list(query, { tenant }) {
            const page = { cursor: query.cursor, limit: limitOf(query) };
            const { items, ...rest } = await this.tables.list(tenant, page);
            return { items: items.map(toDto), ...rest };
        }
        async get({ name }, request, reply) {
            return answerRead(request, reply, toDto(await this.tables.get(tenantOf(request), name)));
        }
        async put({ name }, body, scope, reply) {
            const { value, ...written } = await this.tables.put(scope, name, toTable(body));
            return answerPut(reply, { ...written, value: { ...value, stored: toDto(value.stored) } });
        }
        async delete({ name }, scope, reply) {
            return answerGone(reply, await this.tables.delete(scope, name));
        }
    };
    return RouteTablesController = _classThis;
})();
export { RouteTablesController };
function toDto({ key, value, revision }) {
    return Object.assign({ name: key }, value, { revision });
}
/** As plain JSON, and only when its templates parse. */
function toTable(body) {
    const table = JSON.parse(JSON.stringify(body));
    compileTable(table);
    return table;
}
