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
import { Setting } from '@legate/platform';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import { BundleConfig } from './bundle-config.js';
/** Settings of policies that are pushed with git (docs/policy-push.md). */
let GitConfig = (() => {
    let _classSuper = BundleConfig;
    let _git_decorators;
    let _git_initializers = [];
    let _git_extraInitializers = [];
    let _gitMaxPackBytes_decorators;
    let _gitMaxPackBytes_initializers = [];
    let _gitMaxPackBytes_extraInitializers = [];
    let _gitMaxRepositoryBytes_decorators;
    let _gitMaxRepositoryBytes_initializers = [];
    let _gitMaxRepositoryBytes_extraInitializers = [];
    let _gitTimeoutMs_decorators;
    let _gitTimeoutMs_initializers = [];
    let _gitTimeoutMs_extraInitializers = [];
    let _gitMaxPushes_decorators;
    let _gitMaxPushes_initializers = [];
    let _gitMaxPushes_extraInitializers = [];
    let _gitMaxFetches_decorators;
    let _gitMaxFetches_initializers = [];
    let _gitMaxFetches_extraInitializers = [];
    let _gitForcePush_decorators;
    let _gitForcePush_initializers = [];
    let _gitForcePush_extraInitializers = [];
    return class GitConfig extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _git_decorators = [Setting({
                    name: 'LEGATE_GIT',
                    description: 'Path of the git command (2.31 or later). Without it the first one in `PATH`; where there is none, nothing can be pushed with git.',
                })];
            _gitMaxPackBytes_decorators = [Setting({
                    name: 'LEGATE_GIT_MAX_PACK_BYTES',
                    description: 'Largest pack that a `git push` may send.',
                }), IsInt(), Min(1024), Max(1024 * 1024 * 1024)];
            _gitMaxRepositoryBytes_decorators = [Setting({
                    name: 'LEGATE_GIT_MAX_REPOSITORY_BYTES',
                    description: 'Size on disk from which on the repository of a tenant takes no further push.',
                }), IsInt(), Min(1024), Max(1024 * 1024 * 1024 * 1024)];
            _gitTimeoutMs_decorators = [Setting({
                    name: 'LEGATE_GIT_TIMEOUT_MS',
                    description: 'Longest time of a `git push` with all its checks, or of a fetch.',
                }), IsInt(), Min(100), Max(3_600_000)];
            _gitMaxPushes_decorators = [Setting({
                    name: 'LEGATE_GIT_MAX_PUSHES',
                    description: 'Most pushes to one process at once, over all tenants; each has a connection to the database of its own. Beyond it 503.',
                }), IsInt(), Min(1), Max(100)];
            _gitMaxFetches_decorators = [Setting({
                    name: 'LEGATE_GIT_MAX_FETCHES',
                    description: 'Most fetches from one process at once, over all tenants. Beyond it 503.',
                }), IsInt(), Min(1), Max(1000)];
            _gitForcePush_decorators = [Setting({
                    name: 'LEGATE_GIT_FORCE_PUSH',
                    description: 'Whether a branch may be pushed to that does not follow on what it is at (`git push --force`).',
                }), IsBoolean()];
            __esDecorate(null, null, _git_decorators, { kind: "field", name: "git", static: false, private: false, access: { has: obj => "git" in obj, get: obj => obj.git, set: (obj, value) => { obj.git = value; } }, metadata: _metadata }, _git_initializers, _git_extraInitializers);
            __esDecorate(null, null, _gitMaxPackBytes_decorators, { kind: "field", name: "gitMaxPackBytes", static: false, private: false, access: { has: obj => "gitMaxPackBytes" in obj, get: obj => obj.gitMaxPackBytes, set: (obj, value) => { obj.gitMaxPackBytes = value; } }, metadata: _metadata }, _gitMaxPackBytes_initializers, _gitMaxPackBytes_extraInitializers);
            __esDecorate(null, null, _gitMaxRepositoryBytes_decorators, { kind: "field", name: "gitMaxRepositoryBytes", static: false, private: false, access: { has: obj => "gitMaxRepositoryBytes" in obj, get: obj => obj.gitMaxRepositoryBytes, set: (obj, value) => { obj.gitMaxRepositoryBytes = value; } }, metadata: _metadata }, _gitMaxRepositoryBytes_initializers, _gitMaxRepositoryBytes_extraInitializers);
            __esDecorate(null, null, _gitTimeoutMs_decorators, { kind: "field", name: "gitTimeoutMs", static: false, private: false, access: { has: obj => "gitTimeoutMs" in obj, get: obj => obj.gitTimeoutMs, set: (obj, value) => { obj.gitTimeoutMs = value; } }, metadata: _metadata }, _gitTimeoutMs_initializers, _gitTimeoutMs_extraInitializers);
            __esDecorate(null, null, _gitMaxPushes_decorators, { kind: "field", name: "gitMaxPushes", static: false, private: false, access: { has: obj => "gitMaxPushes" in obj, get: obj => obj.gitMaxPushes, set: (obj, value) => { obj.gitMaxPushes = value; } }, metadata: _metadata }, _gitMaxPushes_initializers, _gitMaxPushes_extraInitializers);
            __esDecorate(null, null, _gitMaxFetches_decorators, { kind: "field", name: "gitMaxFetches", static: false, private: false, access: { has: obj => "gitMaxFetches" in obj, get: obj => obj.gitMaxFetches, set: (obj, value) => { obj.gitMaxFetches = value; } }, metadata: _metadata }, _gitMaxFetches_initializers, _gitMaxFetches_extraInitializers);
            __esDecorate(null, null, _gitForcePush_decorators, { kind: "field", name: "gitForcePush", static: false, private: false, access: { has: obj => "gitForcePush" in obj, get: obj => obj.gitForcePush, set: (obj, value) => { obj.gitForcePush = value; } }, metadata: _metadata }, _gitForcePush_initializers, _gitForcePush_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        git = __runInitializers(this, _git_initializers, '');
        gitMaxPackBytes = (__runInitializers(this, _git_extraInitializers), __runInitializers(this, _gitMaxPackBytes_initializers, 16 * 1024 * 1024));
        gitMaxRepositoryBytes = (__runInitializers(this, _gitMaxPackBytes_extraInitializers), __runInitializers(this, _gitMaxRepositoryBytes_initializers, 512 * 1024 * 1024));
        gitTimeoutMs = (__runInitializers(this, _gitMaxRepositoryBytes_extraInitializers), __runInitializers(this, _gitTimeoutMs_initializers, 300_000));
        gitMaxPushes = (__runInitializers(this, _gitTimeoutMs_extraInitializers), __runInitializers(this, _gitMaxPushes_initializers, 4));
        gitMaxFetches = (__runInitializers(this, _gitMaxPushes_extraInitializers), __runInitializers(this, _gitMaxFetches_initializers, 8));
        gitForcePush = (__runInitializers(this, _gitMaxFetches_extraInitializers), __runInitializers(this, _gitForcePush_initializers, true));
        constructor() {
            super(...arguments);
            __runInitializers(this, _gitForcePush_extraInitializers);
        }
    };
})();
export { GitConfig };
