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
import { IsInt, Max, Min } from 'class-validator';
import { MAX_PAGE_SIZE } from '../admin-api/shared/page-limits.js';
import { GitConfig } from './git-config.js';
/** Bounds of what is asked (docs/limits.md). */
let LimitsConfig = (() => {
    let _classSuper = GitConfig;
    let _bodyLimitBytes_decorators;
    let _bodyLimitBytes_initializers = [];
    let _bodyLimitBytes_extraInitializers = [];
    let _maxJsonDepth_decorators;
    let _maxJsonDepth_initializers = [];
    let _maxJsonDepth_extraInitializers = [];
    let _maxHeaderBytes_decorators;
    let _maxHeaderBytes_initializers = [];
    let _maxHeaderBytes_extraInitializers = [];
    let _maxPageSize_decorators;
    let _maxPageSize_initializers = [];
    let _maxPageSize_extraInitializers = [];
    let _rateLimit_decorators;
    let _rateLimit_initializers = [];
    let _rateLimit_extraInitializers = [];
    let _rateBurst_decorators;
    let _rateBurst_initializers = [];
    let _rateBurst_extraInitializers = [];
    let _requestDeadlineMs_decorators;
    let _requestDeadlineMs_initializers = [];
    let _requestDeadlineMs_extraInitializers = [];
    let _receiveTimeoutMs_decorators;
    let _receiveTimeoutMs_initializers = [];
    let _receiveTimeoutMs_extraInitializers = [];
    let _maxConnections_decorators;
    let _maxConnections_initializers = [];
    let _maxConnections_extraInitializers = [];
    let _maxWaitingRequests_decorators;
    let _maxWaitingRequests_initializers = [];
    let _maxWaitingRequests_extraInitializers = [];
    let _maxBatch_decorators;
    let _maxBatch_initializers = [];
    let _maxBatch_extraInitializers = [];
    let _searchMaxResults_decorators;
    let _searchMaxResults_initializers = [];
    let _searchMaxResults_extraInitializers = [];
    let _pageTokenLifetimeMs_decorators;
    let _pageTokenLifetimeMs_initializers = [];
    let _pageTokenLifetimeMs_extraInitializers = [];
    let _importMaxLines_decorators;
    let _importMaxLines_initializers = [];
    let _importMaxLines_extraInitializers = [];
    let _importMaxBytes_decorators;
    let _importMaxBytes_initializers = [];
    let _importMaxBytes_extraInitializers = [];
    let _maxChainLength_decorators;
    let _maxChainLength_initializers = [];
    let _maxChainLength_extraInitializers = [];
    return class LimitsConfig extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _bodyLimitBytes_decorators = [Setting({ name: 'LEGATE_BODY_LIMIT_BYTES', description: 'Largest request body.' }), IsInt(), Min(1024), Max(64 * 1024 * 1024)];
            _maxJsonDepth_decorators = [Setting({
                    name: 'LEGATE_MAX_JSON_DEPTH',
                    description: 'Deepest nesting of objects and arrays in a body.',
                }), IsInt(), Min(8), Max(512)];
            _maxHeaderBytes_decorators = [Setting({
                    name: 'LEGATE_MAX_HEADER_BYTES',
                    description: 'Largest request line and headers together.',
                }), IsInt(), Min(2048), Max(1024 * 1024)];
            _maxPageSize_decorators = [Setting({
                    name: 'LEGATE_MAX_PAGE_SIZE',
                    description: 'Largest `limit` of a list; also the default where that is larger.',
                }), IsInt(), Min(1), Max(MAX_PAGE_SIZE)];
            _rateLimit_decorators = [Setting({
                    name: 'LEGATE_RATE_LIMIT',
                    description: 'Most requests per second of one caller to one process, over time; beyond it 429 with `Retry-After`. 0 sets no bound.',
                }), IsInt(), Min(0), Max(1_000_000)];
            _rateBurst_decorators = [Setting({
                    name: 'LEGATE_RATE_BURST',
                    description: 'Most requests that a caller may send at once after a pause.',
                }), IsInt(), Min(1), Max(1_000_000)];
            _requestDeadlineMs_decorators = [Setting({
                    name: 'LEGATE_REQUEST_DEADLINE_MS',
                    description: 'Longest time from the receipt of a request to its answer: then a decision is denied with `indeterminate.deadline`, and any other request is 503. Imports have bounds of their own.',
                }), IsInt(), Min(10), Max(600_000)];
            _receiveTimeoutMs_decorators = [Setting({
                    name: 'LEGATE_RECEIVE_TIMEOUT_MS',
                    description: 'Longest time for a request to arrive whole; then 408.',
                }), IsInt(), Min(100), Max(3_600_000)];
            _maxConnections_decorators = [Setting({
                    name: 'LEGATE_MAX_CONNECTIONS',
                    description: 'Most open connections of one process; further ones are closed at once.',
                }), IsInt(), Min(1), Max(1_000_000)];
            _maxWaitingRequests_decorators = [Setting({
                    name: 'LEGATE_MAX_WAITING_REQUESTS',
                    description: 'Most requests that wait for the database at a time, decisions only until their caller is known; beyond it 503 with `Retry-After`.',
                }), IsInt(), Min(1), Max(100_000)];
            _maxBatch_decorators = [Setting({
                    name: 'LEGATE_MAX_BATCH',
                    description: 'Most items of `POST /access/v1/evaluations`.',
                }), IsInt(), Min(1), Max(1000)];
            _searchMaxResults_decorators = [Setting({
                    name: 'LEGATE_SEARCH_MAX_RESULTS',
                    description: 'Most results of one page of a search.',
                }), IsInt(), Min(1), Max(10_000)];
            _pageTokenLifetimeMs_decorators = [Setting({
                    name: 'LEGATE_PAGE_TOKEN_LIFETIME_MS',
                    description: 'How long a page token of a search can be used.',
                }), IsInt(), Min(1000), Max(86_400_000)];
            _importMaxLines_decorators = [Setting({
                    name: 'LEGATE_IMPORT_MAX_LINES',
                    description: 'Most lines of an import that say something.',
                }), IsInt(), Min(1), Max(10_000_000)];
            _importMaxBytes_decorators = [Setting({
                    name: 'LEGATE_IMPORT_MAX_BYTES',
                    description: 'Largest body of an import, kept in the folder for temporary files while it is read. A line of it may be as long as `LEGATE_BODY_LIMIT_BYTES`.',
                }), IsInt(), Min(1024), Max(4 * 1024 * 1024 * 1024)];
            _maxChainLength_decorators = [Setting({
                    name: 'LEGATE_MAX_CHAIN_LENGTH',
                    description: 'Most grants in a delegation chain; a longer one is denied.',
                }), IsInt(), Min(1), Max(64)];
            __esDecorate(null, null, _bodyLimitBytes_decorators, { kind: "field", name: "bodyLimitBytes", static: false, private: false, access: { has: obj => "bodyLimitBytes" in obj, get: obj => obj.bodyLimitBytes, set: (obj, value) => { obj.bodyLimitBytes = value; } }, metadata: _metadata }, _bodyLimitBytes_initializers, _bodyLimitBytes_extraInitializers);
            __esDecorate(null, null, _maxJsonDepth_decorators, { kind: "field", name: "maxJsonDepth", static: false, private: false, access: { has: obj => "maxJsonDepth" in obj, get: obj => obj.maxJsonDepth, set: (obj, value) => { obj.maxJsonDepth = value; } }, metadata: _metadata }, _maxJsonDepth_initializers, _maxJsonDepth_extraInitializers);
            __esDecorate(null, null, _maxHeaderBytes_decorators, { kind: "field", name: "maxHeaderBytes", static: false, private: false, access: { has: obj => "maxHeaderBytes" in obj, get: obj => obj.maxHeaderBytes, set: (obj, value) => { obj.maxHeaderBytes = value; } }, metadata: _metadata }, _maxHeaderBytes_initializers, _maxHeaderBytes_extraInitializers);
            __esDecorate(null, null, _maxPageSize_decorators, { kind: "field", name: "maxPageSize", static: false, private: false, access: { has: obj => "maxPageSize" in obj, get: obj => obj.maxPageSize, set: (obj, value) => { obj.maxPageSize = value; } }, metadata: _metadata }, _maxPageSize_initializers, _maxPageSize_extraInitializers);
            __esDecorate(null, null, _rateLimit_decorators, { kind: "field", name: "rateLimit", static: false, private: false, access: { has: obj => "rateLimit" in obj, get: obj => obj.rateLimit, set: (obj, value) => { obj.rateLimit = value; } }, metadata: _metadata }, _rateLimit_initializers, _rateLimit_extraInitializers);
            __esDecorate(null, null, _rateBurst_decorators, { kind: "field", name: "rateBurst", static: false, private: false, access: { has: obj => "rateBurst" in obj, get: obj => obj.rateBurst, set: (obj, value) => { obj.rateBurst = value; } }, metadata: _metadata }, _rateBurst_initializers, _rateBurst_extraInitializers);
            __esDecorate(null, null, _requestDeadlineMs_decorators, { kind: "field", name: "requestDeadlineMs", static: false, private: false, access: { has: obj => "requestDeadlineMs" in obj, get: obj => obj.requestDeadlineMs, set: (obj, value) => { obj.requestDeadlineMs = value; } }, metadata: _metadata }, _requestDeadlineMs_initializers, _requestDeadlineMs_extraInitializers);
            __esDecorate(null, null, _receiveTimeoutMs_decorators, { kind: "field", name: "receiveTimeoutMs", static: false, private: false, access: { has: obj => "receiveTimeoutMs" in obj, get: obj => obj.receiveTimeoutMs, set: (obj, value) => { obj.receiveTimeoutMs = value; } }, metadata: _metadata }, _receiveTimeoutMs_initializers, _receiveTimeoutMs_extraInitializers);
            __esDecorate(null, null, _maxConnections_decorators, { kind: "field", name: "maxConnections", static: false, private: false, access: { has: obj => "maxConnections" in obj, get: obj => obj.maxConnections, set: (obj, value) => { obj.maxConnections = value; } }, metadata: _metadata }, _maxConnections_initializers, _maxConnections_extraInitializers);
            __esDecorate(null, null, _maxWaitingRequests_decorators, { kind: "field", name: "maxWaitingRequests", static: false, private: false, access: { has: obj => "maxWaitingRequests" in obj, get: obj => obj.maxWaitingRequests, set: (obj, value) => { obj.maxWaitingRequests = value; } }, metadata: _metadata }, _maxWaitingRequests_initializers, _maxWaitingRequests_extraInitializers);
            __esDecorate(null, null, _maxBatch_decorators, { kind: "field", name: "maxBatch", static: false, private: false, access: { has: obj => "maxBatch" in obj, get: obj => obj.maxBatch, set: (obj, value) => { obj.maxBatch = value; } }, metadata: _metadata }, _maxBatch_initializers, _maxBatch_extraInitializers);
            __esDecorate(null, null, _searchMaxResults_decorators, { kind: "field", name: "searchMaxResults", static: false, private: false, access: { has: obj => "searchMaxResults" in obj, get: obj => obj.searchMaxResults, set: (obj, value) => { obj.searchMaxResults = value; } }, metadata: _metadata }, _searchMaxResults_initializers, _searchMaxResults_extraInitializers);
            __esDecorate(null, null, _pageTokenLifetimeMs_decorators, { kind: "field", name: "pageTokenLifetimeMs", static: false, private: false, access: { has: obj => "pageTokenLifetimeMs" in obj, get: obj => obj.pageTokenLifetimeMs, set: (obj, value) => { obj.pageTokenLifetimeMs = value; } }, metadata: _metadata }, _pageTokenLifetimeMs_initializers, _pageTokenLifetimeMs_extraInitializers);
            __esDecorate(null, null, _importMaxLines_decorators, { kind: "field", name: "importMaxLines", static: false, private: false, access: { has: obj => "importMaxLines" in obj, get: obj => obj.importMaxLines, set: (obj, value) => { obj.importMaxLines = value; } }, metadata: _metadata }, _importMaxLines_initializers, _importMaxLines_extraInitializers);
            __esDecorate(null, null, _importMaxBytes_decorators, { kind: "field", name: "importMaxBytes", static: false, private: false, access: { has: obj => "importMaxBytes" in obj, get: obj => obj.importMaxBytes, set: (obj, value) => { obj.importMaxBytes = value; } }, metadata: _metadata }, _importMaxBytes_initializers, _importMaxBytes_extraInitializers);
            __esDecorate(null, null, _maxChainLength_decorators, { kind: "field", name: "maxChainLength", static: false, private: false, access: { has: obj => "maxChainLength" in obj, get: obj => obj.maxChainLength, set: (obj, value) => { obj.maxChainLength = value; } }, metadata: _metadata }, _maxChainLength_initializers, _maxChainLength_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        bodyLimitBytes = __runInitializers(this, _bodyLimitBytes_initializers, 256 * 1024);
        maxJsonDepth = (__runInitializers(this, _bodyLimitBytes_extraInitializers), __runInitializers(this, _maxJsonDepth_initializers, 64));
        maxHeaderBytes = (__runInitializers(this, _maxJsonDepth_extraInitializers), __runInitializers(this, _maxHeaderBytes_initializers, 16 * 1024));
        maxPageSize = (__runInitializers(this, _maxHeaderBytes_extraInitializers), __runInitializers(this, _maxPageSize_initializers, MAX_PAGE_SIZE));
        rateLimit = (__runInitializers(this, _maxPageSize_extraInitializers), __runInitializers(this, _rateLimit_initializers, 0));
        rateBurst = (__runInitializers(this, _rateLimit_extraInitializers), __runInitializers(this, _rateBurst_initializers, 100));
        requestDeadlineMs = (__runInitializers(this, _rateBurst_extraInitializers), __runInitializers(this, _requestDeadlineMs_initializers, 10_000));
        receiveTimeoutMs = (__runInitializers(this, _requestDeadlineMs_extraInitializers), __runInitializers(this, _receiveTimeoutMs_initializers, 30_000));
        maxConnections = (__runInitializers(this, _receiveTimeoutMs_extraInitializers), __runInitializers(this, _maxConnections_initializers, 10_000));
        maxWaitingRequests = (__runInitializers(this, _maxConnections_extraInitializers), __runInitializers(this, _maxWaitingRequests_initializers, 1000));
        maxBatch = (__runInitializers(this, _maxWaitingRequests_extraInitializers), __runInitializers(this, _maxBatch_initializers, 100));
        searchMaxResults = (__runInitializers(this, _maxBatch_extraInitializers), __runInitializers(this, _searchMaxResults_initializers, 1000));
        pageTokenLifetimeMs = (__runInitializers(this, _searchMaxResults_extraInitializers), __runInitializers(this, _pageTokenLifetimeMs_initializers, 900_000));
        importMaxLines = (__runInitializers(this, _pageTokenLifetimeMs_extraInitializers), __runInitializers(this, _importMaxLines_initializers, 200_000));
        importMaxBytes = (__runInitializers(this, _importMaxLines_extraInitializers), __runInitializers(this, _importMaxBytes_initializers, 256 * 1024 * 1024));
        maxChainLength = (__runInitializers(this, _importMaxBytes_extraInitializers), __runInitializers(this, _maxChainLength_initializers, 16));
        constructor() {
            super(...arguments);
            __runInitializers(this, _maxChainLength_extraInitializers);
        }
    };
})();
export { LimitsConfig };
