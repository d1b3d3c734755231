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
import { NEVER_ASSERTED } from '@legate/callers';
import { IDENTITY_KINDS, isVisibleId, parseSelector } from '@legate/core';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import { MayBeAbsent, rule } from '../shared/validation.js';
const MAX_PATTERNS = 256;
const MAX_NAMES = 64;
const PATTERN = {
    type: 'object',
    additionalProperties: { type: 'string' },
};
/** Words, or a list of objects with exactly these two members, the second a selector. */
function IsPatterns(words, isFirst, first) {
    const isPattern = (value) => {
        const { [first]: one, id, ...more } = (value ?? {});
        const isId = typeof id === 'string' && isVisibleId(id) && typeof parseSelector(id) !== 'string';
        return typeof value === 'object' && isFirst(one) && isId && Object.keys(more).length === 0;
    };
    const isValid = (value) => Array.isArray(value)
        ? value.length <= MAX_PATTERNS && value.every(isPattern)
        : typeof value === 'string' && words.includes(value);
    const message = `must be ${words.join(', ')}, or a list of at most ${MAX_PATTERNS} {${first}, id}`;
    const validate = rule('isPatterns', isValid, { message });
    return (target, property) => {
        validate(target, property);
        // Kept as it is: the transformation would make objects of no class out of it.
        Transform(({ obj }) => obj[property])(target, property);
    };
}
const IsAttributeName = () => rule('isAttributeName', (value) => typeof value === 'string' && isVisibleId(value) && !NEVER_ASSERTED.has(value), {
    each: true,
    message: `must be names, and none of ${[...NEVER_ASSERTED].join(', ')}`,
});
const isText = (value) => typeof value === 'string' && isVisibleId(value);
const isKind = (value) => IDENTITY_KINDS.some((kind) => kind === value);
/** What a caller may assert. */
let TrustDto = (() => {
    let _subjects_decorators;
    let _subjects_initializers = [];
    let _subjects_extraInitializers = [];
    let _actsAs_decorators;
    let _actsAs_initializers = [];
    let _actsAs_extraInitializers = [];
    let _subjectAttributes_decorators;
    let _subjectAttributes_initializers = [];
    let _subjectAttributes_extraInitializers = [];
    let _actorAttributes_decorators;
    let _actorAttributes_initializers = [];
    let _actorAttributes_extraInitializers = [];
    let _token_decorators;
    let _token_initializers = [];
    let _token_extraInitializers = [];
    return class TrustDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _subjects_decorators = [ApiPropertyOptional({
                    oneOf: [{ enum: ['any', 'none'] }, { type: 'array', items: PATTERN }],
                    default: 'any',
                    description: 'Whom it may name as the subject without a token that proves it: type and id as requests have them, the id as a selector.',
                }), MayBeAbsent(), IsPatterns(['any', 'none'], isText, 'type')];
            _actsAs_decorators = [ApiPropertyOptional({
                    oneOf: [{ enum: ['any'] }, { type: 'array', items: PATTERN }],
                    default: 'any',
                    description: 'For whom it may speak, proven or not: the actor, or the subject where it acts alone. Kind, and id as a selector.',
                }), MayBeAbsent(), IsPatterns(['any'], isKind, 'kind')];
            _subjectAttributes_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: String,
                    description: 'Subject properties that are taken from requests, above what is stored.',
                }), MayBeAbsent(), IsArray(), ArrayMaxSize(MAX_NAMES), ArrayUnique(), IsAttributeName()];
            _actorAttributes_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: String,
                    description: 'Members of `act` that are taken as properties of the actor, above what is stored.',
                }), MayBeAbsent(), IsArray(), ArrayMaxSize(MAX_NAMES), ArrayUnique(), IsAttributeName()];
            _token_decorators = [ApiPropertyOptional({ enum: ['optional', 'required'], default: 'optional' }), MayBeAbsent(), IsIn(['optional', 'required'])];
            __esDecorate(null, null, _subjects_decorators, { kind: "field", name: "subjects", static: false, private: false, access: { has: obj => "subjects" in obj, get: obj => obj.subjects, set: (obj, value) => { obj.subjects = value; } }, metadata: _metadata }, _subjects_initializers, _subjects_extraInitializers);
            __esDecorate(null, null, _actsAs_decorators, { kind: "field", name: "actsAs", static: false, private: false, access: { has: obj => "actsAs" in obj, get: obj => obj.actsAs, set: (obj, value) => { obj.actsAs = value; } }, metadata: _metadata }, _actsAs_initializers, _actsAs_extraInitializers);
            __esDecorate(null, null, _subjectAttributes_decorators, { kind: "field", name: "subjectAttributes", static: false, private: false, access: { has: obj => "subjectAttributes" in obj, get: obj => obj.subjectAttributes, set: (obj, value) => { obj.subjectAttributes = value; } }, metadata: _metadata }, _subjectAttributes_initializers, _subjectAttributes_extraInitializers);
            __esDecorate(null, null, _actorAttributes_decorators, { kind: "field", name: "actorAttributes", static: false, private: false, access: { has: obj => "actorAttributes" in obj, get: obj => obj.actorAttributes, set: (obj, value) => { obj.actorAttributes = value; } }, metadata: _metadata }, _actorAttributes_initializers, _actorAttributes_extraInitializers);
            __esDecorate(null, null, _token_decorators, { kind: "field", name: "token", static: false, private: false, access: { has: obj => "token" in obj, get: obj => obj.token, set: (obj, value) => { obj.token = value; } }, metadata: _metadata }, _token_initializers, _token_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        subjects = __runInitializers(this, _subjects_initializers, void 0);
        actsAs = (__runInitializers(this, _subjects_extraInitializers), __runInitializers(this, _actsAs_initializers, void 0));
        subjectAttributes = (__runInitializers(this, _actsAs_extraInitializers), __runInitializers(this, _subjectAttributes_initializers, void 0));
        actorAttributes = (__runInitializers(this, _subjectAttributes_extraInitializers), __runInitializers(this, _actorAttributes_initializers, void 0));
        token = (__runInitializers(this, _actorAttributes_extraInitializers), __runInitializers(this, _token_initializers, void 0));
        constructor() {
            __runInitializers(this, _token_extraInitializers);
        }
    };
})();
export { TrustDto };
