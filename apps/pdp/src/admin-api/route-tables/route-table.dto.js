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
import { PROXY_KINDS } from '@legate/directory';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsObject, IsString, Matches, MaxLength, ValidateNested, } from 'class-validator';
import { IsId, IsJsonObject, IsStorableText, MayBeAbsent } from '../shared/validation.js';
const MAX_ROUTES = 1000;
const MAX_METHODS = 20;
const HEADER = /^[A-Za-z0-9][A-Za-z0-9-]{0,127}$/;
/** Headers that say something else than who the request is from. */
const OTHER_HEADERS = /^(?!(authorization|cookie|host|legate-.*|x-original-(method|uri|host)|x-forwarded-(method|uri|host))$)/i;
let RouteTableParamsDto = (() => {
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    return class RouteTableParamsDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _name_decorators = [ApiProperty({ example: 'web' }), Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'must be 1 to 64 letters, digits, "_" or "-"' })];
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        name = __runInitializers(this, _name_initializers, void 0);
        constructor() {
            __runInitializers(this, _name_extraInitializers);
        }
    };
})();
export { RouteTableParamsDto };
let HeaderDto = (() => {
    let _header_decorators;
    let _header_initializers = [];
    let _header_extraInitializers = [];
    return class HeaderDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _header_decorators = [ApiProperty({
                    example: 'X-Forwarded-User',
                    description: 'The proxy must set it itself, and never hand on that of the client.',
                }), IsString(), Matches(HEADER, { message: 'must be the name of a header' }), Matches(OTHER_HEADERS, { message: 'must be a header that is for nothing else' })];
            __esDecorate(null, null, _header_decorators, { kind: "field", name: "header", static: false, private: false, access: { has: obj => "header" in obj, get: obj => obj.header, set: (obj, value) => { obj.header = value; } }, metadata: _metadata }, _header_initializers, _header_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        header = __runInitializers(this, _header_initializers, void 0);
        constructor() {
            __runInitializers(this, _header_extraInitializers);
        }
    };
})();
export { HeaderDto };
let SubjectHeaderDto = (() => {
    let _classSuper = HeaderDto;
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    return class SubjectHeaderDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _type_decorators = [ApiProperty({ example: 'user' }), IsId()];
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        type = __runInitializers(this, _type_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _type_extraInitializers);
        }
    };
})();
export { SubjectHeaderDto };
let RoutedActionDto = (() => {
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    return class RoutedActionDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _name_decorators = [ApiProperty({ example: 'read' }), IsId()];
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        name = __runInitializers(this, _name_initializers, void 0);
        constructor() {
            __runInitializers(this, _name_extraInitializers);
        }
    };
})();
export { RoutedActionDto };
let RoutedResourceDto = (() => {
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class RoutedResourceDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _type_decorators = [ApiProperty({ example: 'account' }), IsId()];
            _id_decorators = [ApiProperty({ example: '{id}', description: '`{name}` and `{**}` stand for parts of the path.' }), IsId()];
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            __esDecorate(null, null, _id_decorators, { kind: "field", name: "id", static: false, private: false, access: { has: obj => "id" in obj, get: obj => obj.id, set: (obj, value) => { obj.id = value; } }, metadata: _metadata }, _id_initializers, _id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        type = __runInitializers(this, _type_initializers, void 0);
        id = (__runInitializers(this, _type_extraInitializers), __runInitializers(this, _id_initializers, void 0));
        constructor() {
            __runInitializers(this, _id_extraInitializers);
        }
    };
})();
export { RoutedResourceDto };
let RouteDto = (() => {
    let _methods_decorators;
    let _methods_initializers = [];
    let _methods_extraInitializers = [];
    let _host_decorators;
    let _host_initializers = [];
    let _host_extraInitializers = [];
    let _path_decorators;
    let _path_initializers = [];
    let _path_extraInitializers = [];
    let _action_decorators;
    let _action_initializers = [];
    let _action_extraInitializers = [];
    let _resource_decorators;
    let _resource_initializers = [];
    let _resource_extraInitializers = [];
    return class RouteDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _methods_decorators = [ApiProperty({ isArray: true, type: String, example: ['GET'], description: '`*` for any.' }), IsArray(), ArrayMinSize(1), ArrayMaxSize(MAX_METHODS), ArrayUnique(), Matches(/^(\*|[A-Z][A-Z-]{0,31})$/, {
                    each: true,
                    message: 'must be methods in upper case, or "*"',
                })];
            _host_decorators = [ApiPropertyOptional({ example: 'api.example.com', description: 'Without a port.' }), MayBeAbsent(), Matches(/^([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])$/, {
                    message: 'must be a host in lower case, without a port',
                })];
            _path_decorators = [ApiProperty({
                    example: '/accounts/{id}/**',
                    description: '`{name}` and `*` stand for one segment, a trailing `**` for one or more.',
                }), IsStorableText(), MaxLength(2048)];
            _action_decorators = [ApiProperty(), IsObject(), ValidateNested(), Type(() => RoutedActionDto)];
            _resource_decorators = [ApiProperty(), IsObject(), ValidateNested(), Type(() => RoutedResourceDto)];
            __esDecorate(null, null, _methods_decorators, { kind: "field", name: "methods", static: false, private: false, access: { has: obj => "methods" in obj, get: obj => obj.methods, set: (obj, value) => { obj.methods = value; } }, metadata: _metadata }, _methods_initializers, _methods_extraInitializers);
            __esDecorate(null, null, _host_decorators, { kind: "field", name: "host", static: false, private: false, access: { has: obj => "host" in obj, get: obj => obj.host, set: (obj, value) => { obj.host = value; } }, metadata: _metadata }, _host_initializers, _host_extraInitializers);
            __esDecorate(null, null, _path_decorators, { kind: "field", name: "path", static: false, private: false, access: { has: obj => "path" in obj, get: obj => obj.path, set: (obj, value) => { obj.path = value; } }, metadata: _metadata }, _path_initializers, _path_extraInitializers);
            __esDecorate(null, null, _action_decorators, { kind: "field", name: "action", static: false, private: false, access: { has: obj => "action" in obj, get: obj => obj.action, set: (obj, value) => { obj.action = value; } }, metadata: _metadata }, _action_initializers, _action_extraInitializers);
            __esDecorate(null, null, _resource_decorators, { kind: "field", name: "resource", static: false, private: false, access: { has: obj => "resource" in obj, get: obj => obj.resource, set: (obj, value) => { obj.resource = value; } }, metadata: _metadata }, _resource_initializers, _resource_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        methods = __runInitializers(this, _methods_initializers, void 0);
        host = (__runInitializers(this, _methods_extraInitializers), __runInitializers(this, _host_initializers, void 0));
        path = (__runInitializers(this, _host_extraInitializers), __runInitializers(this, _path_initializers, void 0));
        action = (__runInitializers(this, _path_extraInitializers), __runInitializers(this, _action_initializers, void 0));
        resource = (__runInitializers(this, _action_extraInitializers), __runInitializers(this, _resource_initializers, void 0));
        constructor() {
            __runInitializers(this, _resource_extraInitializers);
        }
    };
})();
export { RouteDto };
let PutRouteTableDto = (() => {
    let _proxy_decorators;
    let _proxy_initializers = [];
    let _proxy_extraInitializers = [];
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _actor_decorators;
    let _actor_initializers = [];
    let _actor_extraInitializers = [];
    let _context_decorators;
    let _context_initializers = [];
    let _context_extraInitializers = [];
    let _routes_decorators;
    let _routes_initializers = [];
    let _routes_extraInitializers = [];
    return class PutRouteTableDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _proxy_decorators = [ApiProperty({ enum: PROXY_KINDS, description: 'How the original request is told.' }), IsIn(PROXY_KINDS)];
            _subject_decorators = [ApiProperty({ description: 'The header that names the subject.' }), IsObject(), ValidateNested(), Type(() => SubjectHeaderDto)];
            _actor_decorators = [ApiPropertyOptional({ description: 'The header that names the agent acting for it, if any.' }), MayBeAbsent(), IsObject(), ValidateNested(), Type(() => HeaderDto)];
            _context_decorators = [ApiPropertyOptional({
                    type: 'object',
                    additionalProperties: true,
                    description: 'Part of the context of every question, for example the audience.',
                }), MayBeAbsent(), IsJsonObject()];
            _routes_decorators = [ApiProperty({
                    isArray: true,
                    type: RouteDto,
                    description: 'The first that is for a request counts; one that none is for is denied.',
                }), IsArray(), ArrayMaxSize(MAX_ROUTES), IsObject({ each: true }), ValidateNested({ each: true }), Type(() => RouteDto)];
            __esDecorate(null, null, _proxy_decorators, { kind: "field", name: "proxy", static: false, private: false, access: { has: obj => "proxy" in obj, get: obj => obj.proxy, set: (obj, value) => { obj.proxy = value; } }, metadata: _metadata }, _proxy_initializers, _proxy_extraInitializers);
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _actor_decorators, { kind: "field", name: "actor", static: false, private: false, access: { has: obj => "actor" in obj, get: obj => obj.actor, set: (obj, value) => { obj.actor = value; } }, metadata: _metadata }, _actor_initializers, _actor_extraInitializers);
            __esDecorate(null, null, _context_decorators, { kind: "field", name: "context", static: false, private: false, access: { has: obj => "context" in obj, get: obj => obj.context, set: (obj, value) => { obj.context = value; } }, metadata: _metadata }, _context_initializers, _context_extraInitializers);
            __esDecorate(null, null, _routes_decorators, { kind: "field", name: "routes", static: false, private: false, access: { has: obj => "routes" in obj, get: obj => obj.routes, set: (obj, value) => { obj.routes = value; } }, metadata: _metadata }, _routes_initializers, _routes_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        proxy = __runInitializers(this, _proxy_initializers, void 0);
        subject = (__runInitializers(this, _proxy_extraInitializers), __runInitializers(this, _subject_initializers, void 0));
        actor = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _actor_initializers, void 0));
        context = (__runInitializers(this, _actor_extraInitializers), __runInitializers(this, _context_initializers, void 0));
        routes = (__runInitializers(this, _context_extraInitializers), __runInitializers(this, _routes_initializers, void 0));
        constructor() {
            __runInitializers(this, _routes_extraInitializers);
        }
    };
})();
export { PutRouteTableDto };
let RouteTableDto = (() => {
    let _classSuper = PutRouteTableDto;
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class RouteTableDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _name_decorators = [ApiProperty()];
            _revision_decorators = [ApiProperty({ description: 'Revision of its last write.' })];
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        name = __runInitializers(this, _name_initializers, void 0);
        revision = (__runInitializers(this, _name_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { RouteTableDto };
let RouteTablePageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    return class RouteTablePageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: RouteTableDto })];
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
export { RouteTablePageDto };
