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
import { isRefusedItem } from '@legate/decision';
import { Injectable } from '@nestjs/common';
import { callerOf } from '../http/current-caller.js';
import { askingOf } from './asking-of.js';
import { toLog, unrecorded } from './to-log.js';
/** As `AskDecision`, for many questions at once: one entry each, written together. */
let AskBatch = (() => {
    let _classDecorators = [Injectable()];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    var AskBatch = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            AskBatch = _classThis = _classDescriptor.value;
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
        /** The answers in the order of the items, as many as the semantic has decided. */
        async ask(items, semantic, http) {
            const answers = await this.decisions.decide(items, semantic);
            this.tellFaults(answers);
            const asked = answers.map((answer) => ({ answer, evaluationId: randomUUID() }));
            return await this.recorded(items, asked, http);
        }
        /** The only question there is. What is wrong with it is wrong with the request, and no decision. @throws PdpError */
        async askOne(question, http) {
            const [answer] = await this.decisions.decide([question], 'execute_all');
            if (answer === undefined || isRefusedItem(answer)) {
                throw answer ?? new Error('a question has no answer');
            }
            this.tellFaults([answer]);
            const [asked] = await this.recorded([question], [{ answer, evaluationId: randomUUID() }], http);
            if (asked === undefined) {
                throw new Error('an answer was lost');
            }
            return asked;
        }
        async recorded(items, answers, http) {
            const asking = askingOf(http, 'evaluations');
            const caller = callerOf(http);
            const entries = answers.map(({ answer, evaluationId }, at) => {
                const request = items[at];
                if (isRefusedItem(answer)) {
                    return { asking, decisionId: evaluationId, code: answer.code };
                }
                if (request === undefined || isRefusedItem(request)) {
                    throw new Error('an answer without a question');
                }
                return toLog(answer, { request, asking, caller, evaluationId });
            });
            return (await this.recorder.decidedAll(entries)) ? answers : answers.map(denied);
        }
        tellFaults(answers) {
            const faults = answers.map((answer) => (isRefusedItem(answer) ? null : answer.fault));
            for (const err of new Set(faults)) {
                if (err !== null) {
                    this.log.error({ event: 'decision.indeterminate', items: answers.length, err });
                }
            }
        }
    };
    return AskBatch = _classThis;
})();
export { AskBatch };
function denied({ answer, evaluationId }) {
    return { answer: isRefusedItem(answer) ? answer : unrecorded(answer), evaluationId };
}
