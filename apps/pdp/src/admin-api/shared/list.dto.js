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
import { IsString, Matches, MaxLength } from 'class-validator';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PageQuery } from './page-limits.js';
import { IsStorableText, MayBeAbsent, rule } from './validation.js';
/** Query of every list. Its `limit` is also held against `PageLimits`, which may be narrower. */
let ListQueryDto = (() => {
    let _classSuper = PageQuery;
    let _limit_decorators;
    let _limit_initializers = [];
    let _limit_extraInitializers = [];
    let _cursor_decorators;
    let _cursor_initializers = [];
    let _cursor_extraInitializers = [];
    return class ListQueryDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _limit_decorators = [ApiPropertyOptional({
                    type: Number,
                    minimum: 1,
                    maximum: MAX_PAGE_SIZE,
                    default: DEFAULT_PAGE_SIZE,
                }), MayBeAbsent(), Matches(/^([1-9]\d{0,2}|1000)$/, {
                    message: `must be a whole number from 1 to ${MAX_PAGE_SIZE}`,
                })];
            _cursor_decorators = [ApiPropertyOptional({ description: '`nextCursor` of the page before.' }), MayBeAbsent(), IsString(), MaxLength(8192)];
            __esDecorate(null, null, _limit_decorators, { kind: "field", name: "limit", static: false, private: false, access: { has: obj => "limit" in obj, get: obj => obj.limit, set: (obj, value) => { obj.limit = value; } }, metadata: _metadata }, _limit_initializers, _limit_extraInitializers);
            __esDecorate(null, null, _cursor_decorators, { kind: "field", name: "cursor", static: false, private: false, access: { has: obj => "cursor" in obj, get: obj => obj.cursor, set: (obj, value) => { obj.cursor = value; } }, metadata: _metadata }, _cursor_initializers, _cursor_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        limit = __runInitializers(this, _limit_initializers, void 0);
        cursor = (__runInitializers(this, _limit_extraInitializers), __runInitializers(this, _cursor_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _cursor_extraInitializers);
        }
    };
})();
export { ListQueryDto };
/** Query of a list that can be narrowed to ids that begin alike. */
let PrefixQueryDto = (() => {
    let _classSuper = ListQueryDto;
    let _prefix_decorators;
    let _prefix_initializers = [];
    let _prefix_extraInitializers = [];
    return class PrefixQueryDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _prefix_decorators = [ApiPropertyOptional({ description: 'Only ids that begin so.' }), MayBeAbsent(), IsStorableText(), MaxLength(1024)];
            __esDecorate(null, null, _prefix_decorators, { kind: "field", name: "prefix", static: false, private: false, access: { has: obj => "prefix" in obj, get: obj => obj.prefix, set: (obj, value) => { obj.prefix = value; } }, metadata: _metadata }, _prefix_initializers, _prefix_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        prefix = __runInitializers(this, _prefix_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _prefix_extraInitializers);
        }
    };
})();
export { PrefixQueryDto };
export function limitOf({ limit }) {
    return limit === undefined ? DEFAULT_PAGE_SIZE : Number(limit);
}
/** An object named in a query: what it is, a slash, its id. Slashes in the first part are encoded as %2F. */
export function IsNamed(kinds) {
    return rule('isNamed', (value) => typeof value === 'string' && isNamed(value, kinds), {
        message: kinds === undefined ? 'must be type/id' : `must be kind/id, a kind of ${kinds.join(', ')}`,
    });
}
function isNamed(value, kinds) {
    const { kind, id } = readNamed(value);
    return isVisibleId(kind) && isVisibleId(id) && kinds?.includes(kind) !== false;
}
/** Reads what `IsNamed` has let through. */
export function readNamed(value) {
    const at = value.indexOf('/');
    const kind = at < 0 ? '' : value.slice(0, at).replaceAll('%2F', '/').replaceAll('%25', '%');
    return { kind, id: value.slice(at + 1) };
}
/** Reads an identity that `IsNamed(IDENTITY_KINDS)` has let through. */
export function readIdentity(value) {
    return value === undefined ? undefined : readNamed(value);
}
