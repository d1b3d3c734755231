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
import { LOG_DURABILITIES } from '@legate/decision-log';
import { Setting } from '@legate/platform';
import { IsIn, IsInt, Max, Min } from 'class-validator';
/** What happens to answers while the decision log cannot be written. */
const ON_LOG_FAILURE = ['deny', 'insecure-answer'];
const LOG_MODES = ['on', 'insecure-off'];
/** Settings of the decision log (docs/decision-log.md). */
let LogConfig = (() => {
    let _log_decorators;
    let _log_initializers = [];
    let _log_extraInitializers = [];
    let _logDurability_decorators;
    let _logDurability_initializers = [];
    let _logDurability_extraInitializers = [];
    let _logOnFailure_decorators;
    let _logOnFailure_initializers = [];
    let _logOnFailure_extraInitializers = [];
    let _logSpoolMaxBytes_decorators;
    let _logSpoolMaxBytes_initializers = [];
    let _logSpoolMaxBytes_extraInitializers = [];
    let _logSegmentBytes_decorators;
    let _logSegmentBytes_initializers = [];
    let _logSegmentBytes_extraInitializers = [];
    let _logSegmentAgeMs_decorators;
    let _logSegmentAgeMs_initializers = [];
    let _logSegmentAgeMs_extraInitializers = [];
    let _logMask_decorators;
    let _logMask_initializers = [];
    let _logMask_extraInitializers = [];
    let _logMaskKey_decorators;
    let _logMaskKey_initializers = [];
    let _logMaskKey_extraInitializers = [];
    return class LogConfig {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _log_decorators = [Setting({
                    name: 'LEGATE_LOG',
                    description: 'Whether decisions are logged: `on`, or `insecure-off`, when nobody can see afterwards what was answered.',
                }), IsIn(LOG_MODES)];
            _logDurability_decorators = [Setting({
                    name: 'LEGATE_LOG_DURABILITY',
                    description: 'What the entry of a decision has survived before the answer leaves: `process` (the death of the process), `disk` (that of the machine: each group of answers waits for fdatasync).',
                }), IsIn(LOG_DURABILITIES)];
            _logOnFailure_decorators = [Setting({
                    name: 'LEGATE_LOG_ON_FAILURE',
                    description: 'What is answered while decisions cannot be recorded: `deny` with `indeterminate.log`, or `insecure-answer`: as if they were, and counted.',
                }), IsIn(ON_LOG_FAILURE)];
            _logSpoolMaxBytes_decorators = [Setting({
                    name: 'LEGATE_LOG_SPOOL_MAX_BYTES',
                    description: 'Most bytes of the spool in `LEGATE_DATA_DIR`; above it decisions are denied with `indeterminate.log` until it has been shipped.',
                }), IsInt(), Min(1024 * 1024), Max(1024 ** 4)];
            _logSegmentBytes_decorators = [Setting({
                    name: 'LEGATE_LOG_SEGMENT_BYTES',
                    description: 'Size at which a segment of the spool ends and the next begins.',
                }), IsInt(), Min(64 * 1024), Max(1024 ** 3)];
            _logSegmentAgeMs_decorators = [Setting({
                    name: 'LEGATE_LOG_SEGMENT_AGE_MS',
                    description: 'Age at which a segment of the spool ends; what is shipped is removed by segments.',
                }), IsInt(), Min(100), Max(86_400_000)];
            _logMask_decorators = [Setting({
                    name: 'LEGATE_LOG_MASK',
                    description: 'What of each entry to mask, as a JSON list of `{"pointer": "/context/phone", "op": "erase"}`; `op` is `erase`, `replace` (by `value`) or `hash` (by `LEGATE_LOG_MASK_KEY`).',
                })];
            _logMaskKey_decorators = [Setting({
                    name: 'LEGATE_LOG_MASK_KEY',
                    description: 'Key of the hashes that `LEGATE_LOG_MASK` asks for.',
                    secret: true,
                })];
            __esDecorate(null, null, _log_decorators, { kind: "field", name: "log", static: false, private: false, access: { has: obj => "log" in obj, get: obj => obj.log, set: (obj, value) => { obj.log = value; } }, metadata: _metadata }, _log_initializers, _log_extraInitializers);
            __esDecorate(null, null, _logDurability_decorators, { kind: "field", name: "logDurability", static: false, private: false, access: { has: obj => "logDurability" in obj, get: obj => obj.logDurability, set: (obj, value) => { obj.logDurability = value; } }, metadata: _metadata }, _logDurability_initializers, _logDurability_extraInitializers);
            __esDecorate(null, null, _logOnFailure_decorators, { kind: "field", name: "logOnFailure", static: false, private: false, access: { has: obj => "logOnFailure" in obj, get: obj => obj.logOnFailure, set: (obj, value) => { obj.logOnFailure = value; } }, metadata: _metadata }, _logOnFailure_initializers, _logOnFailure_extraInitializers);
            __esDecorate(null, null, _logSpoolMaxBytes_decorators, { kind: "field", name: "logSpoolMaxBytes", static: false, private: false, access: { has: obj => "logSpoolMaxBytes" in obj, get: obj => obj.logSpoolMaxBytes, set: (obj, value) => { obj.logSpoolMaxBytes = value; } }, metadata: _metadata }, _logSpoolMaxBytes_initializers, _logSpoolMaxBytes_extraInitializers);
            __esDecorate(null, null, _logSegmentBytes_decorators, { kind: "field", name: "logSegmentBytes", static: false, private: false, access: { has: obj => "logSegmentBytes" in obj, get: obj => obj.logSegmentBytes, set: (obj, value) => { obj.logSegmentBytes = value; } }, metadata: _metadata }, _logSegmentBytes_initializers, _logSegmentBytes_extraInitializers);
            __esDecorate(null, null, _logSegmentAgeMs_decorators, { kind: "field", name: "logSegmentAgeMs", static: false, private: false, access: { has: obj => "logSegmentAgeMs" in obj, get: obj => obj.logSegmentAgeMs, set: (obj, value) => { obj.logSegmentAgeMs = value; } }, metadata: _metadata }, _logSegmentAgeMs_initializers, _logSegmentAgeMs_extraInitializers);
            __esDecorate(null, null, _logMask_decorators, { kind: "field", name: "logMask", static: false, private: false, access: { has: obj => "logMask" in obj, get: obj => obj.logMask, set: (obj, value) => { obj.logMask = value; } }, metadata: _metadata }, _logMask_initializers, _logMask_extraInitializers);
            __esDecorate(null, null, _logMaskKey_decorators, { kind: "field", name: "logMaskKey", static: false, private: false, access: { has: obj => "logMaskKey" in obj, get: obj => obj.logMaskKey, set: (obj, value) => { obj.logMaskKey = value; } }, metadata: _metadata }, _logMaskKey_initializers, _logMaskKey_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        log = __runInitializers(this, _log_initializers, 'on');
        logDurability = (__runInitializers(this, _log_extraInitializers), __runInitializers(this, _logDurability_initializers, 'process'));
        logOnFailure = (__runInitializers(this, _logDurability_extraInitializers), __runInitializers(this, _logOnFailure_initializers, 'deny'));
        logSpoolMaxBytes = (__runInitializers(this, _logOnFailure_extraInitializers), __runInitializers(this, _logSpoolMaxBytes_initializers, 4 * 1024 ** 3));
        logSegmentBytes = (__runInitializers(this, _logSpoolMaxBytes_extraInitializers), __runInitializers(this, _logSegmentBytes_initializers, 64 * 1024 ** 2));
        logSegmentAgeMs = (__runInitializers(this, _logSegmentBytes_extraInitializers), __runInitializers(this, _logSegmentAgeMs_initializers, 60_000));
        logMask = (__runInitializers(this, _logSegmentAgeMs_extraInitializers), __runInitializers(this, _logMask_initializers, ''));
        logMaskKey = (__runInitializers(this, _logMask_extraInitializers), __runInitializers(this, _logMaskKey_initializers, ''));
        constructor() {
            __runInitializers(this, _logMaskKey_extraInitializers);
        }
    };
})();
export { LogConfig };
