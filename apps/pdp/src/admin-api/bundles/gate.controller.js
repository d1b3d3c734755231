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
import { Controller, Get, HttpCode, Post, Put, UsePipes } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Operation } from '../../http/operation.js';
import { tellWritten } from '../shared/answers.js';
import { AdminValidationPipe } from '../shared/validation.js';
import { BundleDto } from './bundle.dto.js';
import { GateDto, toGate } from './gate.dto.js';
/** What an activation needs beside the checks of a push. */
let GateController = (() => {
    let _classDecorators = [ApiTags('policy'), ApiBearerAuth(), Controller('admin/v1/bundles'), UsePipes(AdminValidationPipe)];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _get_decorators;
    let _set_decorators;
    let _confirm_decorators;
    var GateController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _get_decorators = [Get('gate'), Operation('bundles.read'), ApiOperation({
                    summary: 'What a policy must have shown before one caller alone can activate it',
                }), ApiOkResponse({ type: GateDto })];
            _set_decorators = [Put('gate'), Operation('bundles.gate'), ApiOperation({ summary: 'Sets that, or ends it' }), ApiOkResponse({ type: GateDto })];
            _confirm_decorators = [Post(':bundle/confirm'), HttpCode(200), Operation('bundles.confirm'), ApiOperation({
                    summary: "The second caller's yes to an activation that the gate did not let pass",
                    description: '403 for the caller that has pushed the policy or asked for its activation.',
                }), ApiOkResponse({ type: BundleDto })];
            __esDecorate(this, null, _get_decorators, { kind: "method", name: "get", static: false, private: false, access: { has: obj => "get" in obj, get: obj => obj.get }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _set_decorators, { kind: "method", name: "set", static: false, private: false, access: { has: obj => "set" in obj, get: obj => obj.set }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _confirm_decorators, { kind: "method", name: "confirm", static: false, private: false, access: { has: obj => "confirm" in obj, get: obj => obj.confirm }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            GateController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        gates = __runInitializers(this, _instanceExtraInitializers);
        bundles;
        constructor(gates, bundles) {
            this.gates = gates;
            this.bundles = bundles;
        }
        async get({ tenant }) {
            return toDto(await this.gates.get(tenant));
        }
        async set(body, scope, reply) {
            const written = await this.gates.set(scope, toGate(body));
            tellWritten(reply, written);
            return toDto(written.value, written.revision);
        }
        async confirm({ bundle }, scope, reply) {
            const written = await this.bundles.confirm(scope, bundle);
            tellWritten(reply, written);
            return written.value;
        }
    };
    return GateController = _classThis;
})();
export { GateController };
function toDto(gate, revision) {
    return {
        enabled: gate !== null,
        ...gate,
        ...(revision !== undefined && { revision }),
    };
}
