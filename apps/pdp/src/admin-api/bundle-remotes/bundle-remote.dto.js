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
import { HISTORIES, REMOTE_KINDS, REMOTE_STATUSES } from '@legate/bundles';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsObject, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateIf, ValidateNested, } from 'class-validator';
import { REMOTE_NAME } from '../../webhooks/remote-name.js';
import { MayBeAbsent, rule } from '../shared/validation.js';
const MAX_SECRET = 2048;
/** A branch as git takes it, but for names that few have and options look like. */
const BRANCH = /^(?!.*(\.\.|\/\/|\.lock(\/|$)|\/\.|\.(\/|$)))[A-Za-z0-9_][A-Za-z0-9_.+/-]{0,199}(?<!\/)$/;
const FOLDER = /^$|^(?!.*(^|\/)\.)[A-Za-z0-9_.+@-]+(\/[A-Za-z0-9_.+@-]+)*$/;
const VISIBLE = /^[\x21-\x7e]+$/;
const MayBeNull = () => ValidateIf((_, value) => value !== undefined && value !== null);
function isVisible(value) {
    return typeof value === 'string' && value.length <= 2048 && VISIBLE.test(value);
}
/** Whether its host and scheme are allowed is a setting, known where bundles are fetched. */
function isRemoteUrl(value) {
    if (!isVisible(value) || !URL.canParse(value)) {
        return false;
    }
    const { protocol, username, password, href } = new URL(value);
    const isPlain = username === '' && password === '' && !value.includes('#');
    // What two readers of URLs could take for two hosts has another form when it is written anew.
    const isCanonical = href === value || href === `${value}/`;
    return ['https:', 'http:'].includes(protocol) && isPlain && isCanonical;
}
let BundleRemoteParamsDto = (() => {
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    return class BundleRemoteParamsDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _name_decorators = [ApiProperty({ example: 'github' }), Matches(REMOTE_NAME, { message: 'must be 1 to 64 of a-z, 0-9, _, . and -' })];
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        name = __runInitializers(this, _name_initializers, void 0);
        constructor() {
            __runInitializers(this, _name_extraInitializers);
        }
    };
})();
export { BundleRemoteParamsDto };
let RemoteCredentialDto = (() => {
    let _username_decorators;
    let _username_initializers = [];
    let _username_extraInitializers = [];
    let _secret_decorators;
    let _secret_initializers = [];
    let _secret_extraInitializers = [];
    return class RemoteCredentialDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _username_decorators = [ApiPropertyOptional({
                    description: 'With it the secret is sent as a password (Basic), else as a token (Bearer).',
                    maxLength: 256,
                }), MayBeAbsent(), IsString(), Matches(/^[\x21-\x39\x3b-\x7e]{1,256}$/, { message: 'must be visible ASCII without a colon' })];
            _secret_decorators = [ApiProperty({ maxLength: MAX_SECRET, writeOnly: true }), IsString(), MinLength(1), MaxLength(MAX_SECRET), Matches(VISIBLE, { message: 'must be visible ASCII' })];
            __esDecorate(null, null, _username_decorators, { kind: "field", name: "username", static: false, private: false, access: { has: obj => "username" in obj, get: obj => obj.username, set: (obj, value) => { obj.username = value; } }, metadata: _metadata }, _username_initializers, _username_extraInitializers);
            __esDecorate(null, null, _secret_decorators, { kind: "field", name: "secret", static: false, private: false, access: { has: obj => "secret" in obj, get: obj => obj.secret, set: (obj, value) => { obj.secret = value; } }, metadata: _metadata }, _secret_initializers, _secret_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        username = __runInitializers(this, _username_initializers, void 0);
        secret = (__runInitializers(this, _username_extraInitializers), __runInitializers(this, _secret_initializers, void 0));
        constructor() {
            __runInitializers(this, _secret_extraInitializers);
        }
    };
})();
export { RemoteCredentialDto };
let RemoteFieldsDto = (() => {
    let _kind_decorators;
    let _kind_initializers = [];
    let _kind_extraInitializers = [];
    let _url_decorators;
    let _url_initializers = [];
    let _url_extraInitializers = [];
    let _branch_decorators;
    let _branch_initializers = [];
    let _branch_extraInitializers = [];
    let _folder_decorators;
    let _folder_initializers = [];
    let _folder_extraInitializers = [];
    let _history_decorators;
    let _history_initializers = [];
    let _history_extraInitializers = [];
    let _intervalSeconds_decorators;
    let _intervalSeconds_initializers = [];
    let _intervalSeconds_extraInitializers = [];
    let _activate_decorators;
    let _activate_initializers = [];
    let _activate_extraInitializers = [];
    return class RemoteFieldsDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _kind_decorators = [ApiProperty({ enum: REMOTE_KINDS, description: 'A Git repository, or a server of OPA bundles.' }), IsIn(REMOTE_KINDS)];
            _url_decorators = [ApiProperty({ example: 'https://github.com/example/policies.git' }), rule('isRemoteUrl', isRemoteUrl, {
                    message: 'must be an https URL in its plain form, without user or fragment',
                })];
            _branch_decorators = [ApiPropertyOptional({ default: 'main', description: 'Git: the branch.' }), MayBeAbsent(), IsString(), Matches(BRANCH, { message: 'must be the name of a branch' })];
            _folder_decorators = [ApiPropertyOptional({
                    default: '',
                    description: 'Git: the folder that is the bundle; empty for the whole repository.',
                }), MayBeAbsent(), IsString(), MaxLength(180), Matches(FOLDER, { message: 'must be a path without leading slash and hidden parts' })];
            _history_decorators = [ApiPropertyOptional({
                    enum: HISTORIES,
                    default: 'forward',
                    description: 'Git: whether the branch may move to what does not come after the last commit.',
                }), MayBeAbsent(), IsIn(HISTORIES)];
            _intervalSeconds_decorators = [ApiPropertyOptional({ minimum: 10, maximum: 86_400, default: 60 }), MayBeAbsent(), IsInt(), Min(10), Max(86_400)];
            _activate_decorators = [ApiPropertyOptional({
                    default: true,
                    description: 'Whether what it brings decides at once; of one remote of a tenant at most.',
                }), MayBeAbsent(), IsBoolean()];
            __esDecorate(null, null, _kind_decorators, { kind: "field", name: "kind", static: false, private: false, access: { has: obj => "kind" in obj, get: obj => obj.kind, set: (obj, value) => { obj.kind = value; } }, metadata: _metadata }, _kind_initializers, _kind_extraInitializers);
            __esDecorate(null, null, _url_decorators, { kind: "field", name: "url", static: false, private: false, access: { has: obj => "url" in obj, get: obj => obj.url, set: (obj, value) => { obj.url = value; } }, metadata: _metadata }, _url_initializers, _url_extraInitializers);
            __esDecorate(null, null, _branch_decorators, { kind: "field", name: "branch", static: false, private: false, access: { has: obj => "branch" in obj, get: obj => obj.branch, set: (obj, value) => { obj.branch = value; } }, metadata: _metadata }, _branch_initializers, _branch_extraInitializers);
            __esDecorate(null, null, _folder_decorators, { kind: "field", name: "folder", static: false, private: false, access: { has: obj => "folder" in obj, get: obj => obj.folder, set: (obj, value) => { obj.folder = value; } }, metadata: _metadata }, _folder_initializers, _folder_extraInitializers);
            __esDecorate(null, null, _history_decorators, { kind: "field", name: "history", static: false, private: false, access: { has: obj => "history" in obj, get: obj => obj.history, set: (obj, value) => { obj.history = value; } }, metadata: _metadata }, _history_initializers, _history_extraInitializers);
            __esDecorate(null, null, _intervalSeconds_decorators, { kind: "field", name: "intervalSeconds", static: false, private: false, access: { has: obj => "intervalSeconds" in obj, get: obj => obj.intervalSeconds, set: (obj, value) => { obj.intervalSeconds = value; } }, metadata: _metadata }, _intervalSeconds_initializers, _intervalSeconds_extraInitializers);
            __esDecorate(null, null, _activate_decorators, { kind: "field", name: "activate", static: false, private: false, access: { has: obj => "activate" in obj, get: obj => obj.activate, set: (obj, value) => { obj.activate = value; } }, metadata: _metadata }, _activate_initializers, _activate_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        kind = __runInitializers(this, _kind_initializers, void 0);
        url = (__runInitializers(this, _kind_extraInitializers), __runInitializers(this, _url_initializers, void 0));
        branch = (__runInitializers(this, _url_extraInitializers), __runInitializers(this, _branch_initializers, void 0));
        folder = (__runInitializers(this, _branch_extraInitializers), __runInitializers(this, _folder_initializers, void 0));
        history = (__runInitializers(this, _folder_extraInitializers), __runInitializers(this, _history_initializers, void 0));
        intervalSeconds = (__runInitializers(this, _history_extraInitializers), __runInitializers(this, _intervalSeconds_initializers, void 0));
        activate = (__runInitializers(this, _intervalSeconds_extraInitializers), __runInitializers(this, _activate_initializers, void 0));
        constructor() {
            __runInitializers(this, _activate_extraInitializers);
        }
    };
})();
let PutBundleRemoteDto = (() => {
    let _classSuper = RemoteFieldsDto;
    let _credential_decorators;
    let _credential_initializers = [];
    let _credential_extraInitializers = [];
    let _webhookSecret_decorators;
    let _webhookSecret_initializers = [];
    let _webhookSecret_extraInitializers = [];
    return class PutBundleRemoteDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _credential_decorators = [ApiPropertyOptional({
                    type: RemoteCredentialDto,
                    nullable: true,
                    description: 'Absent: stays, unless the origin of the URL changes; null: none. Never shown again.',
                }), MayBeNull(), IsObject(), ValidateNested(), Type(() => RemoteCredentialDto)];
            _webhookSecret_decorators = [ApiPropertyOptional({
                    type: String,
                    nullable: true,
                    minLength: 16,
                    maxLength: 512,
                    description: 'Absent: stays; null: no webhooks. Never shown again.',
                }), MayBeNull(), IsString(), MinLength(16), MaxLength(512), Matches(VISIBLE, { message: 'must be visible ASCII' })];
            __esDecorate(null, null, _credential_decorators, { kind: "field", name: "credential", static: false, private: false, access: { has: obj => "credential" in obj, get: obj => obj.credential, set: (obj, value) => { obj.credential = value; } }, metadata: _metadata }, _credential_initializers, _credential_extraInitializers);
            __esDecorate(null, null, _webhookSecret_decorators, { kind: "field", name: "webhookSecret", static: false, private: false, access: { has: obj => "webhookSecret" in obj, get: obj => obj.webhookSecret, set: (obj, value) => { obj.webhookSecret = value; } }, metadata: _metadata }, _webhookSecret_initializers, _webhookSecret_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        credential = __runInitializers(this, _credential_initializers, void 0);
        webhookSecret = (__runInitializers(this, _credential_extraInitializers), __runInitializers(this, _webhookSecret_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _webhookSecret_extraInitializers);
        }
    };
})();
export { PutBundleRemoteDto };
let RemoteProblemDto = (() => {
    let _code_decorators;
    let _code_initializers = [];
    let _code_extraInitializers = [];
    let _message_decorators;
    let _message_initializers = [];
    let _message_extraInitializers = [];
    let _errors_decorators;
    let _errors_initializers = [];
    let _errors_extraInitializers = [];
    return class RemoteProblemDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _code_decorators = [ApiProperty()];
            _message_decorators = [ApiProperty()];
            _errors_decorators = [ApiPropertyOptional({
                    isArray: true,
                    type: 'object',
                    additionalProperties: true,
                    description: 'What is wrong with the policy: the first 20 of `{file, line, message, code}`.',
                })];
            __esDecorate(null, null, _code_decorators, { kind: "field", name: "code", static: false, private: false, access: { has: obj => "code" in obj, get: obj => obj.code, set: (obj, value) => { obj.code = value; } }, metadata: _metadata }, _code_initializers, _code_extraInitializers);
            __esDecorate(null, null, _message_decorators, { kind: "field", name: "message", static: false, private: false, access: { has: obj => "message" in obj, get: obj => obj.message, set: (obj, value) => { obj.message = value; } }, metadata: _metadata }, _message_initializers, _message_extraInitializers);
            __esDecorate(null, null, _errors_decorators, { kind: "field", name: "errors", static: false, private: false, access: { has: obj => "errors" in obj, get: obj => obj.errors, set: (obj, value) => { obj.errors = value; } }, metadata: _metadata }, _errors_initializers, _errors_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        code = __runInitializers(this, _code_initializers, void 0);
        message = (__runInitializers(this, _code_extraInitializers), __runInitializers(this, _message_initializers, void 0));
        errors = (__runInitializers(this, _message_extraInitializers), __runInitializers(this, _errors_initializers, void 0));
        constructor() {
            __runInitializers(this, _errors_extraInitializers);
        }
    };
})();
export { RemoteProblemDto };
let RemoteStateDto = (() => {
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    let _version_decorators;
    let _version_initializers = [];
    let _version_extraInitializers = [];
    let _bundle_decorators;
    let _bundle_initializers = [];
    let _bundle_extraInitializers = [];
    let _lastAttemptAt_decorators;
    let _lastAttemptAt_initializers = [];
    let _lastAttemptAt_extraInitializers = [];
    let _lastSuccessAt_decorators;
    let _lastSuccessAt_initializers = [];
    let _lastSuccessAt_extraInitializers = [];
    let _confirmedAt_decorators;
    let _confirmedAt_initializers = [];
    let _confirmedAt_extraInitializers = [];
    let _nextAttemptAt_decorators;
    let _nextAttemptAt_initializers = [];
    let _nextAttemptAt_extraInitializers = [];
    let _failures_decorators;
    let _failures_initializers = [];
    let _failures_extraInitializers = [];
    let _error_decorators;
    let _error_initializers = [];
    let _error_extraInitializers = [];
    return class RemoteStateDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _status_decorators = [ApiProperty({
                    enum: REMOTE_STATUSES,
                    description: '`current`: what was taken in last is its newest; `refused`: its newest did not pass; `failing`: it cannot be fetched from.',
                })];
            _version_decorators = [ApiProperty({ type: String, nullable: true, description: 'Commit or entity tag taken in last.' })];
            _bundle_decorators = [ApiProperty({ type: String, nullable: true, format: 'uuid' })];
            _lastAttemptAt_decorators = [ApiProperty({ type: String, nullable: true, format: 'date-time' })];
            _lastSuccessAt_decorators = [ApiProperty({ type: String, nullable: true, format: 'date-time' })];
            _confirmedAt_decorators = [ApiProperty({
                    type: String,
                    nullable: true,
                    format: 'date-time',
                    description: 'When the source last said that this bundle is its newest.',
                })];
            _nextAttemptAt_decorators = [ApiProperty({ type: String, nullable: true, format: 'date-time' })];
            _failures_decorators = [ApiProperty({ description: 'Failed fetches since the last one that did not fail.' })];
            _error_decorators = [ApiProperty({ type: RemoteProblemDto, nullable: true })];
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            __esDecorate(null, null, _version_decorators, { kind: "field", name: "version", static: false, private: false, access: { has: obj => "version" in obj, get: obj => obj.version, set: (obj, value) => { obj.version = value; } }, metadata: _metadata }, _version_initializers, _version_extraInitializers);
            __esDecorate(null, null, _bundle_decorators, { kind: "field", name: "bundle", static: false, private: false, access: { has: obj => "bundle" in obj, get: obj => obj.bundle, set: (obj, value) => { obj.bundle = value; } }, metadata: _metadata }, _bundle_initializers, _bundle_extraInitializers);
            __esDecorate(null, null, _lastAttemptAt_decorators, { kind: "field", name: "lastAttemptAt", static: false, private: false, access: { has: obj => "lastAttemptAt" in obj, get: obj => obj.lastAttemptAt, set: (obj, value) => { obj.lastAttemptAt = value; } }, metadata: _metadata }, _lastAttemptAt_initializers, _lastAttemptAt_extraInitializers);
            __esDecorate(null, null, _lastSuccessAt_decorators, { kind: "field", name: "lastSuccessAt", static: false, private: false, access: { has: obj => "lastSuccessAt" in obj, get: obj => obj.lastSuccessAt, set: (obj, value) => { obj.lastSuccessAt = value; } }, metadata: _metadata }, _lastSuccessAt_initializers, _lastSuccessAt_extraInitializers);
            __esDecorate(null, null, _confirmedAt_decorators, { kind: "field", name: "confirmedAt", static: false, private: false, access: { has: obj => "confirmedAt" in obj, get: obj => obj.confirmedAt, set: (obj, value) => { obj.confirmedAt = value; } }, metadata: _metadata }, _confirmedAt_initializers, _confirmedAt_extraInitializers);
            __esDecorate(null, null, _nextAttemptAt_decorators, { kind: "field", name: "nextAttemptAt", static: false, private: false, access: { has: obj => "nextAttemptAt" in obj, get: obj => obj.nextAttemptAt, set: (obj, value) => { obj.nextAttemptAt = value; } }, metadata: _metadata }, _nextAttemptAt_initializers, _nextAttemptAt_extraInitializers);
            __esDecorate(null, null, _failures_decorators, { kind: "field", name: "failures", static: false, private: false, access: { has: obj => "failures" in obj, get: obj => obj.failures, set: (obj, value) => { obj.failures = value; } }, metadata: _metadata }, _failures_initializers, _failures_extraInitializers);
            __esDecorate(null, null, _error_decorators, { kind: "field", name: "error", static: false, private: false, access: { has: obj => "error" in obj, get: obj => obj.error, set: (obj, value) => { obj.error = value; } }, metadata: _metadata }, _error_initializers, _error_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        status = __runInitializers(this, _status_initializers, void 0);
        version = (__runInitializers(this, _status_extraInitializers), __runInitializers(this, _version_initializers, void 0));
        bundle = (__runInitializers(this, _version_extraInitializers), __runInitializers(this, _bundle_initializers, void 0));
        lastAttemptAt = (__runInitializers(this, _bundle_extraInitializers), __runInitializers(this, _lastAttemptAt_initializers, void 0));
        lastSuccessAt = (__runInitializers(this, _lastAttemptAt_extraInitializers), __runInitializers(this, _lastSuccessAt_initializers, void 0));
        confirmedAt = (__runInitializers(this, _lastSuccessAt_extraInitializers), __runInitializers(this, _confirmedAt_initializers, void 0));
        nextAttemptAt = (__runInitializers(this, _confirmedAt_extraInitializers), __runInitializers(this, _nextAttemptAt_initializers, void 0));
        failures = (__runInitializers(this, _nextAttemptAt_extraInitializers), __runInitializers(this, _failures_initializers, void 0));
        error = (__runInitializers(this, _failures_extraInitializers), __runInitializers(this, _error_initializers, void 0));
        constructor() {
            __runInitializers(this, _error_extraInitializers);
        }
    };
})();
export { RemoteStateDto };
let BundleRemoteDto = (() => {
    let _classSuper = RemoteFieldsDto;
    let _name_decorators;
    let _name_initializers = [];
    let _name_extraInitializers = [];
    let _hasCredential_decorators;
    let _hasCredential_initializers = [];
    let _hasCredential_extraInitializers = [];
    let _hasWebhookSecret_decorators;
    let _hasWebhookSecret_initializers = [];
    let _hasWebhookSecret_extraInitializers = [];
    let _state_decorators;
    let _state_initializers = [];
    let _state_extraInitializers = [];
    let _revision_decorators;
    let _revision_initializers = [];
    let _revision_extraInitializers = [];
    return class BundleRemoteDto extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _name_decorators = [ApiProperty()];
            _hasCredential_decorators = [ApiProperty()];
            _hasWebhookSecret_decorators = [ApiProperty()];
            _state_decorators = [ApiProperty({ type: RemoteStateDto })];
            _revision_decorators = [ApiProperty()];
            __esDecorate(null, null, _name_decorators, { kind: "field", name: "name", static: false, private: false, access: { has: obj => "name" in obj, get: obj => obj.name, set: (obj, value) => { obj.name = value; } }, metadata: _metadata }, _name_initializers, _name_extraInitializers);
            __esDecorate(null, null, _hasCredential_decorators, { kind: "field", name: "hasCredential", static: false, private: false, access: { has: obj => "hasCredential" in obj, get: obj => obj.hasCredential, set: (obj, value) => { obj.hasCredential = value; } }, metadata: _metadata }, _hasCredential_initializers, _hasCredential_extraInitializers);
            __esDecorate(null, null, _hasWebhookSecret_decorators, { kind: "field", name: "hasWebhookSecret", static: false, private: false, access: { has: obj => "hasWebhookSecret" in obj, get: obj => obj.hasWebhookSecret, set: (obj, value) => { obj.hasWebhookSecret = value; } }, metadata: _metadata }, _hasWebhookSecret_initializers, _hasWebhookSecret_extraInitializers);
            __esDecorate(null, null, _state_decorators, { kind: "field", name: "state", static: false, private: false, access: { has: obj => "state" in obj, get: obj => obj.state, set: (obj, value) => { obj.state = value; } }, metadata: _metadata }, _state_initializers, _state_extraInitializers);
            __esDecorate(null, null, _revision_decorators, { kind: "field", name: "revision", static: false, private: false, access: { has: obj => "revision" in obj, get: obj => obj.revision, set: (obj, value) => { obj.revision = value; } }, metadata: _metadata }, _revision_initializers, _revision_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        name = __runInitializers(this, _name_initializers, void 0);
        hasCredential = (__runInitializers(this, _name_extraInitializers), __runInitializers(this, _hasCredential_initializers, void 0));
        hasWebhookSecret = (__runInitializers(this, _hasCredential_extraInitializers), __runInitializers(this, _hasWebhookSecret_initializers, void 0));
        state = (__runInitializers(this, _hasWebhookSecret_extraInitializers), __runInitializers(this, _state_initializers, void 0));
        revision = (__runInitializers(this, _state_extraInitializers), __runInitializers(this, _revision_initializers, void 0));
        constructor() {
            super(...arguments);
            __runInitializers(this, _revision_extraInitializers);
        }
    };
})();
export { BundleRemoteDto };
let BundleRemotePageDto = (() => {
    let _items_decorators;
    let _items_initializers = [];
    let _items_extraInitializers = [];
    let _nextCursor_decorators;
    let _nextCursor_initializers = [];
    let _nextCursor_extraInitializers = [];
    return class BundleRemotePageDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _items_decorators = [ApiProperty({ isArray: true, type: BundleRemoteDto })];
            _nextCursor_decorators = [ApiPropertyOptional()];
            __esDecorate(null, null, _items_decorators, { kind: "field", name: "items", static: false, private: false, access: { has: obj => "items" in obj, get: obj => obj.items, set: (obj, value) => { obj.items = value; } }, metadata: _metadata }, _items_initializers, _items_extraInitializers);
            __esDecorate(null, null, _nextCursor_decorators, { kind: "field", name: "nextCursor", static: false, private: false, access: { has: obj => "nextCursor" in obj, get: obj => obj.nextCursor, set: (obj, value) => { obj.nextCursor = value; } }, metadata: _metadata }, _nextCursor_initializers, _nextCursor_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        items = __runInitializers(this, _items_initializers, void 0);
        nextCursor = (__runInitializers(this, _items_extraInitializers), __runInitializers(this, _nextCursor_initializers, void 0));
        constructor() {
            __runInitializers(this, _nextCursor_extraInitializers);
        }
    };
})();
export { BundleRemotePageDto };
let FetchAnswerDto = (() => {
    let _status_decorators;
    let _status_initializers = [];
    let _status_extraInitializers = [];
    return class FetchAnswerDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _status_decorators = [ApiProperty({ enum: ['due'] })];
            __esDecorate(null, null, _status_decorators, { kind: "field", name: "status", static: false, private: false, access: { has: obj => "status" in obj, get: obj => obj.status, set: (obj, value) => { obj.status = value; } }, metadata: _metadata }, _status_initializers, _status_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        status = __runInitializers(this, _status_initializers, void 0);
        constructor() {
            __runInitializers(this, _status_extraInitializers);
        }
    };
})();
export { FetchAnswerDto };
