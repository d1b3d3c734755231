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
import { NotFoundError } from '@legate/core';
import { TENANT_PATTERN } from '@legate/directory';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { JwksDto, MetadataDto } from './metadata.dto.js';
import { describeTenant, JWKS_PATH } from './metadata.js';
const CACHEABLE = 'public, max-age=3600';
/**
 * Where the service's endpoints are (AuthZEN section 9), for anybody. Every name that a tenant could have is answered
 * alike, so that nobody learns which there are.
 */
let MetadataController = (() => {
    let _classDecorators = [ApiTags('metadata'), Controller('.well-known')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _describe_decorators;
    let _describeTenant_decorators;
    let _readKeys_decorators;
    var MetadataController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _describe_decorators = [Get('authzen-configuration'), ApiOperation({ summary: 'AuthZEN metadata' }), ApiOkResponse({ type: MetadataDto })];
            _describeTenant_decorators = [Get('authzen-configuration/t/:tenant'), ApiOperation({ summary: 'AuthZEN metadata of a tenant' }), ApiParam({ name: 'tenant', type: String }), ApiOkResponse({ type: MetadataDto })];
            _readKeys_decorators = [Get('jwks.json'), ApiOperation({ summary: 'Keys that metadata is signed with' }), ApiOkResponse({ type: JwksDto })];
            __esDecorate(this, null, _describe_decorators, { kind: "method", name: "describe", static: false, private: false, access: { has: obj => "describe" in obj, get: obj => obj.describe }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _describeTenant_decorators, { kind: "method", name: "describeTenant", static: false, private: false, access: { has: obj => "describeTenant" in obj, get: obj => obj.describeTenant }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(this, null, _readKeys_decorators, { kind: "method", name: "readKeys", static: false, private: false, access: { has: obj => "readKeys" in obj, get: obj => obj.readKeys }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            MetadataController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        settings = __runInitializers(this, _instanceExtraInitializers);
        constructor(settings) {
            this.settings = settings;
        }
        async describe(request, reply) {
            return await this.answer(request, reply, null);
        }
        async describeTenant(tenant, request, reply) {
            if (!TENANT_PATTERN.test(tenant)) {
                throw new NotFoundError('tenant.not_found', 'no tenant can have that name');
            }
            return await this.answer(request, reply, tenant);
        }
        readKeys(reply) {
            void reply.header('cache-control', CACHEABLE);
            return this.settings.signer?.jwks ?? { keys: [] };
        }
        async answer(request, reply, tenant) {
            const { publicUrl, signer } = this.settings;
            const base = publicUrl ?? addressOf(request);
            const plain = describeTenant(base, tenant);
            void reply.header('cache-control', CACHEABLE);
            if (signer === null) {
                return plain;
            }
            const metadata = { ...plain, jwks_uri: base + JWKS_PATH };
            return { ...metadata, signed_metadata: await signer.sign(metadata) };
        }
    };
    return MetadataController = _classThis;
})();
export { MetadataController };
/** The address that was connected to. Never the Host header: whoever asks may write anything there (AZ-63). */
function addressOf({ socket }) {
    const { localAddress = '', localPort = 0 } = socket;
    const address = localAddress.replace(/^::ffff:/, '');
    return `http://${address.includes(':') ? `[${address}]` : address}:${localPort}`;
}
