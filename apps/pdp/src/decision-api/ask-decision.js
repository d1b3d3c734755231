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
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { callerOf } from '../http/current-caller.js';
import { askingOf } from './asking-of.js';
import { toLog, unrecorded } from './to-log.js';
/**
 * Asks for a decision on behalf of a form of the API, records it, and logs what kept it from being decided. What
 * cannot be recorded is denied with `indeterminate.log`.
 */
let AskDecision = (() => {
    let _classDecorators = [Injectable()];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    var AskDecision = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            AskDecision = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        decisions;
        recorder;
        log;
        constructor(decisions, recorder, log) {
            this.decisions = decisions;
            this.recorder = recorder;
            this.log = log;
        }
        /**
         * @param respond called with the answer once it may leave. It must not throw.
         * @returns what resolves behind that; one promise for all answers of a turn of the event loop, none where it was at once
         * @throws InvalidRequestError as `DecideService.decide`
         */
        ask(request, http, form, respond) {
            const asker = { request, http, form, startedAtMs: performance.now() };
            const answer = this.decisions.decide(request);
            return answer instanceof Promise
                ? answer.then(async (found) => {
                    await this.record(found, asker, respond);
                })
                : this.record(answer, asker, respond);
        }
        /** As `ask`, for forms that make something of the answer. */
        async askFor(request, http, form) {
            return await new Promise((resolve, reject) => {
                // What it throws rejects, too.
                this.ask(request, http, form, resolve)?.catch(reject);
            });
        }
        record(answer, asker, respond) {
            const { request, http, form, startedAtMs } = asker;
            const evaluationId = randomUUID();
            if (answer.fault !== null) {
                const { reasons } = answer.decision;
                this.log.error({ event: 'decision.indeterminate', evaluationId, reasons, err: answer.fault });
            }
            const timings = { decide: Math.round((performance.now() - startedAtMs) * 1000) };
            const asked = { request, asking: askingOf(http, form), caller: callerOf(http), evaluationId };
            return this.recorder.decided(toLog(answer, { ...asked, timings }), (isRecorded) => {
                respond({ answer: isRecorded ? answer : unrecorded(answer), evaluationId });
            });
        }
    };
    return AskDecision = _classThis;
})();
export { AskDecision };
