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
import { ForbiddenError, InvalidRequestError } from '@legate/core';
import { Controller, Delete, Get, HttpCode, Options, Patch, Post, Put, } from '@nestjs/common';
import { ApiBearerAuth, ApiForbiddenResponse, ApiOkResponse, ApiOperation, ApiTags, ApiUnauthorizedResponse, } from '@nestjs/swagger';
import { toDecisionRequest } from '../decision-api/evaluation.mapper.js';
import { callerOf, tenantOf } from '../http/current-caller.js';
import { Operation } from '../http/operation.js';
import { setRevision } from '../http/revision-header.js';
import { readOriginalRequest } from './original-request.js';
import { findRoute } from './route-table.js';
const PATHS = ['', ':table', ':table/*'];
const DEFAULT_TABLE = 'default';
function Described() {
    const parts = [
        HttpCode(200),
        Operation('decide'),
        ApiOperation({ summary: 'May this request go through the proxy? 200, 401 or 403' }),
        ApiOkResponse({ description: 'Let it through.' }),
        ApiUnauthorizedResponse({ description: 'The proxy, or the user, is not known.' }),
        ApiForbiddenResponse({ description: 'Do not; `Legate-Reason` says why.' }),
    ];
    return (target, name, descriptor) => {
        for (const part of parts) {
            part(target, name, descriptor);
        }
    };
}
/** External authorization for proxies (docs/forward-auth.md). Every method, since Envoy sends that of the original. */
let ForwardAuthController = (() => {
    let _classDecorators = [ApiTags('proxies'), ApiBearerAuth(), Controller('forward-auth')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _get_decorators;
    let _post_decorators;
    let _put_decorators;
    let _patch_decorators;
    let _delete_decorators;
    let _options_decorators;
    var ForwardAuthController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _get_decorators = [Get(PATHS), Described()];
            _post_decorators = [Post(PATHS), Described()];
            _put_decorators = [Put(PATHS), Described()];
            _patch_decorators = [Patch(PATHS), Described()];
            _delete_decorators = [Delete(PATHS), Described()];
            _options_decorators = [Options(PATHS), Described()];
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _post_decorators, { kind: "method", name: "post", static: false, private: false, access: { has: obj => "post" in obj, get: obj => obj.post }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _put_decorators, { kind: "method", name: "put", static: false, private: false, access: { has: obj => "put" in obj, get: obj => obj.put }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _patch_decorators, { kind: "method", name: "patch", static: false, private: false, access: { has: obj => "patch" in obj, get: obj => obj.patch }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _delete_decorators, { kind: "method", name: "delete", static: false, private: false, access: { has: obj => "delete" in obj, get: obj => obj.delete }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _options_decorators, { kind: "method", name: "options", static: false, private: false, access: { has: obj => "options" in obj, get: obj => obj.options }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            ForwardAuthController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        tables = __runInitializers(this, _instanceExtraInitializers);
        subjects;
        asks;
        constructor(tables, subjects, asks) {
            this.tables = tables;
            this.subjects = subjects;
            this.asks = asks;
        }
        async get(request, reply) {
            const { table: name, rest } = readPath(request.url);
            const { table, routes } = await this.tables.get(tenantOf(request), name);
            const original = readOriginalRequest(request, table.proxy, rest);
            const question = findRoute({ table, routes }, original);
            if (question === null) {
                throw new ForbiddenError('forward_auth.unmatched', 'no route is for the original request');
            }
            const who = this.subjects.read(request, table);
            const body = toEvaluation(who, question, { original, context: table.context ?? {} });
            const asked = {
                ...toDecisionRequest(body, callerOf(request)),
                // A proxy lets through or does not: it carries out nothing.
                supportedObligations: [],
                deadline: request.deadline,
            };
            const { answer, evaluationId } = await this.asks.askFor(asked, request, 'forward-auth');
            if (answer.revision !== null) {
                setRevision(reply, answer.revision);
            }
            const { outcome, reasons } = answer.decision;
            void reply
                .header('cache-control', 'no-store')
                .header('legate-evaluation-id', evaluationId)
                .header('legate-reason', toHeader(reasons))
                .status(outcome === 'permit' ? 200 : 403)
                .send();
        }
        async post(request, reply) {
            await this.get(request, reply);
        }
        async put(request, reply) {
            await this.get(request, reply);
        }
        async patch(request, reply) {
            await this.get(request, reply);
        }
        async delete(request, reply) {
            await this.get(request, reply);
        }
        async options(request, reply) {
            await this.get(request, reply);
        }
    };
    return ForwardAuthController = _classThis;
})();
export { ForwardAuthController };
/** Names in reasons come from policies, and can hold anything. */
function toHeader(reasons) {
    return reasons.map((reason) => reason.replaceAll(/[^\x21-\x2b\x2d-\x7e]/g, '?')).join(',');
}
const PATH = /^\/forward-auth(?:\/(?<table>[A-Za-z0-9_-]{1,64})(?<rest>\/.*)?)?(?<query>\?.*)?$/;
/** Read from the path as it was sent: what follows the table's name must not have been decoded. */
function readPath(url) {
    const groups = PATH.exec(url)?.groups;
    if (groups === undefined) {
        throw new InvalidRequestError('forward_auth.path', 'the path names no route table');
    }
    return { table: groups['table'] ?? DEFAULT_TABLE, rest: groups['rest'] ?? '' };
}
function toEvaluation({ subject, agent }, { action, resource }, { original, context }) {
    const { method, segments, host } = original;
    const http = { method, path: `/${segments.join('/')}`, ...(host !== null && { host }) };
    return {
        subject,
        action: { name: action },
        resource,
        context: { ...context, http, ...(agent !== null && { agent }) },
    };
}
