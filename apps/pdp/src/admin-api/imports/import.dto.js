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
import { ApiProperty } from '@nestjs/swagger';
let ImportTallyDto = (() => {
    let _created_decorators;
    let _created_initializers = [];
    let _created_extraInitializers = [];
    let _replaced_decorators;
    let _replaced_initializers = [];
    let _replaced_extraInitializers = [];
    let _unchanged_decorators;
    let _unchanged_initializers = [];
    let _unchanged_extraInitializers = [];
    return class ImportTallyDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _created_decorators = [ApiProperty()];
            _replaced_decorators = [ApiProperty()];
            _unchanged_decorators = [ApiProperty({ description: 'Stored already as the lines say.' })];
            __esDecorate(null, null, _created_decorators, { kind: "field", name: "created", static: false, private: false, access: { has: obj => "created" in obj, get: obj => obj.created, set: (obj, value) => { obj.created = value; } }, metadata: _metadata }, _created_initializers, _created_extraInitializers);
            __esDecorate(null, null, _replaced_decorators, { kind: "field", name: "replaced", static: false, private: false, access: { has: obj => "replaced" in obj, get: obj => obj.replaced, set: (obj, value) => { obj.replaced = value; } }, metadata: _metadata }, _replaced_initializers, _replaced_extraInitializers);
            __esDecorate(null, null, _unchanged_decorators, { kind: "field", name: "unchanged", static: false, private: false, access: { has: obj => "unchanged" in obj, get: obj => obj.unchanged, set: (obj, value) => { obj.unchanged = value; } }, metadata: _metadata }, _unchanged_initializers, _unchanged_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        created = __runInitializers(this, _created_initializers, void 0);
        replaced = (__runInitializers(this, _created_extraInitializers), __runInitializers(this, _replaced_initializers, void 0));
        unchanged = (__runInitializers(this, _replaced_extraInitializers), __runInitializers(this, _unchanged_initializers, void 0));
        constructor() {
            __runInitializers(this, _unchanged_extraInitializers);
        }
    };
})();
export { ImportTallyDto };
let ImportAnswerDto = (() => {
    let _classSuper = ImportTallyDto;
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    let _entities_decorators;
    let _entities_initializers = [];
    let _entities_extraInitializers = [];
    return class ImportAnswerDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _revision_decorators = [ApiProperty({ description: "The tenant's revision after the import." })];
            _entities_decorators = [ApiProperty({
                    type: 'object',
                    additionalProperties: { $ref: '#/components/schemas/ImportTallyDto' },
                    description: 'The same by kind of object.',
                })];
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            __esDecorate(null, null, _entities_decorators, { kind: "field", name: "entities", static: false, private: false, access: { has: obj => "entities" in obj, get: obj => obj.entities, set: (obj, value) => { obj.entities = value; } }, metadata: _metadata }, _entities_initializers, _entities_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        revision = __runInitializers(this, _revision_initializers, void 0);
        entities = (__runInitializers(this, _revision_extraInitializers), __runInitializers(this, _entities_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _entities_extraInitializers);
        }
    };
})();
export { ImportAnswerDto };
