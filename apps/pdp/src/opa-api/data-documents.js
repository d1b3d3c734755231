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
import { InvalidRequestError, isJsonObject } from '@legate/core';
import { Injectable } from '@nestjs/common';
import { toDecisionRequest, toEvaluationResponse } from '../decision-api/evaluation.mapper.js';
import { callerOf, tenantOf } from '../http/current-caller.js';
import { readMinRevision } from '../http/revision-header.js';
import { requireEvaluation } from './read-input.js';
const UNDEFINED = { result: undefined, revision: null, decisionId: null };
/** The documents of OPA's Data API: the decision, and for debugging each package of the active bundle. */
let DataDocuments = (() => {
    let _classDecorators = [Injectable()];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    var DataDocuments = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            DataDocuments = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        asks;
        snapshots;
        constructor(asks, snapshots) {
            this.asks = asks;
            this.snapshots = snapshots;
        }
        /**
         * The full decision about an evaluation request, or of it `allow` alone. That one has no room for obligations: a
         * permit with any is a deny there.
         *
         * @throws InvalidRequestError for an input that is no evaluation request
         */
        async decision(request, input) {
            if (input === undefined) {
                return UNDEFINED;
            }
            const body = requireEvaluation(request, input);
            const isBare = pathOf(request).at(-1) === 'allow';
            const caller = callerOf(request);
            const question = {
                ...toDecisionRequest(body, caller),
                minRevision: readMinRevision(request),
                deadline: request.deadline,
                ...(isBare && { supportedObligations: [] }),
            };
            const { answer, evaluationId } = await this.asks.askFor(question, request, 'data');
            const { decision: allow, context } = toEvaluationResponse(answer, evaluationId, caller.answers);
            const whole = Object.assign({ allow }, context);
            return {
                result: isBare ? allow : whole,
                revision: answer.revision,
                decisionId: evaluationId,
            };
        }
        /**
         * What a package of the active bundle says of the input alone, or one member of it. No facts are joined, no grant
         * is looked at: it is no decision.
         *
         * @throws UnprocessableError when the package cannot be evaluated, UnavailableError
         */
        async package(request, input) {
            const path = pathOf(request);
            const { value: policy, revision } = await this.snapshots.read(tenantOf(request), async (snapshot) => await Promise.resolve(snapshot.policy));
            if (policy?.evaluatePackage === undefined || !isJsonObject(input)) {
                return UNDEFINED;
            }
            for (let length = path.length; length > 0; length -= 1) {
                const document = policy.evaluatePackage(path.slice(0, length).join('.'), input);
                if (document !== undefined) {
                    return { result: memberAt(document, path.slice(length)), revision, decisionId: null };
                }
            }
            return UNDEFINED;
        }
    };
    return DataDocuments = _classThis;
})();
export { DataDocuments };
/** The segments after `/v1/data/`, decoded. */
function pathOf({ url }) {
    const [path = ''] = url.split('?');
    try {
        return path.split('/').slice(3).map(decodeURIComponent);
    }
    catch (cause) {
        const message = 'the path is not valid percent-encoding';
        throw new InvalidRequestError('request.invalid', message, { cause });
    }
}
function memberAt(document, path) {
    let found = document;
    for (const name of path) {
        found = isJsonObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
    }
    return found;
}
