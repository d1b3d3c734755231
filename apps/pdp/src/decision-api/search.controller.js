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
import { Controller, HttpCode, Post } from '@nestjs/common';
import { RouteSchema } from '@nestjs/platform-fastify';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { callerOf } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { readMinRevision, setRevision } from '../http/revision-header.js';
import { FoundActionsDto, FoundEntitiesDto, } from './search.dto.js';
import { toActionQuery, toFoundPage, toResourceQuery, toSubjectQuery } from './search.mapper.js';
import { ACTION_SEARCH_BODY, RESOURCE_SEARCH_BODY, SEARCH_RESPONSE, SUBJECT_SEARCH_BODY, } from './search.schema.js';
const RESPONSE = { 200: SEARCH_RESPONSE };
let SearchController = (() => {
    let _classDecorators = [ApiTags('decisions'), ApiBearerAuth(), Controller('access/v1/search')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _subjects_decorators;
    let _resources_decorators;
    let _actions_decorators;
    var SearchController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _subjects_decorators = [Post('subject'), HttpCode(200), Operation('search'), RouteSchema({ body: SUBJECT_SEARCH_BODY, response: RESPONSE }), ApiOperation({ summary: 'Who may do this to that?' }), ApiOkResponse({ type: FoundEntitiesDto })];
            _resources_decorators = [Post('resource'), HttpCode(200), Operation('search'), RouteSchema({ body: RESOURCE_SEARCH_BODY, response: RESPONSE }), ApiOperation({ summary: 'To what may this subject do this?' }), ApiOkResponse({ type: FoundEntitiesDto })];
            _actions_decorators = [Post('action'), HttpCode(200), Operation('search'), RouteSchema({ body: ACTION_SEARCH_BODY, response: RESPONSE }), ApiOperation({ summary: 'What may this subject do to that?' }), ApiOkResponse({ type: FoundActionsDto })];
            __esDecorate(this, null, _subjects_decorators, { kind: "method", name: "subjects", static: false, private: false, access: { has: obj => "subjects" in obj, get: obj => obj.subjects }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _resources_decorators, { kind: "method", name: "resources", static: false, private: false, access: { has: obj => "resources" in obj, get: obj => obj.resources }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _actions_decorators, { kind: "method", name: "actions", static: false, private: false, access: { has: obj => "actions" in obj, get: obj => obj.actions }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            SearchController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        search = __runInitializers(this, _instanceExtraInitializers);
        records;
        constructor(search, records) {
            this.search = search;
            this.records = records;
        }
        async subjects(body, request, reply) {
            const query = toSubjectQuery(body, questionOf(request));
            const found = await this.search.subjects(query);
            await this.records.record('subject', query, found, request);
            const { type } = body.subject;
            const results = tell(reply, found).results.map((id) => ({ type, id }));
            return { ...toFoundPage(body, found.value), results };
        }
        async resources(body, request, reply) {
            const query = toResourceQuery(body, questionOf(request));
            const found = await this.search.resources(query);
            await this.records.record('resource', query, found, request);
            const { type } = body.resource;
            const results = tell(reply, found).results.map((id) => ({ type, id }));
            return { ...toFoundPage(body, found.value), results };
        }
        async actions(body, request, reply) {
            const query = toActionQuery(body, questionOf(request));
            const found = await this.search.actions(query);
            await this.records.record('action', query, found, request);
            const results = tell(reply, found).results.map((name) => ({ name }));
            return { ...toFoundPage(body, found.value), results };
        }
    };
    return SearchController = _classThis;
})();
export { SearchController };
function questionOf(request) {
    return { caller: callerOf(request), minRevision: readMinRevision(request) };
}
function tell(reply, { value, revision }) {
    setRevision(reply, revision);
    void reply.header('cache-control', 'no-store');
    return value;
}
