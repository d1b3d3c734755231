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
var __runInitializers = (this && this.__runInitializers) || function (thisArg, initializers, value) {
    var useValue = arguments.length > 2;
    for (var i = 0; i < initializers.length; i++) {
        value = useValue ? initializers[i].call(thisArg, value) : initializers[i].call(thisArg);
    }
    return useValue ? value : void 0;
};
import { isVisibleId } from '@legate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeAbsent, rule } from '../shared/validation.js';
import { isSpiffeId } from './spiffe-id.js';
export const IsIssuer = (options = {}) => rule('isIssuer', (value) => typeof value === 'string' && isIssuer(value), {
    ...options,
    message: 'must be an absolute URL of at most 1,024 bytes without user, query or fragment, and not of SPIFFE',
});
/** Compared byte by byte, so nothing is normalised (RFC 8414 section 2, RFC 9207). */
function isIssuer(value) {
    if (!isVisibleId(value) || !URL.canParse(value) || /[\s?#]|^spiffe:/.test(value)) {
        return false;
    }
    const { username, password, host } = new URL(value);
    return username === '' && password === '' && host !== '';
}
const IsSubject = () => rule('isSubject', (value) => typeof value === 'string' && isVisibleId(value), {
    message: 'must be 1 to 1,024 bytes of visible characters, beside an issuer',
});
const IsSpiffeId = () => rule('isSpiffeId', (value) => typeof value === 'string' && isSpiffeId(value), {
    message: 'must be a SPIFFE id: spiffe://trust-domain/path, without anything to normalise',
});
/** What an issuer calls the identity: `issuer` and `subject`, or `spiffeId`. */
let AliasDto = (() => {
    let _issuer_decorators;
    let _issuer_initializers = [];
    let _issuer_extraInitializers = [];
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _spiffeId_decorators;
    let _spiffeId_initializers = [];
    let _spiffeId_extraInitializers = [];
    return class AliasDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _issuer_decorators = [ApiPropertyOptional({ example: 'https://login.example.com' }), MayBeAbsent(), IsIssuer()];
            _subject_decorators = [ApiPropertyOptional({ description: '`sub` of its tokens.' }), MayBeAbsent(), IsSubject()];
            _spiffeId_decorators = [ApiPropertyOptional({ example: 'spiffe://example.org/billing' }), MayBeAbsent(), IsSpiffeId()];
            __esDecorate(null, null, _issuer_decorators, { kind: "field", name: "issuer", static: false, private: false, access: { has: obj => "issuer" in obj, get: obj => obj.issuer, set: (obj, value) => { obj.issuer = value; } }, metadata: _metadata }, _issuer_initializers, _issuer_extraInitializers);
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _spiffeId_decorators, { kind: "field", name: "spiffeId", static: false, private: false, access: { has: obj => "spiffeId" in obj, get: obj => obj.spiffeId, set: (obj, value) => { obj.spiffeId = value; } }, metadata: _metadata }, _spiffeId_initializers, _spiffeId_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        issuer = __runInitializers(this, _issuer_initializers, void 0);
        subject = (__runInitializers(this, _issuer_extraInitializers), __runInitializers(this, _subject_initializers, void 0));
        spiffeId = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _spiffeId_initializers, void 0));
        constructor() {
            __runInitializers(this, _spiffeId_extraInitializers);
        }
    };
})();
export { AliasDto };
