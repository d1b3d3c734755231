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
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
const PROPERTIES = { type: 'object', additionalProperties: true };
/** What is searched for: any of that type. */
let OpenEntityDto = (() => {
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _properties_decorators;
    let _properties_initializers = [];
    let _properties_extraInitializers = [];
    return class OpenEntityDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _type_decorators = [ApiProperty({ example: 'user' })];
            _properties_decorators = [ApiPropertyOptional({
                    ...PROPERTIES,
                    description: 'Of a subject, `act` names the agent that acts for it; all else is ignored.',
                })];
            __esDecorate(null, null, _type_decorators, { kind: "field", name: "type", static: false, private: false, access: { has: obj => "type" in obj, get: obj => obj.type, set: (obj, value) => { obj.type = value; } }, metadata: _metadata }, _type_initializers, _type_extraInitializers);
            __esDecorate(null, null, _properties_decorators, { kind: "field", name: "properties", static: false, private: false, access: { has: obj => "properties" in obj, get: obj => obj.properties, set: (obj, value) => { obj.properties = value; } }, metadata: _metadata }, _properties_initializers, _properties_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        type = __runInitializers(this, _type_initializers, void 0);
        properties = (__runInitializers(this, _type_extraInitializers), __runInitializers(this, _properties_initializers, void 0));
        constructor() {
            __runInitializers(this, _properties_extraInitializers);
        }
    };
})();
export { OpenEntityDto };
/** AuthZEN section 8.2.1. */
let SearchPageDto = (() => {
    let _token_decorators;
    let _token_initializers = [];
    let _token_extraInitializers = [];
    let _limit_decorators;
    let _limit_initializers = [];
    let _limit_extraInitializers = [];
    let _properties_decorators;
    let _properties_initializers = [];
    let _properties_extraInitializers = [];
    return class SearchPageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _token_decorators = [ApiPropertyOptional({ description: 'The `next_token` of the page before.' })];
            _limit_decorators = [ApiPropertyOptional({
                    type: 'integer',
                    minimum: 0,
                    description: 'Most results of a page; with a token, left out or as on the first page.',
                })];
            _properties_decorators = [ApiPropertyOptional({ ...PROPERTIES, description: 'Ignored.' })];
            __esDecorate(null, null, _token_decorators, { kind: "field", name: "token", static: false, private: false, access: { has: obj => "token" in obj, get: obj => obj.token, set: (obj, value) => { obj.token = value; } }, metadata: _metadata }, _token_initializers, _token_extraInitializers);
            __esDecorate(null, null, _limit_decorators, { kind: "field", name: "limit", static: false, private: false, access: { has: obj => "limit" in obj, get: obj => obj.limit, set: (obj, value) => { obj.limit = value; } }, metadata: _metadata }, _limit_initializers, _limit_extraInitializers);
            __esDecorate(null, null, _properties_decorators, { kind: "field", name: "properties", static: false, private: false, access: { has: obj => "properties" in obj, get: obj => obj.properties, set: (obj, value) => { obj.properties = value; } }, metadata: _metadata }, _properties_initializers, _properties_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        token = __runInitializers(this, _token_initializers, void 0);
        limit = (__runInitializers(this, _token_extraInitializers), __runInitializers(this, _limit_initializers, void 0));
        properties = (__runInitializers(this, _limit_extraInitializers), __runInitializers(this, _properties_initializers, void 0));
        constructor() {
            __runInitializers(this, _properties_extraInitializers);
        }
    };
})();
export { SearchPageDto };
let PagedDto = (() => {
    let _context_decorators;
    let _context_initializers = [];
    let _context_extraInitializers = [];
    let _page_decorators;
    let _page_initializers = [];
    let _page_extraInitializers = [];
    return class PagedDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _context_decorators = [ApiPropertyOptional(PROPERTIES)];
            _page_decorators = [ApiPropertyOptional()];
            __esDecorate(null, null, _context_decorators, { kind: "field", name: "context", static: false, private: false, access: { has: obj => "context" in obj, get: obj => obj.context, set: (obj, value) => { obj.context = value; } }, metadata: _metadata }, _context_initializers, _context_extraInitializers);
            __esDecorate(null, null, _page_decorators, { kind: "field", name: "page", static: false, private: false, access: { has: obj => "page" in obj, get: obj => obj.page, set: (obj, value) => { obj.page = value; } }, metadata: _metadata }, _page_initializers, _page_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        context = __runInitializers(this, _context_initializers, void 0);
        page = (__runInitializers(this, _context_extraInitializers), __runInitializers(this, _page_initializers, void 0));
        constructor() {
            __runInitializers(this, _page_extraInitializers);
        }
    };
})();
let SubjectSearchDto = (() => {
    let _classSuper = PagedDto;
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _action_decorators;
    let _action_initializers = [];
    let _action_extraInitializers = [];
    let _resource_decorators;
    let _resource_initializers = [];
    let _resource_extraInitializers = [];
    return class SubjectSearchDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _subject_decorators = [ApiProperty()];
            _action_decorators = [ApiProperty()];
            _resource_decorators = [ApiProperty()];
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _action_decorators, { kind: "field", name: "action", static: false, private: false, access: { has: obj => "action" in obj, get: obj => obj.action, set: (obj, value) => { obj.action = value; } }, metadata: _metadata }, _action_initializers, _action_extraInitializers);
            __esDecorate(null, null, _resource_decorators, { kind: "field", name: "resource", static: false, private: false, access: { has: obj => "resource" in obj, get: obj => obj.resource, set: (obj, value) => { obj.resource = value; } }, metadata: _metadata }, _resource_initializers, _resource_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        subject = __runInitializers(this, _subject_initializers, void 0);
        action = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _action_initializers, void 0));
        resource = (__runInitializers(this, _action_extraInitializers), __runInitializers(this, _resource_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _resource_extraInitializers);
        }
    };
})();
export { SubjectSearchDto };
let ResourceSearchDto = (() => {
    let _classSuper = PagedDto;
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _action_decorators;
    let _action_initializers = [];
    let _action_extraInitializers = [];
    let _resource_decorators;
    let _resource_initializers = [];
    let _resource_extraInitializers = [];
    return class ResourceSearchDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _subject_decorators = [ApiProperty()];
            _action_decorators = [ApiProperty()];
            _resource_decorators = [ApiProperty()];
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _action_decorators, { kind: "field", name: "action", static: false, private: false, access: { has: obj => "action" in obj, get: obj => obj.action, set: (obj, value) => { obj.action = value; } }, metadata: _metadata }, _action_initializers, _action_extraInitializers);
            __esDecorate(null, null, _resource_decorators, { kind: "field", name: "resource", static: false, private: false, access: { has: obj => "resource" in obj, get: obj => obj.resource, set: (obj, value) => { obj.resource = value; } }, metadata: _metadata }, _resource_initializers, _resource_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        subject = __runInitializers(this, _subject_initializers, void 0);
        action = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _action_initializers, void 0));
        resource = (__runInitializers(this, _action_extraInitializers), __runInitializers(this, _resource_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _resource_extraInitializers);
        }
    };
})();
export { ResourceSearchDto };
let ActionSearchDto = (() => {
    let _classSuper = PagedDto;
    let _subject_decorators;
    let _subject_initializers = [];
    let _subject_extraInitializers = [];
    let _resource_decorators;
    let _resource_initializers = [];
    let _resource_extraInitializers = [];
    return class ActionSearchDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _subject_decorators = [ApiProperty()];
            _resource_decorators = [ApiProperty()];
            __esDecorate(null, null, _subject_decorators, { kind: "field", name: "subject", static: false, private: false, access: { has: obj => "subject" in obj, get: obj => obj.subject, set: (obj, value) => { obj.subject = value; } }, metadata: _metadata }, _subject_initializers, _subject_extraInitializers);
            __esDecorate(null, null, _resource_decorators, { kind: "field", name: "resource", static: false, private: false, access: { has: obj => "resource" in obj, get: obj => obj.resource, set: (obj, value) => { obj.resource = value; } }, metadata: _metadata }, _resource_initializers, _resource_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        subject = __runInitializers(this, _subject_initializers, void 0);
        resource = (__runInitializers(this, _subject_extraInitializers), __runInitializers(this, _resource_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _resource_extraInitializers);
        }
    };
})();
export { ActionSearchDto };
/** AuthZEN section 8.2.2. */
let FoundPageDto = (() => {
    let _next_token_decorators;
    let _next_token_initializers = [];
    let _next_token_extraInitializers = [];
    let _count_decorators;
    let _count_initializers = [];
    let _count_extraInitializers = [];
    return class FoundPageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _next_token_decorators = [ApiProperty({ description: 'What to go on with; empty at the end.' })];
            _count_decorators = [ApiProperty({ description: 'How many results this page has.' })];
            __esDecorate(null, null, _next_token_decorators, { kind: "field", name: "next_token", static: false, private: false, access: { has: obj => "next_token" in obj, get: obj => obj.next_token, set: (obj, value) => { obj.next_token = value; } }, metadata: _metadata }, _next_token_initializers, _next_token_extraInitializers);
            __esDecorate(null, null, _count_decorators, { kind: "field", name: "count", static: false, private: false, access: { has: obj => "count" in obj, get: obj => obj.count, set: (obj, value) => { obj.count = value; } }, metadata: _metadata }, _count_initializers, _count_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        next_token = __runInitializers(this, _next_token_initializers, void 0);
        count = (__runInitializers(this, _next_token_extraInitializers), __runInitializers(this, _count_initializers, void 0));
        constructor() {
            __runInitializers(this, _count_extraInitializers);
        }
    };
})();
export { FoundPageDto };
let FoundEntityDto = (() => {
    let _type_decorators;
    let _type_initializers = [];
    let _type_extraInitializers = [];
    let _id_decorators;
    let _id_initializers = [];
    let _id_extraInitializers = [];
    return class FoundEntityDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _type_decorators = [ApiProperty()];
            _id_decorators = [ApiProperty()];
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
export { FoundEntityDto };
let FoundActionDto = (() => {
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    return class FoundActionDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _name_decorators = [ApiProperty()];
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        name = __runInitializers(this, _name_initializers, void 0);
        constructor() {
            __runInitializers(this, _name_extraInitializers);
        }
    };
})();
export { FoundActionDto };
let FoundDto = (() => {
    let _page_decorators;
    let _page_initializers = [];
    let _page_extraInitializers = [];
    return class FoundDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _page_decorators = [ApiPropertyOptional({ description: 'There when the request has one, or there is more.' })];
            __esDecorate(null, null, _page_decorators, { kind: "field", name: "page", static: false, private: false, access: { has: obj => "page" in obj, get: obj => obj.page, set: (obj, value) => { obj.page = value; } }, metadata: _metadata }, _page_initializers, _page_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        page = __runInitializers(this, _page_initializers, void 0);
        constructor() {
            __runInitializers(this, _page_extraInitializers);
        }
    };
})();
let FoundEntitiesDto = (() => {
    let _classSuper = FoundDto;
    let _results_decorators;
    let _results_initializers = [];
    let _results_extraInitializers = [];
    return class FoundEntitiesDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _results_decorators = [ApiProperty({ isArray: true, type: FoundEntityDto })];
            __esDecorate(null, null, _results_decorators, { kind: "field", name: "results", static: false, private: false, access: { has: obj => "results" in obj, get: obj => obj.results, set: (obj, value) => { obj.results = value; } }, metadata: _metadata }, _results_initializers, _results_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        results = __runInitializers(this, _results_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _results_extraInitializers);
        }
    };
})();
export { FoundEntitiesDto };
let FoundActionsDto = (() => {
    let _classSuper = FoundDto;
    let _results_decorators;
    let _results_initializers = [];
    let _results_extraInitializers = [];
    return class FoundActionsDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _results_decorators = [ApiProperty({ isArray: true, type: FoundActionDto })];
            __esDecorate(null, null, _results_decorators, { kind: "field", name: "results", static: false, private: false, access: { has: obj => "results" in obj, get: obj => obj.results, set: (obj, value) => { obj.results = value; } }, metadata: _metadata }, _results_initializers, _results_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        results = __runInitializers(this, _results_initializers, void 0);
        constructor() {
            super(...arguments);
            __runInitializers(this, _results_extraInitializers);
        }
    };
})();
export { FoundActionsDto };
