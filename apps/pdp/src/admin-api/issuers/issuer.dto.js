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
import { MAX_CLOCK_SKEW_SECONDS, TOKEN_ALGORITHMS, TOKEN_PURPOSES } from '@legate/callers';
import { isVisibleId } from '@legate/core';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, Max, Min, } from 'class-validator';
import { IsIssuer } from '../identities/alias.dto.js';
import { findJsonProblem } from '../shared/json-bounds.js';
import { ListQueryDto } from '../shared/list.dto.js';
import { IsId, MayBeAbsent, rule } from '../shared/validation.js';
const MAX_NAMES = 20;
const MAX_KEYS = 20;
const MAX_AGE_SECONDS = 30 * 24 * 3600;
/** Members of a JWK that are nobody's but its owner's (RFC 7518 section 6). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
function IsKeySet() {
    const validate = rule('isKeySet', isKeySet, {
        message: `must be {keys: […]} with 1 to ${MAX_KEYS} public keys (RFC 7517) of RSA, EC or OKP`,
    });
    return (target, property) => {
        validate(target, property);
        Transform(({ obj }) => obj[property])(target, property);
    };
}
function isKeySet(value) {
    if (findJsonProblem(value) !== null) {
        return false;
    }
    const { keys, ...more } = value;
    const isList = Array.isArray(keys) && keys.length > 0 && keys.length <= MAX_KEYS;
    return isList && keys.every(isPublicKey) && Object.keys(more).length === 0;
}
function isPublicKey(key) {
    const { kty } = (key ?? {});
    const isKnown = typeof kty === 'string' && ['RSA', 'EC', 'OKP'].includes(kty);
    return isKnown && !PRIVATE_MEMBERS.some((name) => Object.hasOwn(key, name));
}
const IsWebAddress = () => rule('isWebAddress', isWebAddress, { message: 'must be an https URL without user or fragment' });
/** Whether http is allowed is a setting, known where keys are fetched. */
function isWebAddress(value) {
    if (typeof value !== 'string' || !isVisibleId(value) || !URL.canParse(value)) {
        return false;
    }
    const { protocol, username, password, hash } = new URL(value);
    return (['https:', 'http:'].includes(protocol) && username === '' && password === '' && hash === '');
}
let IssuerParamsDto = (() => {
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class IssuerParamsDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _id_decorators = [ApiProperty({ example: 'corporate-login' }), IsId()];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        constructor() {
            __runInitializers(this, _id_extraInitializers);
        }
    };
})();
export { IssuerParamsDto };
export class ListIssuersQueryDto extends ListQueryDto {
}
let PutIssuerDto = (() => {
    let _issuer_decorators;
    let _issuer_initializers = [];
    let _issuer_extraInitializers = [];
    let _purposes_decorators;
    let _purposes_initializers = [];
    let _purposes_extraInitializers = [];
    let _jwksUri_decorators;
    let _jwksUri_initializers = [];
    let _jwksUri_extraInitializers = [];
    let _jwks_decorators;
    let _jwks_initializers = [];
    let _jwks_extraInitializers = [];
    let _audiences_decorators;
    let _audiences_initializers = [];
    let _audiences_extraInitializers = [];
    let _algorithms_decorators;
    let _algorithms_initializers = [];
    let _algorithms_extraInitializers = [];
    let _types_decorators;
    let _types_initializers = [];
    let _types_extraInitializers = [];
    let _clockSkewSeconds_decorators;
    let _clockSkewSeconds_initializers = [];
    let _clockSkewSeconds_extraInitializers = [];
    let _maxAgeSeconds_decorators;
    let _maxAgeSeconds_initializers = [];
    let _maxAgeSeconds_extraInitializers = [];
    let _singleUse_decorators;
    let _singleUse_initializers = [];
    let _singleUse_extraInitializers = [];
    let _actorIssuers_decorators;
    let _actorIssuers_initializers = [];
    let _actorIssuers_extraInitializers = [];
    return class PutIssuerDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _issuer_decorators = [ApiProperty({ example: 'https://login.example.com', description: '`iss`, byte by byte.' }), IsIssuer()];
            _purposes_decorators = [ApiProperty({
                    isArray: true,
                    enum: TOKEN_PURPOSES,
                    description: 'What its tokens may prove: who calls, or for whom and by whom is asked.',
                }), IsArray(), ArrayMinSize(1), ArrayMaxSize(TOKEN_PURPOSES.length), ArrayUnique(), IsIn(TOKEN_PURPOSES, { each: true })];
            _jwksUri_decorators = [ApiPropertyOptional({ description: 'Where its keys are. This or `jwks`.' }), MayBeAbsent(), IsWebAddress()];
            _jwks_decorators = [ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Its keys.' }), MayBeAbsent(), IsKeySet()];
            _audiences_decorators = [ApiProperty({ isArray: true, type: String, description: 'A token must name one of them.' }), IsArray(), ArrayMinSize(1), ArrayMaxSize(MAX_NAMES), ArrayUnique(), IsId({ each: true })];
            _algorithms_decorators = [ApiProperty({ isArray: true, enum: TOKEN_ALGORITHMS }), IsArray(), ArrayMinSize(1), ArrayMaxSize(TOKEN_ALGORITHMS.length), ArrayUnique(), IsIn(TOKEN_ALGORITHMS, { each: true })];
            _types_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: String,
                    default: ['JWT', 'at+jwt'],
                    description: 'Accepted `typ` values; a token without one counts as `JWT`.',
                }), MayBeAbsent(), IsArray(), ArrayMinSize(1), ArrayMaxSize(MAX_NAMES), IsId({ each: true })];
            _clockSkewSeconds_decorators = [ApiPropertyOptional({ minimum: 0, maximum: MAX_CLOCK_SKEW_SECONDS, default: 60 }), MayBeAbsent(), IsInt(), Min(0), Max(MAX_CLOCK_SKEW_SECONDS)];
            _maxAgeSeconds_decorators = [ApiPropertyOptional({
                    minimum: 1,
                    maximum: MAX_AGE_SECONDS,
                    description: 'Longest time since `iat`; without it `exp` alone bounds a token.',
                }), MayBeAbsent(), IsInt(), Min(1), Max(MAX_AGE_SECONDS)];
            _singleUse_decorators = [ApiPropertyOptional({ default: false, description: 'Whether a token (its `jti`) is good once.' }), MayBeAbsent(), IsBoolean()];
            _actorIssuers_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: String,
                    description: 'Further namespaces that its tokens may name actors in (`act.iss`).',
                }), MayBeAbsent(), IsArray(), ArrayMaxSize(MAX_NAMES), IsIssuer({ each: true })];
            __esDecorate(null, null, _issuer_decorators, { kind: "field", name: "issuer", static: false, private: false, access: { has: obj => "issuer" in obj, get: obj => obj.issuer, set: (obj, value) => { obj.issuer = value; } }, metadata: _metadata }, _issuer_initializers, _issuer_extraInitializers);
            __esDecorate(null, null, _purposes_decorators, { kind: "field", name: "purposes", static: false, private: false, access: { has: obj => "purposes" in obj, get: obj => obj.purposes, set: (obj, value) => { obj.purposes = value; } }, metadata: _metadata }, _purposes_initializers, _purposes_extraInitializers);
            __esDecorate(null, null, _jwksUri_decorators, { kind: "field", name: "jwksUri", static: false, private: false, access: { has: obj => "jwksUri" in obj, get: obj => obj.jwksUri, set: (obj, value) => { obj.jwksUri = value; } }, metadata: _metadata }, _jwksUri_initializers, _jwksUri_extraInitializers);
            __esDecorate(null, null, _jwks_decorators, { kind: "field", name: "jwks", static: false, private: false, access: { has: obj => "jwks" in obj, get: obj => obj.jwks, set: (obj, value) => { obj.jwks = value; } }, metadata: _metadata }, _jwks_initializers, _jwks_extraInitializers);
            __esDecorate(null, null, _audiences_decorators, { kind: "field", name: "audiences", static: false, private: false, access: { has: obj => "audiences" in obj, get: obj => obj.audiences, set: (obj, value) => { obj.audiences = value; } }, metadata: _metadata }, _audiences_initializers, _audiences_extraInitializers);
            __esDecorate(null, null, _algorithms_decorators, { kind: "field", name: "algorithms", static: false, private: false, access: { has: obj => "algorithms" in obj, get: obj => obj.algorithms, set: (obj, value) => { obj.algorithms = value; } }, metadata: _metadata }, _algorithms_initializers, _algorithms_extraInitializers);
            __esDecorate(null, null, _types_decorators, { kind: "field", name: "types", static: false, private: false, access: { has: obj => "types" in obj, get: obj => obj.types, set: (obj, value) => { obj.types = value; } }, metadata: _metadata }, _types_initializers, _types_extraInitializers);
            __esDecorate(null, null, _clockSkewSeconds_decorators, { kind: "field", name: "clockSkewSeconds", static: false, private: false, access: { has: obj => "clockSkewSeconds" in obj, get: obj => obj.clockSkewSeconds, set: (obj, value) => { obj.clockSkewSeconds = value; } }, metadata: _metadata }, _clockSkewSeconds_initializers, _clockSkewSeconds_extraInitializers);
            __esDecorate(null, null, _maxAgeSeconds_decorators, { kind: "field", name: "maxAgeSeconds", static: false, private: false, access: { has: obj => "maxAgeSeconds" in obj, get: obj => obj.maxAgeSeconds, set: (obj, value) => { obj.maxAgeSeconds = value; } }, metadata: _metadata }, _maxAgeSeconds_initializers, _maxAgeSeconds_extraInitializers);
            __esDecorate(null, null, _singleUse_decorators, { kind: "field", name: "singleUse", static: false, private: false, access: { has: obj => "singleUse" in obj, get: obj => obj.singleUse, set: (obj, value) => { obj.singleUse = value; } }, metadata: _metadata }, _singleUse_initializers, _singleUse_extraInitializers);
            __esDecorate(null, null, _actorIssuers_decorators, { kind: "field", name: "actorIssuers", static: false, private: false, access: { has: obj => "actorIssuers" in obj, get: obj => obj.actorIssuers, set: (obj, value) => { obj.actorIssuers = value; } }, metadata: _metadata }, _actorIssuers_initializers, _actorIssuers_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        issuer = __runInitializers(this, _issuer_initializers, void 0);
        purposes = (__runInitializers(this, _issuer_extraInitializers), __runInitializers(this, _purposes_initializers, void 0));
        jwksUri = (__runInitializers(this, _purposes_extraInitializers), __runInitializers(this, _jwksUri_initializers, void 0));
        jwks = (__runInitializers(this, _jwksUri_extraInitializers), __runInitializers(this, _jwks_initializers, void 0));
        audiences = (__runInitializers(this, _jwks_extraInitializers), __runInitializers(this, _audiences_initializers, void 0));
        algorithms = (__runInitializers(this, _audiences_extraInitializers), __runInitializers(this, _algorithms_initializers, void 0));
        types = (__runInitializers(this, _algorithms_extraInitializers), __runInitializers(this, _types_initializers, void 0));
        clockSkewSeconds = (__runInitializers(this, _types_extraInitializers), __runInitializers(this, _clockSkewSeconds_initializers, void 0));
        maxAgeSeconds = (__runInitializers(this, _clockSkewSeconds_extraInitializers), __runInitializers(this, _maxAgeSeconds_initializers, void 0));
        singleUse = (__runInitializers(this, _maxAgeSeconds_extraInitializers), __runInitializers(this, _singleUse_initializers, void 0));
        actorIssuers = (__runInitializers(this, _singleUse_extraInitializers), __runInitializers(this, _actorIssuers_initializers, void 0));
        constructor() {
            __runInitializers(this, _actorIssuers_extraInitializers);
        }
    };
})();
export { PutIssuerDto };
let IssuerDto = (() => {
    let _classSuper = PutIssuerDto;
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class IssuerDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _id_decorators = [ApiProperty()];
            _revision_decorators = [ApiProperty()];
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        id = __runInitializers(this, _id_initializers, void 0);
        revision = (__runInitializers(this, _id_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { IssuerDto };
let IssuerPageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    return class IssuerPageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: IssuerDto })];
            _nextCursor_decorators = [ApiPropertyOptional()];
            __esDecorate(null, null, _items_decorators, { kind: "field", name: "items", static: false, private: false, access: { has: obj => "items" in obj, get: obj => obj.items, set: (obj, value) => { obj.items = value; } }, metadata: _metadata }, _items_initializers, _items_extraInitializers);
            __esDecorate(null, null, _nextCursor_decorators, { kind: "field", name: "nextCursor", static: false, private: false, access: { has: obj => "nextCursor" in obj, get: obj => obj.nextCursor, set: (obj, value) => { obj.nextCursor = value; } }, metadata: _metadata }, _nextCursor_initializers, _nextCursor_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        items = __runInitializers(this, _items_initializers, void 0);
        nextCursor = (__runInitializers(this, _items_extraInitializers), __runInitializers(this, _nextCursor_initializers, void 0));
        constructor() {
            __runInitializers(this, _nextCursor_extraInitializers);
        }
    };
})();
export { IssuerPageDto };
