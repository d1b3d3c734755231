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
import { Controller, Delete, Get, Post, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags, } from '@nestjs/swagger';
import { callerOf } from '../../http/current-caller.js';
import { Operation } from '../../http/operation.js';
import { answerGone, tellWritten } from '../shared/answers.js';
import { RevisionDto } from '../shared/revision.dto.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { writeScope } from '../shared/write-scope.js';
import { CallerKeyListDto, CreatedKeyDto, } from './caller-key.dto.js';
let CallerKeysController = (() => {
    let _classDecorators = [ApiTags('callers'), ApiBearerAuth(), Controller('admin/v1/callers/:id/keys'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _create_decorators;
    let _list_decorators;
    let _end_decorators;
    var CallerKeysController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _create_decorators = [Post(), Operation('callers.write'), ApiOperation({
                    summary: 'Makes a further key, shown once; with overlapSeconds the others run out',
                }), ApiCreatedResponse({ type: CreatedKeyDto })];
            _list_decorators = [Get(), Operation('callers.read'), ApiOperation({ summary: 'Keys of a caller that have not ended, newest first' }), ApiOkResponse({ type: CallerKeyListDto })];
            _end_decorators = [Delete(':key'), Operation('callers.delete'), ApiOperation({ summary: 'Ends a key, for good' }), ApiOkResponse({ type: RevisionDto })];
            __esDecorate(this, null, _create_decorators, { kind: "method", name: "create", static: false, private: false, access: { has: obj => "create" in obj, get: obj => obj.create }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _list_decorators, { kind: "method", name: "list", static: false, private: false, access: { has: obj => "list" in obj, get: obj => obj.list }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _end_decorators, { kind: "method", name: "end", static: false, private: false, access: { has: obj => "end" in obj, get: obj => obj.end }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            CallerKeysController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        keys = __runInitializers(this, _instanceExtraInitializers);
        constructor(keys) {
            this.keys = keys;
        }
        async create({ id }, input, request, reply) {
            const written = await this.keys.create(callerOf(request), writeScope(request), {
                callerId: id,
                input,
            });
            tellWritten(reply, written);
            void reply.header('cache-control', 'no-store');
            return { ...written.value, revision: written.revision };
        }
        async list({ id }, { tenant }) {
            return { items: [...(await this.keys.list(tenant, id))] };
        }
        async end({ id, key }, scope, reply) {
            return answerGone(reply, await this.keys.end(scope, id, key));
        }
    };
    return CallerKeysController = _classThis;
})();
export { CallerKeysController };
