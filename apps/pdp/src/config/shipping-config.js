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
import { IsBoolean, IsInt, IsNotEmpty, Matches, Max, Min, ValidateIf } from 'class-validator';
import { LogConfig } from './log-config.js';
const IsGiven = () => ValidateIf((_, value) => value !== '');
const TEN_YEARS_DAYS = 3650;
/** Where the decision log goes from the spool, and how long it is kept (docs/decision-log-shipping.md). */
let ShippingConfig = (() => {
    let _classSuper = LogConfig;
    let _logShipPollMs_decorators;
    let _logShipPollMs_initializers = [];
    let _logShipPollMs_extraInitializers = [];
    let _logShipTimeoutMs_decorators;
    let _logShipTimeoutMs_initializers = [];
    let _logShipTimeoutMs_extraInitializers = [];
    let _logShipBatch_decorators;
    let _logShipBatch_initializers = [];
    let _logShipBatch_extraInitializers = [];
    let _logSinksRequired_decorators;
    let _logSinksRequired_initializers = [];
    let _logSinksRequired_extraInitializers = [];
    let _logSinkKeepBytes_decorators;
    let _logSinkKeepBytes_initializers = [];
    let _logSinkKeepBytes_extraInitializers = [];
    let _logFile_decorators;
    let _logFile_initializers = [];
    let _logFile_extraInitializers = [];
    let _logFileMaxBytes_decorators;
    let _logFileMaxBytes_initializers = [];
    let _logFileMaxBytes_extraInitializers = [];
    let _logFileKeep_decorators;
    let _logFileKeep_initializers = [];
    let _logFileKeep_extraInitializers = [];
    let _logStdout_decorators;
    let _logStdout_initializers = [];
    let _logStdout_extraInitializers = [];
    let _logUploadUrl_decorators;
    let _logUploadUrl_initializers = [];
    let _logUploadUrl_extraInitializers = [];
    let _logUploadToken_decorators;
    let _logUploadToken_initializers = [];
    let _logUploadToken_extraInitializers = [];
    let _logUploadInsecureHttp_decorators;
    let _logUploadInsecureHttp_initializers = [];
    let _logUploadInsecureHttp_extraInitializers = [];
    let _logUploadMaxBytes_decorators;
    let _logUploadMaxBytes_initializers = [];
    let _logUploadMaxBytes_extraInitializers = [];
    let _logNatsUrl_decorators;
    let _logNatsUrl_initializers = [];
    let _logNatsUrl_extraInitializers = [];
    let _logNatsSubject_decorators;
    let _logNatsSubject_initializers = [];
    let _logNatsSubject_extraInitializers = [];
    let _logNatsUser_decorators;
    let _logNatsUser_initializers = [];
    let _logNatsUser_extraInitializers = [];
    let _logNatsPassword_decorators;
    let _logNatsPassword_initializers = [];
    let _logNatsPassword_extraInitializers = [];
    let _logRetentionDays_decorators;
    let _logRetentionDays_initializers = [];
    let _logRetentionDays_extraInitializers = [];
    let _logRetentionBytes_decorators;
    let _logRetentionBytes_initializers = [];
    let _logRetentionBytes_extraInitializers = [];
    let _logRetentionCheckMs_decorators;
    let _logRetentionCheckMs_initializers = [];
    let _logRetentionCheckMs_extraInitializers = [];
    let _logExportDir_decorators;
    let _logExportDir_initializers = [];
    let _logExportDir_extraInitializers = [];
    let _logExportKey_decorators;
    let _logExportKey_initializers = [];
    let _logExportKey_extraInitializers = [];
    let _logCountsDays_decorators;
    let _logCountsDays_initializers = [];
    let _logCountsDays_extraInitializers = [];
    return class ShippingConfig extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _logShipPollMs_decorators = [Setting({
                    name: 'LEGATE_LOG_SHIP_POLL_MS',
                    description: 'How often to look for entries in the spool that are not shipped.',
                }), IsInt(), Min(10), Max(60_000)];
            _logShipTimeoutMs_decorators = [Setting({
                    name: 'LEGATE_LOG_SHIP_TIMEOUT_MS',
                    description: 'Longest time for one batch, of the database or a sink; then it is tried again, with half as much.',
                }), IsInt(), Min(100), Max(600_000)];
            _logShipBatch_decorators = [Setting({
                    name: 'LEGATE_LOG_SHIP_BATCH',
                    description: 'Most entries that are copied to the database in one transaction.',
                }), IsInt(), Min(1), Max(100_000)];
            _logSinksRequired_decorators = [Setting({
                    name: 'LEGATE_LOG_SINKS_REQUIRED',
                    description: 'Sinks that segments of the spool are kept for until they have them, of `file`, `stdout`, `opa`, `nats`, separated by commas. One that hangs fills the spool, until decisions are denied.',
                }), IsGiven(), Matches(/^(file|stdout|opa|nats)(,(file|stdout|opa|nats))*$/, {
                    message: 'must be of file, stdout, opa and nats, separated by commas',
                })];
            _logSinkKeepBytes_decorators = [Setting({
                    name: 'LEGATE_LOG_SINK_KEEP_BYTES',
                    description: 'How much of the spool is kept for sinks that are not required and are behind; what is older they do not get.',
                }), IsInt(), Min(0), Max(1024 ** 4)];
            _logFile_decorators = [Setting({
                    name: 'LEGATE_LOG_FILE',
                    description: 'File to append entries to, one a line.',
                })];
            _logFileMaxBytes_decorators = [Setting({
                    name: 'LEGATE_LOG_FILE_MAX_BYTES',
                    description: 'Size at which `LEGATE_LOG_FILE` is renamed and begun anew.',
                }), IsInt(), Min(4096), Max(1024 ** 4)];
            _logFileKeep_decorators = [Setting({
                    name: 'LEGATE_LOG_FILE_KEEP',
                    description: 'How many renamed files are kept; 0 keeps all.',
                }), IsInt(), Min(0), Max(100_000)];
            _logStdout_decorators = [Setting({
                    name: 'LEGATE_LOG_STDOUT',
                    description: 'Whether entries are written to standard output, one a line.',
                }), IsBoolean()];
            _logUploadUrl_decorators = [Setting({
                    name: 'LEGATE_LOG_UPLOAD_URL',
                    description: "Where to upload entries in the form of OPA's decision log; without a path, `/logs` is added.",
                }), IsGiven(), Matches(/^https?:\/\/[^\s@]+$/, { message: 'must be an https or http URL without a user' })];
            _logUploadToken_decorators = [Setting({
                    name: 'LEGATE_LOG_UPLOAD_TOKEN',
                    description: 'Bearer token to upload with.',
                    secret: true,
                })];
            _logUploadInsecureHttp_decorators = [Setting({
                    name: 'LEGATE_LOG_UPLOAD_INSECURE_HTTP',
                    description: 'Whether uploads may go over plain HTTP to hosts other than loopback.',
                }), IsBoolean()];
            _logUploadMaxBytes_decorators = [Setting({
                    name: 'LEGATE_LOG_UPLOAD_MAX_BYTES',
                    description: "Largest upload, compressed, as OPA's `upload_size_limit_bytes`; one event alone may be larger.",
                }), IsInt(), Min(1024), Max(1024 ** 3)];
            _logNatsUrl_decorators = [Setting({
                    name: 'LEGATE_LOG_NATS_URL',
                    description: 'NATS servers to publish entries to, `nats://host:port`, separated by commas; a JetStream stream must hold the subject.',
                }), IsGiven(), Matches(/^(nats|tls):\/\/[^\s@]+$/, { message: 'must be nats:// or tls:// URLs without a user' })];
            _logNatsSubject_decorators = [Setting({
                    name: 'LEGATE_LOG_NATS_SUBJECT',
                    description: 'Subject to publish entries to.',
                }), IsNotEmpty()];
            _logNatsUser_decorators = [Setting({ name: 'LEGATE_LOG_NATS_USER', description: 'User name for NATS.' })];
            _logNatsPassword_decorators = [Setting({
                    name: 'LEGATE_LOG_NATS_PASSWORD',
                    description: 'Password for NATS, or its token where no user is given.',
                    secret: true,
                })];
            _logRetentionDays_decorators = [Setting({
                    name: 'LEGATE_LOG_RETENTION_DAYS',
                    description: 'Days that entries are kept in the database after their day (UTC) is over; then the day is exported and dropped. 0 keeps them.',
                }), IsInt(), Min(0), Max(TEN_YEARS_DAYS)];
            _logRetentionBytes_decorators = [Setting({
                    name: 'LEGATE_LOG_RETENTION_BYTES',
                    description: 'How large the entries in the database may be, with their indexes; then the oldest days are exported and dropped, never the current one. 0 sets no bound.',
                }), IsInt(), Min(0), Max(1024 ** 5)];
            _logRetentionCheckMs_decorators = [Setting({
                    name: 'LEGATE_LOG_RETENTION_CHECK_MS',
                    description: 'How often to look for days that are to be exported.',
                }), IsInt(), Min(1000), Max(86_400_000)];
            _logExportDir_decorators = [Setting({
                    name: 'LEGATE_LOG_EXPORT_DIR',
                    description: 'Folder of the exports.',
                    defaultText: '`log-export` in `LEGATE_DATA_DIR`',
                })];
            _logExportKey_decorators = [Setting({
                    name: 'LEGATE_LOG_EXPORT_KEY',
                    description: 'Ed25519 private key, as PEM, to sign the manifests of exports with.',
                    secret: true,
                }), IsGiven(), Matches(/^-----BEGIN PRIVATE KEY-----/, { message: 'must be a PEM private key' })];
            _logCountsDays_decorators = [Setting({
                    name: 'LEGATE_LOG_COUNTS_DAYS',
                    description: 'Days that hourly counts are kept; 0 keeps them.',
                }), IsInt(), Min(0), Max(TEN_YEARS_DAYS)];
            __esDecorate(null, null, _logShipPollMs_decorators, { kind: "field", name: "logShipPollMs", static: false, private: false, access: { has: obj => "logShipPollMs" in obj, get: obj => obj.logShipPollMs, set: (obj, value) => { obj.logShipPollMs = value; } }, metadata: _metadata }, _logShipPollMs_initializers, _logShipPollMs_extraInitializers);
            __esDecorate(null, null, _logShipTimeoutMs_decorators, { kind: "field", name: "logShipTimeoutMs", static: false, private: false, access: { has: obj => "logShipTimeoutMs" in obj, get: obj => obj.logShipTimeoutMs, set: (obj, value) => { obj.logShipTimeoutMs = value; } }, metadata: _metadata }, _logShipTimeoutMs_initializers, _logShipTimeoutMs_extraInitializers);
            __esDecorate(null, null, _logShipBatch_decorators, { kind: "field", name: "logShipBatch", static: false, private: false, access: { has: obj => "logShipBatch" in obj, get: obj => obj.logShipBatch, set: (obj, value) => { obj.logShipBatch = value; } }, metadata: _metadata }, _logShipBatch_initializers, _logShipBatch_extraInitializers);
            __esDecorate(null, null, _logSinksRequired_decorators, { kind: "field", name: "logSinksRequired", static: false, private: false, access: { has: obj => "logSinksRequired" in obj, get: obj => obj.logSinksRequired, set: (obj, value) => { obj.logSinksRequired = value; } }, metadata: _metadata }, _logSinksRequired_initializers, _logSinksRequired_extraInitializers);
            __esDecorate(null, null, _logSinkKeepBytes_decorators, { kind: "field", name: "logSinkKeepBytes", static: false, private: false, access: { has: obj => "logSinkKeepBytes" in obj, get: obj => obj.logSinkKeepBytes, set: (obj, value) => { obj.logSinkKeepBytes = value; } }, metadata: _metadata }, _logSinkKeepBytes_initializers, _logSinkKeepBytes_extraInitializers);
            __esDecorate(null, null, _logFile_decorators, { kind: "field", name: "logFile", static: false, private: false, access: { has: obj => "logFile" in obj, get: obj => obj.logFile, set: (obj, value) => { obj.logFile = value; } }, metadata: _metadata }, _logFile_initializers, _logFile_extraInitializers);
            __esDecorate(null, null, _logFileMaxBytes_decorators, { kind: "field", name: "logFileMaxBytes", static: false, private: false, access: { has: obj => "logFileMaxBytes" in obj, get: obj => obj.logFileMaxBytes, set: (obj, value) => { obj.logFileMaxBytes = value; } }, metadata: _metadata }, _logFileMaxBytes_initializers, _logFileMaxBytes_extraInitializers);
            __esDecorate(null, null, _logFileKeep_decorators, { kind: "field", name: "logFileKeep", static: false, private: false, access: { has: obj => "logFileKeep" in obj, get: obj => obj.logFileKeep, set: (obj, value) => { obj.logFileKeep = value; } }, metadata: _metadata }, _logFileKeep_initializers, _logFileKeep_extraInitializers);
            __esDecorate(null, null, _logStdout_decorators, { kind: "field", name: "logStdout", static: false, private: false, access: { has: obj => "logStdout" in obj, get: obj => obj.logStdout, set: (obj, value) => { obj.logStdout = value; } }, metadata: _metadata }, _logStdout_initializers, _logStdout_extraInitializers);
            __esDecorate(null, null, _logUploadUrl_decorators, { kind: "field", name: "logUploadUrl", static: false, private: false, access: { has: obj => "logUploadUrl" in obj, get: obj => obj.logUploadUrl, set: (obj, value) => { obj.logUploadUrl = value; } }, metadata: _metadata }, _logUploadUrl_initializers, _logUploadUrl_extraInitializers);
            __esDecorate(null, null, _logUploadToken_decorators, { kind: "field", name: "logUploadToken", static: false, private: false, access: { has: obj => "logUploadToken" in obj, get: obj => obj.logUploadToken, set: (obj, value) => { obj.logUploadToken = value; } }, metadata: _metadata }, _logUploadToken_initializers, _logUploadToken_extraInitializers);
            __esDecorate(null, null, _logUploadInsecureHttp_decorators, { kind: "field", name: "logUploadInsecureHttp", static: false, private: false, access: { has: obj => "logUploadInsecureHttp" in obj, get: obj => obj.logUploadInsecureHttp, set: (obj, value) => { obj.logUploadInsecureHttp = value; } }, metadata: _metadata }, _logUploadInsecureHttp_initializers, _logUploadInsecureHttp_extraInitializers);
            __esDecorate(null, null, _logUploadMaxBytes_decorators, { kind: "field", name: "logUploadMaxBytes", static: false, private: false, access: { has: obj => "logUploadMaxBytes" in obj, get: obj => obj.logUploadMaxBytes, set: (obj, value) => { obj.logUploadMaxBytes = value; } }, metadata: _metadata }, _logUploadMaxBytes_initializers, _logUploadMaxBytes_extraInitializers);
            __esDecorate(null, null, _logNatsUrl_decorators, { kind: "field", name: "logNatsUrl", static: false, private: false, access: { has: obj => "logNatsUrl" in obj, get: obj => obj.logNatsUrl, set: (obj, value) => { obj.logNatsUrl = value; } }, metadata: _metadata }, _logNatsUrl_initializers, _logNatsUrl_extraInitializers);
            __esDecorate(null, null, _logNatsSubject_decorators, { kind: "field", name: "logNatsSubject", static: false, private: false, access: { has: obj => "logNatsSubject" in obj, get: obj => obj.logNatsSubject, set: (obj, value) => { obj.logNatsSubject = value; } }, metadata: _metadata }, _logNatsSubject_initializers, _logNatsSubject_extraInitializers);
            __esDecorate(null, null, _logNatsUser_decorators, { kind: "field", name: "logNatsUser", static: false, private: false, access: { has: obj => "logNatsUser" in obj, get: obj => obj.logNatsUser, set: (obj, value) => { obj.logNatsUser = value; } }, metadata: _metadata }, _logNatsUser_initializers, _logNatsUser_extraInitializers);
            __esDecorate(null, null, _logNatsPassword_decorators, { kind: "field", name: "logNatsPassword", static: false, private: false, access: { has: obj => "logNatsPassword" in obj, get: obj => obj.logNatsPassword, set: (obj, value) => { obj.logNatsPassword = value; } }, metadata: _metadata }, _logNatsPassword_initializers, _logNatsPassword_extraInitializers);
            __esDecorate(null, null, _logRetentionDays_decorators, { kind: "field", name: "logRetentionDays", static: false, private: false, access: { has: obj => "logRetentionDays" in obj, get: obj => obj.logRetentionDays, set: (obj, value) => { obj.logRetentionDays = value; } }, metadata: _metadata }, _logRetentionDays_initializers, _logRetentionDays_extraInitializers);
            __esDecorate(null, null, _logRetentionBytes_decorators, { kind: "field", name: "logRetentionBytes", static: false, private: false, access: { has: obj => "logRetentionBytes" in obj, get: obj => obj.logRetentionBytes, set: (obj, value) => { obj.logRetentionBytes = value; } }, metadata: _metadata }, _logRetentionBytes_initializers, _logRetentionBytes_extraInitializers);
            __esDecorate(null, null, _logRetentionCheckMs_decorators, { kind: "field", name: "logRetentionCheckMs", static: false, private: false, access: { has: obj => "logRetentionCheckMs" in obj, get: obj => obj.logRetentionCheckMs, set: (obj, value) => { obj.logRetentionCheckMs = value; } }, metadata: _metadata }, _logRetentionCheckMs_initializers, _logRetentionCheckMs_extraInitializers);
            __esDecorate(null, null, _logExportDir_decorators, { kind: "field", name: "logExportDir", static: false, private: false, access: { has: obj => "logExportDir" in obj, get: obj => obj.logExportDir, set: (obj, value) => { obj.logExportDir = value; } }, metadata: _metadata }, _logExportDir_initializers, _logExportDir_extraInitializers);
            __esDecorate(null, null, _logExportKey_decorators, { kind: "field", name: "logExportKey", static: false, private: false, access: { has: obj => "logExportKey" in obj, get: obj => obj.logExportKey, set: (obj, value) => { obj.logExportKey = value; } }, metadata: _metadata }, _logExportKey_initializers, _logExportKey_extraInitializers);
            __esDecorate(null, null, _logCountsDays_decorators, { kind: "field", name: "logCountsDays", static: false, private: false, access: { has: obj => "logCountsDays" in obj, get: obj => obj.logCountsDays, set: (obj, value) => { obj.logCountsDays = value; } }, metadata: _metadata }, _logCountsDays_initializers, _logCountsDays_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        logShipPollMs = __runInitializers(this, _logShipPollMs_initializers, 100);
        logShipTimeoutMs = (__runInitializers(this, _logShipPollMs_extraInitializers), __runInitializers(this, _logShipTimeoutMs_initializers, 30_000));
        logShipBatch = (__runInitializers(this, _logShipTimeoutMs_extraInitializers), __runInitializers(this, _logShipBatch_initializers, 20_000));
        logSinksRequired = (__runInitializers(this, _logShipBatch_extraInitializers), __runInitializers(this, _logSinksRequired_initializers, ''));
        logSinkKeepBytes = (__runInitializers(this, _logSinksRequired_extraInitializers), __runInitializers(this, _logSinkKeepBytes_initializers, 256 * 1024 ** 2));
        logFile = (__runInitializers(this, _logSinkKeepBytes_extraInitializers), __runInitializers(this, _logFile_initializers, ''));
        logFileMaxBytes = (__runInitializers(this, _logFile_extraInitializers), __runInitializers(this, _logFileMaxBytes_initializers, 100 * 1024 ** 2));
        logFileKeep = (__runInitializers(this, _logFileMaxBytes_extraInitializers), __runInitializers(this, _logFileKeep_initializers, 0));
        logStdout = (__runInitializers(this, _logFileKeep_extraInitializers), __runInitializers(this, _logStdout_initializers, false));
        logUploadUrl = (__runInitializers(this, _logStdout_extraInitializers), __runInitializers(this, _logUploadUrl_initializers, ''));
        logUploadToken = (__runInitializers(this, _logUploadUrl_extraInitializers), __runInitializers(this, _logUploadToken_initializers, ''));
        logUploadInsecureHttp = (__runInitializers(this, _logUploadToken_extraInitializers), __runInitializers(this, _logUploadInsecureHttp_initializers, false));
        logUploadMaxBytes = (__runInitializers(this, _logUploadInsecureHttp_extraInitializers), __runInitializers(this, _logUploadMaxBytes_initializers, 32_768));
        logNatsUrl = (__runInitializers(this, _logUploadMaxBytes_extraInitializers), __runInitializers(this, _logNatsUrl_initializers, ''));
        logNatsSubject = (__runInitializers(this, _logNatsUrl_extraInitializers), __runInitializers(this, _logNatsSubject_initializers, 'legate.decisions'));
        logNatsUser = (__runInitializers(this, _logNatsSubject_extraInitializers), __runInitializers(this, _logNatsUser_initializers, ''));
        logNatsPassword = (__runInitializers(this, _logNatsUser_extraInitializers), __runInitializers(this, _logNatsPassword_initializers, ''));
        logRetentionDays = (__runInitializers(this, _logNatsPassword_extraInitializers), __runInitializers(this, _logRetentionDays_initializers, 0));
        logRetentionBytes = (__runInitializers(this, _logRetentionDays_extraInitializers), __runInitializers(this, _logRetentionBytes_initializers, 0));
        logRetentionCheckMs = (__runInitializers(this, _logRetentionBytes_extraInitializers), __runInitializers(this, _logRetentionCheckMs_initializers, 600_000));
        logExportDir = (__runInitializers(this, _logRetentionCheckMs_extraInitializers), __runInitializers(this, _logExportDir_initializers, ''));
        logExportKey = (__runInitializers(this, _logExportDir_extraInitializers), __runInitializers(this, _logExportKey_initializers, ''));
        logCountsDays = (__runInitializers(this, _logExportKey_extraInitializers), __runInitializers(this, _logCountsDays_initializers, 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _logCountsDays_extraInitializers);
        }
    };
})();
export { ShippingConfig };
