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
import { InvalidRequestError, isVisibleId } from '@legate/core';
import { Injectable, ValidationPipe } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsUUID, registerDecorator, ValidateIf } from 'class-validator';
import { findJsonProblem, findTextProblem } from './json-bounds.js';
/**
 * Validates admin requests: unknown members are refused, nothing is coerced, and every problem is named with its
 * JSON pointer.
 */
let AdminValidationPipe = (() => {
    let _classDecorators = [Injectable()];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _classSuper = ValidationPipe;
    var AdminValidationPipe = class extends _classSuper {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            AdminValidationPipe = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        pages;
        /** @param pages not needed where there are no queries */
        constructor(pages) {
            super({
                whitelist: true,
                forbidNonWhitelisted: true,
                transform: true,
                stopAtFirstError: true,
                exceptionFactory: (errors) => toInvalidRequest(errors.flatMap((error) => flatten(error, ''))),
            });
            this.pages = pages;
        }
        async transform(value, metadata) {
            const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
            if (metadata.type === 'body' && !isObject) {
                throw new InvalidRequestError('request.invalid', 'the body must be a JSON object');
            }
            if (isObject && metadata.type !== 'custom') {
                refuseInherited(value);
            }
            const given = metadata.type === 'body' ? copyJson(value) : value;
            const valid = (await super.transform(given, metadata));
            this.pages?.apply(valid);
            return valid;
        }
    };
    return AdminValidationPipe = _classThis;
})();
export { AdminValidationPipe };
/** Of each copied object the one that was sent. */
const originals = new WeakMap();
/** Nest strips members such as "constructor" from what it validates; the copy leaves what was sent alone. */
function copyJson(value) {
    if (typeof value !== 'object' || value === null) {
        return value;
    }
    if (Array.isArray(value)) {
        return value.map(copyJson);
    }
    const copy = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, copyJson(member)]));
    originals.set(copy, value);
    return copy;
}
/** No DTO has a member named as one of every object, and it would be left out unseen. */
function refuseInherited(value) {
    const problems = Object.keys(value)
        .filter((name) => name in Object.prototype || name === 'prototype')
        .map((name) => ({ pointer: `/${name}`, message: `property ${name} should not exist` }));
    if (problems.length > 0) {
        throw toInvalidRequest(problems);
    }
}
function flatten(error, base) {
    // RFC 6901 section 3.
    const pointer = `${base}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.values(error.constraints ?? {}).map((message) => ({ pointer, message }));
    return [...own, ...(error.children ?? []).flatMap((child) => flatten(child, pointer))];
}
function toInvalidRequest(problems) {
    const summary = problems.map(({ pointer, message }) => `${pointer}: ${message}`).join('; ');
    return new InvalidRequestError('request.invalid', summary, {
        details: { problems: problems.map(({ pointer, message }) => ({ pointer, message })) },
    });
}
/** The member may be absent; null is a value like another, and wrong where the type does not allow it. */
export const MayBeAbsent = () => ValidateIf((_, value) => value !== undefined);
/** A UUID (RFC 9562); kept in lower case, so that one has one name. */
export function IsUuid() {
    return (target, property) => {
        IsUUID()(target, property);
        Transform(({ value }) => typeof value === 'string' ? value.toLowerCase() : value)(target, property);
    };
}
/** An id as `isVisibleId` says: 1 to 1,024 bytes, visible characters. */
export const IsId = (options = {}) => rule('isId', (value) => typeof value === 'string' && isVisibleId(value), {
    ...options,
    message: 'must be 1 to 1,024 bytes of visible characters',
});
/** Text that can be stored: no NUL, no lone surrogate. Its length is said beside it. */
export const IsStorableText = () => rule('isStorableText', (value) => typeof value === 'string' && findTextProblem(value) === null, {
    message: 'must be text without NUL or lone surrogates',
});
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;
/** A point in time (RFC 3339 section 5.6) with its offset from UTC. */
export const IsTimestamp = () => rule('isTimestamp', isTimestamp, {
    message: 'must be an RFC 3339 time such as 2026-01-31T12:00:00Z',
});
function isTimestamp(value) {
    return typeof value === 'string' && RFC3339.test(value) && isCalendarTime(value);
}
/** 9999-12-31T23:59:59.999Z: later years have no RFC 3339 form. */
const LATEST_TIME = 253_402_300_799_999;
// `Date.parse` rolls 31 February over into March.
function isCalendarTime(value) {
    const instant = Date.parse(value);
    const local = Date.parse(`${value.slice(0, 19)}Z`);
    return (instant >= 0 &&
        instant <= LATEST_TIME &&
        !Number.isNaN(local) &&
        new Date(local).toISOString().slice(0, 19) === value.slice(0, 19));
}
/** A JSON object that can be stored and read back as it is; kept untouched by the transformation. */
export function IsJsonObject(options = {}) {
    const validate = rule('isJsonObject', (value) => findJsonProblem(value) === null, {
        ...options,
        message: ({ value }) => findJsonProblem(value) ?? 'must be a list of JSON objects',
    });
    return (target, property) => {
        validate(target, property);
        Transform(({ obj }) => sent(obj)[property])(target, property);
    };
}
function sent(obj) {
    return (originals.get(obj) ?? obj);
}
export function rule(name, validate, options) {
    return (target, property) => {
        registerDecorator({
            name,
            target: target.constructor,
            propertyName: String(property),
            options,
            validator: { validate },
        });
    };
}
