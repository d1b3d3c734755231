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
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ConflictError, InvalidRequestError, LimitExceededError } from '@legate/core';
import { DifferenceTally } from '@legate/decision';
import { FactsIndeterminate } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import { ImportSpool } from '../imports/import-spool.js';
import { splitLines } from '../imports/split-lines.js';
import { recordedReader } from './recorded-line.js';
/** Problems that are told. */
const MAX_PROBLEMS = 20;
/** Takes in recorded decisions and asks a stored bundle what it would have decided. */
let ReplayIntake = (() => {
    let _classDecorators = [Injectable()];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    var ReplayIntake = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            ReplayIntake = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        candidates;
        replay;
        limits;
        settings;
        isUnderWay = false;
        constructor(candidates, replay, limits, settings) {
            this.candidates = candidates;
            this.replay = replay;
            this.limits = limits;
            this.settings = settings;
        }
        /**
         * @throws ConflictError `bundle.busy`, `bundle.rejected`, `bundle.not_loadable`; NotFoundError; InvalidRequestError
         * for a line that is no record; LimitExceededError; UnavailableError
         */
        async take(order) {
            if (this.isUnderWay) {
                throw new ConflictError('bundle.busy', 'another replay is under way');
            }
            this.isUnderWay = true;
            const spool = await ImportSpool.create();
            try {
                await spool.keepBody(order.body.stream, this.limits.maxBytes);
                return await this.run(spool, order);
            }
            finally {
                this.isUnderWay = false;
                await spool.remove();
            }
        }
        async run(spool, order) {
            const { tenant } = order.caller;
            const { bundle, engine: candidate } = await this.candidates.load(tenant, order.bundle);
            const policies = { candidate, active: await this.candidates.active(tenant) };
            const read = recordedReader(order);
            const course = new ReplayCourse(async (recorded) => {
                return await this.replay.compare(recorded, policies, order.options);
            });
            for await (const line of splitLines(spool.body(), this.limits.maxLineBytes)) {
                this.requireCount(course.lines, line);
                await course.take(line, read);
                // Others come first, after each line: nobody knows how long a candidate takes.
                await nextTurn();
                if (order.request.raw.socket.destroyed) {
                    break;
                }
            }
            return course.result(bundle.id);
        }
        requireCount(lines, { line }) {
            const { replayMaxEntries } = this.settings;
            if (lines >= replayMaxEntries) {
                const message = `there are more than ${replayMaxEntries} lines`;
                throw new LimitExceededError('request.too_large', message, { details: { line } });
            }
        }
    };
    return ReplayIntake = _classThis;
})();
export { ReplayIntake };
/** One replay under way. */
class ReplayCourse {
    compare;
    lines = 0;
    skipped = 0;
    failed = 0;
    problems = [];
    tally = new DifferenceTally();
    constructor(compare) {
        this.compare = compare;
    }
    async take({ line, bytes }, read) {
        this.lines += 1;
        const recorded = read({ line, bytes });
        if (recorded === null) {
            this.skipped += 1;
            return;
        }
        try {
            this.tally.add(await this.compare(recorded));
        }
        catch (cause) {
            this.fail(line, cause);
        }
    }
    result(bundle) {
        const { lines, skipped, failed, problems } = this;
        return { bundle, lines, skipped, failed, problems, ...this.tally.report() };
    }
    /** What is wrong with one record is not with the rest. */
    fail(line, cause) {
        if (!(cause instanceof InvalidRequestError) && !(cause instanceof FactsIndeterminate)) {
            throw cause;
        }
        this.failed += 1;
        if (this.problems.length < MAX_PROBLEMS) {
            this.problems.push({ line, message: cause.message });
        }
    }
}
