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
import { OVER_AGE_RULES, SIGNATURE_DEMANDS } from '@legate/bundles';
import { Setting } from '@legate/platform';
import { DEFAULT_MAX_EVALUATION_MS } from '@legate/policy';
import { IsIn, IsInt, Matches, Max, Min, ValidateIf } from 'class-validator';
import { ShippingConfig } from './shipping-config.js';
/** Settings of pushed policies. */
let BundleConfig = (() => {
    let _classSuper = ShippingConfig;
    let _bundleMaxBytes_decorators;
    let _bundleMaxBytes_initializers = [];
    let _bundleMaxBytes_extraInitializers = [];
    let _bundleMaxDataBytes_decorators;
    let _bundleMaxDataBytes_initializers = [];
    let _bundleMaxDataBytes_extraInitializers = [];
    let _bundleCoverageFloor_decorators;
    let _bundleCoverageFloor_initializers = [];
    let _bundleCoverageFloor_extraInitializers = [];
    let _bundleMaxEvaluationMs_decorators;
    let _bundleMaxEvaluationMs_initializers = [];
    let _bundleMaxEvaluationMs_extraInitializers = [];
    let _bundlesLoaded_decorators;
    let _bundlesLoaded_initializers = [];
    let _bundlesLoaded_extraInitializers = [];
    let _shadowQueue_decorators;
    let _shadowQueue_initializers = [];
    let _shadowQueue_extraInitializers = [];
    let _shadowCpuPercent_decorators;
    let _shadowCpuPercent_initializers = [];
    let _shadowCpuPercent_extraInitializers = [];
    let _replayMaxEntries_decorators;
    let _replayMaxEntries_initializers = [];
    let _replayMaxEntries_extraInitializers = [];
    let _bundleKeys_decorators;
    let _bundleKeys_initializers = [];
    let _bundleKeys_extraInitializers = [];
    let _bundleSignatures_decorators;
    let _bundleSignatures_initializers = [];
    let _bundleSignatures_extraInitializers = [];
    let _bundleScope_decorators;
    let _bundleScope_initializers = [];
    let _bundleScope_extraInitializers = [];
    let _bundleMaxAgeS_decorators;
    let _bundleMaxAgeS_initializers = [];
    let _bundleMaxAgeS_extraInitializers = [];
    let _bundleOverAge_decorators;
    let _bundleOverAge_initializers = [];
    let _bundleOverAge_extraInitializers = [];
    let _bundleRemoteInternalHosts_decorators;
    let _bundleRemoteInternalHosts_initializers = [];
    let _bundleRemoteInternalHosts_extraInitializers = [];
    let _bundleRemoteHttpHosts_decorators;
    let _bundleRemoteHttpHosts_initializers = [];
    let _bundleRemoteHttpHosts_extraInitializers = [];
    let _bundleRemoteCaFile_decorators;
    let _bundleRemoteCaFile_initializers = [];
    let _bundleRemoteCaFile_extraInitializers = [];
    let _bundleRemoteTimeoutMs_decorators;
    let _bundleRemoteTimeoutMs_initializers = [];
    let _bundleRemoteTimeoutMs_extraInitializers = [];
    let _secretsKey_decorators;
    let _secretsKey_initializers = [];
    let _secretsKey_extraInitializers = [];
    return class BundleConfig extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _bundleMaxBytes_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_MAX_BYTES',
                    description: 'Largest policy bundle, as it is sent.',
                }), IsInt(), Min(1024), Max(16 * 1024 * 1024)];
            _bundleMaxDataBytes_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_MAX_DATA_BYTES',
                    description: 'Most bytes of `data.json` in a policy bundle. Each instance of the policy holds it, in up to 32 times as much memory.',
                }), IsInt(), Min(2), Max(4 * 1024 * 1024)];
            _bundleCoverageFloor_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_COVERAGE_FLOOR',
                    description: 'Least share of the lines of a pushed policy that its tests must reach, percent.',
                }), IsInt(), Min(0), Max(100)];
            _bundleMaxEvaluationMs_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_MAX_EVALUATION_MS',
                    description: 'Longest evaluation of a package of a pushed policy on inputs that are generated from what it refers to.',
                }), IsInt(), Min(1), Max(5000)];
            _bundlesLoaded_decorators = [Setting({
                    name: 'LEGATE_BUNDLES_LOADED',
                    description: 'Most pushed policies that are kept ready to decide, over all tenants.',
                }), IsInt(), Min(1), Max(10_000)];
            _shadowQueue_decorators = [Setting({
                    name: 'LEGATE_SHADOW_QUEUE',
                    description: 'Most decisions of a tenant that wait to be compared by a policy in shadow; more are left out and counted.',
                }), IsInt(), Min(1), Max(100_000)];
            _shadowCpuPercent_decorators = [Setting({
                    name: 'LEGATE_SHADOW_CPU_PERCENT',
                    description: 'Most of the time of a process that policies in shadow may take.',
                }), IsInt(), Min(1), Max(100)];
            _replayMaxEntries_decorators = [Setting({
                    name: 'LEGATE_REPLAY_MAX_ENTRIES',
                    description: 'Most lines of one replay; its bytes are bounded as those of an import.',
                }), IsInt(), Min(1), Max(1_000_000)];
            _bundleKeys_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_KEYS',
                    description: 'Public keys that sign policy bundles, as a JWK Set (RFC 7517), each with its `kid`. With keys, a bundle must be signed by one of them.',
                })];
            _bundleSignatures_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_SIGNATURES',
                    description: 'Whether bundles must be signed: `auto` (when there are keys), `required`, `optional`. A signature that is there must hold in any case.',
                }), IsIn(SIGNATURE_DEMANDS)];
            _bundleScope_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_SCOPE',
                    description: 'The `scope` that the signature of a bundle must have.',
                })];
            _bundleMaxAgeS_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_MAX_AGE_S',
                    description: 'How long a pushed policy may decide without being known to be current: since its activation, or since a remote last said that it has nothing newer. 0 sets no bound.',
                }), IsInt(), Min(0), Max(31_536_000)];
            _bundleOverAge_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_OVER_AGE',
                    description: 'What becomes of decisions by an older one: `deny` all, `deny_delegated` those that an actor asks for, or `warn` in the log alone. The reason is `indeterminate.policy_over_age`.',
                }), IsIn(OVER_AGE_RULES)];
            _bundleRemoteInternalHosts_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_REMOTE_INTERNAL_HOSTS',
                    description: 'Hosts that policy bundles may be fetched from although their addresses are internal, separated by commas.',
                })];
            _bundleRemoteHttpHosts_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_REMOTE_HTTP_HOSTS',
                    description: 'Hosts that policy bundles may be fetched from over plain HTTP, separated by commas. Insecure: whoever is between can change the policy, unless bundles are signed.',
                })];
            _bundleRemoteCaFile_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_REMOTE_CA_FILE',
                    description: 'PEM file of further certificates to believe when policy bundles are fetched.',
                })];
            _bundleRemoteTimeoutMs_decorators = [Setting({
                    name: 'LEGATE_BUNDLE_REMOTE_TIMEOUT_MS',
                    description: 'Longest time of one fetch of a policy bundle.',
                }), IsInt(), Min(1000), Max(600_000)];
            _secretsKey_decorators = [Setting({
                    name: 'LEGATE_SECRETS_KEY',
                    description: 'Key that seals the secrets of remotes in the database: 32 bytes in base64. Without it the key lies in the same database.',
                    secret: true,
                }), ValidateIf((_, value) => value !== ''), Matches(/^[A-Za-z0-9+/_-]{43}=?$/, { message: 'must be 32 bytes in base64' })];
            __esDecorate(null, null, _bundleMaxBytes_decorators, { kind: "field", name: "bundleMaxBytes", static: false, private: false, access: { has: obj => "bundleMaxBytes" in obj, get: obj => obj.bundleMaxBytes, set: (obj, value) => { obj.bundleMaxBytes = value; } }, metadata: _metadata }, _bundleMaxBytes_initializers, _bundleMaxBytes_extraInitializers);
            __esDecorate(null, null, _bundleMaxDataBytes_decorators, { kind: "field", name: "bundleMaxDataBytes", static: false, private: false, access: { has: obj => "bundleMaxDataBytes" in obj, get: obj => obj.bundleMaxDataBytes, set: (obj, value) => { obj.bundleMaxDataBytes = value; } }, metadata: _metadata }, _bundleMaxDataBytes_initializers, _bundleMaxDataBytes_extraInitializers);
            __esDecorate(null, null, _bundleCoverageFloor_decorators, { kind: "field", name: "bundleCoverageFloor", static: false, private: false, access: { has: obj => "bundleCoverageFloor" in obj, get: obj => obj.bundleCoverageFloor, set: (obj, value) => { obj.bundleCoverageFloor = value; } }, metadata: _metadata }, _bundleCoverageFloor_initializers, _bundleCoverageFloor_extraInitializers);
            __esDecorate(null, null, _bundleMaxEvaluationMs_decorators, { kind: "field", name: "bundleMaxEvaluationMs", static: false, private: false, access: { has: obj => "bundleMaxEvaluationMs" in obj, get: obj => obj.bundleMaxEvaluationMs, set: (obj, value) => { obj.bundleMaxEvaluationMs = value; } }, metadata: _metadata }, _bundleMaxEvaluationMs_initializers, _bundleMaxEvaluationMs_extraInitializers);
            __esDecorate(null, null, _bundlesLoaded_decorators, { kind: "field", name: "bundlesLoaded", static: false, private: false, access: { has: obj => "bundlesLoaded" in obj, get: obj => obj.bundlesLoaded, set: (obj, value) => { obj.bundlesLoaded = value; } }, metadata: _metadata }, _bundlesLoaded_initializers, _bundlesLoaded_extraInitializers);
            __esDecorate(null, null, _shadowQueue_decorators, { kind: "field", name: "shadowQueue", static: false, private: false, access: { has: obj => "shadowQueue" in obj, get: obj => obj.shadowQueue, set: (obj, value) => { obj.shadowQueue = value; } }, metadata: _metadata }, _shadowQueue_initializers, _shadowQueue_extraInitializers);
            __esDecorate(null, null, _shadowCpuPercent_decorators, { kind: "field", name: "shadowCpuPercent", static: false, private: false, access: { has: obj => "shadowCpuPercent" in obj, get: obj => obj.shadowCpuPercent, set: (obj, value) => { obj.shadowCpuPercent = value; } }, metadata: _metadata }, _shadowCpuPercent_initializers, _shadowCpuPercent_extraInitializers);
            __esDecorate(null, null, _replayMaxEntries_decorators, { kind: "field", name: "replayMaxEntries", static: false, private: false, access: { has: obj => "replayMaxEntries" in obj, get: obj => obj.replayMaxEntries, set: (obj, value) => { obj.replayMaxEntries = value; } }, metadata: _metadata }, _replayMaxEntries_initializers, _replayMaxEntries_extraInitializers);
            __esDecorate(null, null, _bundleKeys_decorators, { kind: "field", name: "bundleKeys", static: false, private: false, access: { has: obj => "bundleKeys" in obj, get: obj => obj.bundleKeys, set: (obj, value) => { obj.bundleKeys = value; } }, metadata: _metadata }, _bundleKeys_initializers, _bundleKeys_extraInitializers);
            __esDecorate(null, null, _bundleSignatures_decorators, { kind: "field", name: "bundleSignatures", static: false, private: false, access: { has: obj => "bundleSignatures" in obj, get: obj => obj.bundleSignatures, set: (obj, value) => { obj.bundleSignatures = value; } }, metadata: _metadata }, _bundleSignatures_initializers, _bundleSignatures_extraInitializers);
            __esDecorate(null, null, _bundleScope_decorators, { kind: "field", name: "bundleScope", static: false, private: false, access: { has: obj => "bundleScope" in obj, get: obj => obj.bundleScope, set: (obj, value) => { obj.bundleScope = value; } }, metadata: _metadata }, _bundleScope_initializers, _bundleScope_extraInitializers);
            __esDecorate(null, null, _bundleMaxAgeS_decorators, { kind: "field", name: "bundleMaxAgeS", static: false, private: false, access: { has: obj => "bundleMaxAgeS" in obj, get: obj => obj.bundleMaxAgeS, set: (obj, value) => { obj.bundleMaxAgeS = value; } }, metadata: _metadata }, _bundleMaxAgeS_initializers, _bundleMaxAgeS_extraInitializers);
            __esDecorate(null, null, _bundleOverAge_decorators, { kind: "field", name: "bundleOverAge", static: false, private: false, access: { has: obj => "bundleOverAge" in obj, get: obj => obj.bundleOverAge, set: (obj, value) => { obj.bundleOverAge = value; } }, metadata: _metadata }, _bundleOverAge_initializers, _bundleOverAge_extraInitializers);
            __esDecorate(null, null, _bundleRemoteInternalHosts_decorators, { kind: "field", name: "bundleRemoteInternalHosts", static: false, private: false, access: { has: obj => "bundleRemoteInternalHosts" in obj, get: obj => obj.bundleRemoteInternalHosts, set: (obj, value) => { obj.bundleRemoteInternalHosts = value; } }, metadata: _metadata }, _bundleRemoteInternalHosts_initializers, _bundleRemoteInternalHosts_extraInitializers);
            __esDecorate(null, null, _bundleRemoteHttpHosts_decorators, { kind: "field", name: "bundleRemoteHttpHosts", static: false, private: false, access: { has: obj => "bundleRemoteHttpHosts" in obj, get: obj => obj.bundleRemoteHttpHosts, set: (obj, value) => { obj.bundleRemoteHttpHosts = value; } }, metadata: _metadata }, _bundleRemoteHttpHosts_initializers, _bundleRemoteHttpHosts_extraInitializers);
            __esDecorate(null, null, _bundleRemoteCaFile_decorators, { kind: "field", name: "bundleRemoteCaFile", static: false, private: false, access: { has: obj => "bundleRemoteCaFile" in obj, get: obj => obj.bundleRemoteCaFile, set: (obj, value) => { obj.bundleRemoteCaFile = value; } }, metadata: _metadata }, _bundleRemoteCaFile_initializers, _bundleRemoteCaFile_extraInitializers);
            __esDecorate(null, null, _bundleRemoteTimeoutMs_decorators, { kind: "field", name: "bundleRemoteTimeoutMs", static: false, private: false, access: { has: obj => "bundleRemoteTimeoutMs" in obj, get: obj => obj.bundleRemoteTimeoutMs, set: (obj, value) => { obj.bundleRemoteTimeoutMs = value; } }, metadata: _metadata }, _bundleRemoteTimeoutMs_initializers, _bundleRemoteTimeoutMs_extraInitializers);
            __esDecorate(null, null, _secretsKey_decorators, { kind: "field", name: "secretsKey", static: false, private: false, access: { has: obj => "secretsKey" in obj, get: obj => obj.secretsKey, set: (obj, value) => { obj.secretsKey = value; } }, metadata: _metadata }, _secretsKey_initializers, _secretsKey_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        bundleMaxBytes = __runInitializers(this, _bundleMaxBytes_initializers, 4 * 1024 * 1024);
        bundleMaxDataBytes = (__runInitializers(this, _bundleMaxBytes_extraInitializers), __runInitializers(this, _bundleMaxDataBytes_initializers, 1024 * 1024));
        bundleCoverageFloor = (__runInitializers(this, _bundleMaxDataBytes_extraInitializers), __runInitializers(this, _bundleCoverageFloor_initializers, 0));
        bundleMaxEvaluationMs = (__runInitializers(this, _bundleCoverageFloor_extraInitializers), __runInitializers(this, _bundleMaxEvaluationMs_initializers, DEFAULT_MAX_EVALUATION_MS));
        bundlesLoaded = (__runInitializers(this, _bundleMaxEvaluationMs_extraInitializers), __runInitializers(this, _bundlesLoaded_initializers, 128));
        shadowQueue = (__runInitializers(this, _bundlesLoaded_extraInitializers), __runInitializers(this, _shadowQueue_initializers, 1000));
        shadowCpuPercent = (__runInitializers(this, _shadowQueue_extraInitializers), __runInitializers(this, _shadowCpuPercent_initializers, 10));
        replayMaxEntries = (__runInitializers(this, _shadowCpuPercent_extraInitializers), __runInitializers(this, _replayMaxEntries_initializers, 10_000));
        bundleKeys = (__runInitializers(this, _replayMaxEntries_extraInitializers), __runInitializers(this, _bundleKeys_initializers, ''));
        bundleSignatures = (__runInitializers(this, _bundleKeys_extraInitializers), __runInitializers(this, _bundleSignatures_initializers, 'auto'));
        bundleScope = (__runInitializers(this, _bundleSignatures_extraInitializers), __runInitializers(this, _bundleScope_initializers, ''));
        bundleMaxAgeS = (__runInitializers(this, _bundleScope_extraInitializers), __runInitializers(this, _bundleMaxAgeS_initializers, 0));
        bundleOverAge = (__runInitializers(this, _bundleMaxAgeS_extraInitializers), __runInitializers(this, _bundleOverAge_initializers, 'deny'));
        bundleRemoteInternalHosts = (__runInitializers(this, _bundleOverAge_extraInitializers), __runInitializers(this, _bundleRemoteInternalHosts_initializers, ''));
        bundleRemoteHttpHosts = (__runInitializers(this, _bundleRemoteInternalHosts_extraInitializers), __runInitializers(this, _bundleRemoteHttpHosts_initializers, ''));
        bundleRemoteCaFile = (__runInitializers(this, _bundleRemoteHttpHosts_extraInitializers), __runInitializers(this, _bundleRemoteCaFile_initializers, ''));
        bundleRemoteTimeoutMs = (__runInitializers(this, _bundleRemoteCaFile_extraInitializers), __runInitializers(this, _bundleRemoteTimeoutMs_initializers, 60_000));
        secretsKey = (__runInitializers(this, _bundleRemoteTimeoutMs_extraInitializers), __runInitializers(this, _secretsKey_initializers, ''));
        constructor() {
            super(...arguments);
            __runInitializers(this, _secretsKey_extraInitializers);
        }
    };
})();
export { BundleConfig };
