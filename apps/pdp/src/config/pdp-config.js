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
import { API_KEY_PATTERN } from '@legate/callers';
import { LOG_LEVELS, Setting } from '@legate/platform';
import { IsBoolean, IsIn, IsInt, IsNotEmpty, Matches, Max, Min, ValidateIf } from 'class-validator';
import { LimitsConfig } from './limits-config.js';
const IsGiven = () => ValidateIf((_, value) => value !== '');
/** Every setting of the service. docs/config.md is generated from here. */
let PdpConfig = (() => {
    let _classSuper = LimitsConfig;
    let _databaseUrl_decorators;
    let _databaseUrl_initializers = [];
    let _databaseUrl_extraInitializers = [];
    let _host_decorators;
    let _host_initializers = [];
    let _host_extraInitializers = [];
    let _port_decorators;
    let _port_initializers = [];
    let _port_extraInitializers = [];
    let _tlsCertFile_decorators;
    let _tlsCertFile_initializers = [];
    let _tlsCertFile_extraInitializers = [];
    let _tlsKeyFile_decorators;
    let _tlsKeyFile_initializers = [];
    let _tlsKeyFile_extraInitializers = [];
    let _tlsClientCaFile_decorators;
    let _tlsClientCaFile_initializers = [];
    let _tlsClientCaFile_extraInitializers = [];
    let _tlsTrustDomain_decorators;
    let _tlsTrustDomain_initializers = [];
    let _tlsTrustDomain_extraInitializers = [];
    let _jwksInternalHosts_decorators;
    let _jwksInternalHosts_initializers = [];
    let _jwksInternalHosts_extraInitializers = [];
    let _jwksCaFile_decorators;
    let _jwksCaFile_initializers = [];
    let _jwksCaFile_extraInitializers = [];
    let _jwksInsecureHttp_decorators;
    let _jwksInsecureHttp_initializers = [];
    let _jwksInsecureHttp_extraInitializers = [];
    let _dataDir_decorators;
    let _dataDir_initializers = [];
    let _dataDir_extraInitializers = [];
    let _postgresSharedBuffersMb_decorators;
    let _postgresSharedBuffersMb_initializers = [];
    let _postgresSharedBuffersMb_extraInitializers = [];
    let _cacheDir_decorators;
    let _cacheDir_initializers = [];
    let _cacheDir_extraInitializers = [];
    let _opa_decorators;
    let _opa_initializers = [];
    let _opa_extraInitializers = [];
    let _opaReleaseUrl_decorators;
    let _opaReleaseUrl_initializers = [];
    let _opaReleaseUrl_extraInitializers = [];
    let _bootstrapAdminKey_decorators;
    let _bootstrapAdminKey_initializers = [];
    let _bootstrapAdminKey_extraInitializers = [];
    let _migrateOnStart_decorators;
    let _migrateOnStart_initializers = [];
    let _migrateOnStart_extraInitializers = [];
    let _logLevel_decorators;
    let _logLevel_initializers = [];
    let _logLevel_extraInitializers = [];
    let _publicUrl_decorators;
    let _publicUrl_initializers = [];
    let _publicUrl_extraInitializers = [];
    let _metadataSigningKey_decorators;
    let _metadataSigningKey_initializers = [];
    let _metadataSigningKey_extraInitializers = [];
    let _databasePoolSize_decorators;
    let _databasePoolSize_initializers = [];
    let _databasePoolSize_extraInitializers = [];
    let _databaseTimeoutMs_decorators;
    let _databaseTimeoutMs_initializers = [];
    let _databaseTimeoutMs_extraInitializers = [];
    let _maxStalenessMs_decorators;
    let _maxStalenessMs_initializers = [];
    let _maxStalenessMs_extraInitializers = [];
    let _feedPollMs_decorators;
    let _feedPollMs_initializers = [];
    let _feedPollMs_extraInitializers = [];
    let _maxClockSkewMs_decorators;
    let _maxClockSkewMs_initializers = [];
    let _maxClockSkewMs_extraInitializers = [];
    let _revisionWaitMs_decorators;
    let _revisionWaitMs_initializers = [];
    let _revisionWaitMs_extraInitializers = [];
    let _factsCacheEntries_decorators;
    let _factsCacheEntries_initializers = [];
    let _factsCacheEntries_extraInitializers = [];
    return class PdpConfig extends _classSuper {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(_classSuper[Symbol.metadata] ?? null) : void 0;
            _databaseUrl_decorators = [Setting({
                    name: 'DATABASE_URL',
                    description: 'PostgreSQL to use (15 or later), as `postgresql://user:password@host:port/database`. Without it, an embedded PostgreSQL runs in `LEGATE_DATA_DIR`.',
                    secret: true,
                }), IsGiven(), Matches(/^postgres(ql)?:\/\/\S+$/, { message: 'must be a URL that starts with postgresql://' })];
            _host_decorators = [Setting({ name: 'LEGATE_HOST', description: 'Address to listen on.' }), IsNotEmpty()];
            _port_decorators = [Setting({ name: 'LEGATE_PORT', description: 'TCP port to listen on; 0 takes a free one.' }), IsInt(), Min(0), Max(65535)];
            _tlsCertFile_decorators = [Setting({
                    name: 'LEGATE_TLS_CERT_FILE',
                    description: 'PEM file of the certificate, with those between it and its root. With it the service speaks HTTPS. Files of TLS are read again when they change.',
                })];
            _tlsKeyFile_decorators = [Setting({ name: 'LEGATE_TLS_KEY_FILE', description: 'PEM file of the private key.' })];
            _tlsClientCaFile_decorators = [Setting({
                    name: 'LEGATE_TLS_CLIENT_CA_FILE',
                    description: 'PEM file of the certificates that issue those of clients. With it a caller can be known by the SPIFFE id of its certificate.',
                })];
            _tlsTrustDomain_decorators = [Setting({
                    name: 'LEGATE_TLS_TRUST_DOMAIN',
                    description: 'The SPIFFE trust domain that `LEGATE_TLS_CLIENT_CA_FILE` is of.',
                }), IsGiven(), Matches(/^[a-z0-9._-]{1,255}$/, {
                    message: 'must be a SPIFFE trust domain, such as example.org',
                })];
            _jwksInternalHosts_decorators = [Setting({
                    name: 'LEGATE_JWKS_INTERNAL_HOSTS',
                    description: 'Hosts that keys of issuers may be fetched from although their addresses are internal, separated by commas.',
                })];
            _jwksCaFile_decorators = [Setting({
                    name: 'LEGATE_JWKS_CA_FILE',
                    description: 'PEM file of further certificates to believe when keys of issuers are fetched.',
                })];
            _jwksInsecureHttp_decorators = [Setting({
                    name: 'LEGATE_JWKS_INSECURE_HTTP',
                    description: 'Whether keys of issuers may be fetched over plain HTTP, from loopback only.',
                }), IsBoolean()];
            _dataDir_decorators = [Setting({
                    name: 'LEGATE_DATA_DIR',
                    description: 'Folder of the embedded PostgreSQL and of all else that is kept between runs.',
                }), IsNotEmpty()];
            _postgresSharedBuffersMb_decorators = [Setting({
                    name: 'LEGATE_POSTGRES_SHARED_BUFFERS_MB',
                    description: 'Memory in which the embedded PostgreSQL keeps pages. With many grants, as much as the database is large.',
                }), IsInt(), Min(16), Max(1_000_000)];
            _cacheDir_decorators = [Setting({
                    name: 'LEGATE_CACHE_DIR',
                    description: 'Folder of compiled policies and of the OPA binary. Can be deleted at any time.',
                    defaultText: '`$XDG_CACHE_HOME/legate`, or `~/.cache/legate`',
                })];
            _opa_decorators = [Setting({
                    name: 'LEGATE_OPA',
                    description: 'Path of the OPA command to compile policies with (1.x). Without it one is looked for, fetched or built.',
                })];
            _opaReleaseUrl_decorators = [Setting({
                    name: 'LEGATE_OPA_RELEASE_URL',
                    description: "Base address of OPA's releases, for a mirror.",
                }), IsGiven(), Matches(/^https?:\/\/\S+$/, { message: 'must be an http or https URL' })];
            _bootstrapAdminKey_decorators = [Setting({
                    name: 'LEGATE_BOOTSTRAP_ADMIN_KEY',
                    description: 'Key of the bootstrap caller: `lgt_` and at least 32 visible ASCII characters. Replaces the one it has. Without it one is made on the first run and shown once.',
                    secret: true,
                }), IsGiven(), Matches(API_KEY_PATTERN, { message: 'must be lgt_ and 32 to 512 visible ASCII characters' })];
            _migrateOnStart_decorators = [Setting({
                    name: 'LEGATE_MIGRATE_ON_START',
                    description: 'Whether to bring the database schema up to date at start.',
                }), IsBoolean()];
            _logLevel_decorators = [Setting({
                    name: 'LEGATE_LOG_LEVEL',
                    description: `Least level of the operational log: ${LOG_LEVELS.map((level) => `\`${level}\``).join(', ')}.`,
                }), IsIn(LOG_LEVELS)];
            _publicUrl_decorators = [Setting({
                    name: 'LEGATE_PUBLIC_URL',
                    description: 'Where the service is reached, as `https://host`: the base of its AuthZEN metadata. Without it, the address that a request comes in at, over plain HTTP.',
                }), IsGiven(), Matches(/^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/, {
                    message: 'must be https://host or https://host:port, without a path',
                })];
            _metadataSigningKey_decorators = [Setting({
                    name: 'LEGATE_METADATA_SIGNING_KEY',
                    description: 'Private key to sign AuthZEN metadata with: EC P-256, Ed25519 or RSA, as a JWK or PEM. Without it, metadata is not signed.',
                    secret: true,
                })];
            _databasePoolSize_decorators = [Setting({
                    name: 'LEGATE_DATABASE_POOL_SIZE',
                    description: 'Most connections to the database, beside two that follow changes.',
                }), IsInt(), Min(1), Max(500)];
            _databaseTimeoutMs_decorators = [Setting({
                    name: 'LEGATE_DATABASE_TIMEOUT_MS',
                    description: 'Longest time to connect, and longest time of one statement.',
                }), IsInt(), Min(100), Max(600_000)];
            _maxStalenessMs_decorators = [Setting({
                    name: 'LEGATE_MAX_STALENESS_MS',
                    description: 'Facts that were not confirmed against the database for longer are not decided on: deny `indeterminate.stale`, not ready.',
                }), IsInt(), Min(100), Max(600_000)];
            _feedPollMs_decorators = [Setting({
                    name: 'LEGATE_FEED_POLL_MS',
                    description: 'How often to look for changes when no notification comes.',
                }), IsInt(), Min(10), Max(60_000)];
            _maxClockSkewMs_decorators = [Setting({
                    name: 'LEGATE_MAX_CLOCK_SKEW_MS',
                    description: "Largest difference between this machine's clock and the database's: beyond it, deny `indeterminate.clock`, not ready.",
                }), IsInt(), Min(1), Max(600_000)];
            _revisionWaitMs_decorators = [Setting({
                    name: 'LEGATE_REVISION_WAIT_MS',
                    description: 'Longest wait for the revision that a request demands with `Legate-Min-Revision`.',
                }), IsInt(), Min(0), Max(60_000)];
            _factsCacheEntries_decorators = [Setting({
                    name: 'LEGATE_FACTS_CACHE_ENTRIES',
                    description: 'Most facts kept in memory per tenant; at the bound its cache begins anew.',
                }), IsInt(), Min(1), Max(10_000_000)];
            __esDecorate(null, null, _databaseUrl_decorators, { kind: "field", name: "databaseUrl", static: false, private: false, access: { has: obj => "databaseUrl" in obj, get: obj => obj.databaseUrl, set: (obj, value) => { obj.databaseUrl = value; } }, metadata: _metadata }, _databaseUrl_initializers, _databaseUrl_extraInitializers);
            __esDecorate(null, null, _host_decorators, { kind: "field", name: "host", static: false, private: false, access: { has: obj => "host" in obj, get: obj => obj.host, set: (obj, value) => { obj.host = value; } }, metadata: _metadata }, _host_initializers, _host_extraInitializers);
            __esDecorate(null, null, _port_decorators, { kind: "field", name: "port", static: false, private: false, access: { has: obj => "port" in obj, get: obj => obj.port, set: (obj, value) => { obj.port = value; } }, metadata: _metadata }, _port_initializers, _port_extraInitializers);
            __esDecorate(null, null, _tlsCertFile_decorators, { kind: "field", name: "tlsCertFile", static: false, private: false, access: { has: obj => "tlsCertFile" in obj, get: obj => obj.tlsCertFile, set: (obj, value) => { obj.tlsCertFile = value; } }, metadata: _metadata }, _tlsCertFile_initializers, _tlsCertFile_extraInitializers);
            __esDecorate(null, null, _tlsKeyFile_decorators, { kind: "field", name: "tlsKeyFile", static: false, private: false, access: { has: obj => "tlsKeyFile" in obj, get: obj => obj.tlsKeyFile, set: (obj, value) => { obj.tlsKeyFile = value; } }, metadata: _metadata }, _tlsKeyFile_initializers, _tlsKeyFile_extraInitializers);
            __esDecorate(null, null, _tlsClientCaFile_decorators, { kind: "field", name: "tlsClientCaFile", static: false, private: false, access: { has: obj => "tlsClientCaFile" in obj, get: obj => obj.tlsClientCaFile, set: (obj, value) => { obj.tlsClientCaFile = value; } }, metadata: _metadata }, _tlsClientCaFile_initializers, _tlsClientCaFile_extraInitializers);
            __esDecorate(null, null, _tlsTrustDomain_decorators, { kind: "field", name: "tlsTrustDomain", static: false, private: false, access: { has: obj => "tlsTrustDomain" in obj, get: obj => obj.tlsTrustDomain, set: (obj, value) => { obj.tlsTrustDomain = value; } }, metadata: _metadata }, _tlsTrustDomain_initializers, _tlsTrustDomain_extraInitializers);
            __esDecorate(null, null, _jwksInternalHosts_decorators, { kind: "field", name: "jwksInternalHosts", static: false, private: false, access: { has: obj => "jwksInternalHosts" in obj, get: obj => obj.jwksInternalHosts, set: (obj, value) => { obj.jwksInternalHosts = value; } }, metadata: _metadata }, _jwksInternalHosts_initializers, _jwksInternalHosts_extraInitializers);
            __esDecorate(null, null, _jwksCaFile_decorators, { kind: "field", name: "jwksCaFile", static: false, private: false, access: { has: obj => "jwksCaFile" in obj, get: obj => obj.jwksCaFile, set: (obj, value) => { obj.jwksCaFile = value; } }, metadata: _metadata }, _jwksCaFile_initializers, _jwksCaFile_extraInitializers);
            __esDecorate(null, null, _jwksInsecureHttp_decorators, { kind: "field", name: "jwksInsecureHttp", static: false, private: false, access: { has: obj => "jwksInsecureHttp" in obj, get: obj => obj.jwksInsecureHttp, set: (obj, value) => { obj.jwksInsecureHttp = value; } }, metadata: _metadata }, _jwksInsecureHttp_initializers, _jwksInsecureHttp_extraInitializers);
            __esDecorate(null, null, _dataDir_decorators, { kind: "field", name: "dataDir", static: false, private: false, access: { has: obj => "dataDir" in obj, get: obj => obj.dataDir, set: (obj, value) => { obj.dataDir = value; } }, metadata: _metadata }, _dataDir_initializers, _dataDir_extraInitializers);
            __esDecorate(null, null, _postgresSharedBuffersMb_decorators, { kind: "field", name: "postgresSharedBuffersMb", static: false, private: false, access: { has: obj => "postgresSharedBuffersMb" in obj, get: obj => obj.postgresSharedBuffersMb, set: (obj, value) => { obj.postgresSharedBuffersMb = value; } }, metadata: _metadata }, _postgresSharedBuffersMb_initializers, _postgresSharedBuffersMb_extraInitializers);
            __esDecorate(null, null, _cacheDir_decorators, { kind: "field", name: "cacheDir", static: false, private: false, access: { has: obj => "cacheDir" in obj, get: obj => obj.cacheDir, set: (obj, value) => { obj.cacheDir = value; } }, metadata: _metadata }, _cacheDir_initializers, _cacheDir_extraInitializers);
            __esDecorate(null, null, _opa_decorators, { kind: "field", name: "opa", static: false, private: false, access: { has: obj => "opa" in obj, get: obj => obj.opa, set: (obj, value) => { obj.opa = value; } }, metadata: _metadata }, _opa_initializers, _opa_extraInitializers);
            __esDecorate(null, null, _opaReleaseUrl_decorators, { kind: "field", name: "opaReleaseUrl", static: false, private: false, access: { has: obj => "opaReleaseUrl" in obj, get: obj => obj.opaReleaseUrl, set: (obj, value) => { obj.opaReleaseUrl = value; } }, metadata: _metadata }, _opaReleaseUrl_initializers, _opaReleaseUrl_extraInitializers);
            __esDecorate(null, null, _bootstrapAdminKey_decorators, { kind: "field", name: "bootstrapAdminKey", static: false, private: false, access: { has: obj => "bootstrapAdminKey" in obj, get: obj => obj.bootstrapAdminKey, set: (obj, value) => { obj.bootstrapAdminKey = value; } }, metadata: _metadata }, _bootstrapAdminKey_initializers, _bootstrapAdminKey_extraInitializers);
            __esDecorate(null, null, _migrateOnStart_decorators, { kind: "field", name: "migrateOnStart", static: false, private: false, access: { has: obj => "migrateOnStart" in obj, get: obj => obj.migrateOnStart, set: (obj, value) => { obj.migrateOnStart = value; } }, metadata: _metadata }, _migrateOnStart_initializers, _migrateOnStart_extraInitializers);
            __esDecorate(null, null, _logLevel_decorators, { kind: "field", name: "logLevel", static: false, private: false, access: { has: obj => "logLevel" in obj, get: obj => obj.logLevel, set: (obj, value) => { obj.logLevel = value; } }, metadata: _metadata }, _logLevel_initializers, _logLevel_extraInitializers);
            __esDecorate(null, null, _publicUrl_decorators, { kind: "field", name: "publicUrl", static: false, private: false, access: { has: obj => "publicUrl" in obj, get: obj => obj.publicUrl, set: (obj, value) => { obj.publicUrl = value; } }, metadata: _metadata }, _publicUrl_initializers, _publicUrl_extraInitializers);
            __esDecorate(null, null, _metadataSigningKey_decorators, { kind: "field", name: "metadataSigningKey", static: false, private: false, access: { has: obj => "metadataSigningKey" in obj, get: obj => obj.metadataSigningKey, set: (obj, value) => { obj.metadataSigningKey = value; } }, metadata: _metadata }, _metadataSigningKey_initializers, _metadataSigningKey_extraInitializers);
            __esDecorate(null, null, _databasePoolSize_decorators, { kind: "field", name: "databasePoolSize", static: false, private: false, access: { has: obj => "databasePoolSize" in obj, get: obj => obj.databasePoolSize, set: (obj, value) => { obj.databasePoolSize = value; } }, metadata: _metadata }, _databasePoolSize_initializers, _databasePoolSize_extraInitializers);
            __esDecorate(null, null, _databaseTimeoutMs_decorators, { kind: "field", name: "databaseTimeoutMs", static: false, private: false, access: { has: obj => "databaseTimeoutMs" in obj, get: obj => obj.databaseTimeoutMs, set: (obj, value) => { obj.databaseTimeoutMs = value; } }, metadata: _metadata }, _databaseTimeoutMs_initializers, _databaseTimeoutMs_extraInitializers);
            __esDecorate(null, null, _maxStalenessMs_decorators, { kind: "field", name: "maxStalenessMs", static: false, private: false, access: { has: obj => "maxStalenessMs" in obj, get: obj => obj.maxStalenessMs, set: (obj, value) => { obj.maxStalenessMs = value; } }, metadata: _metadata }, _maxStalenessMs_initializers, _maxStalenessMs_extraInitializers);
            __esDecorate(null, null, _feedPollMs_decorators, { kind: "field", name: "feedPollMs", static: false, private: false, access: { has: obj => "feedPollMs" in obj, get: obj => obj.feedPollMs, set: (obj, value) => { obj.feedPollMs = value; } }, metadata: _metadata }, _feedPollMs_initializers, _feedPollMs_extraInitializers);
            __esDecorate(null, null, _maxClockSkewMs_decorators, { kind: "field", name: "maxClockSkewMs", static: false, private: false, access: { has: obj => "maxClockSkewMs" in obj, get: obj => obj.maxClockSkewMs, set: (obj, value) => { obj.maxClockSkewMs = value; } }, metadata: _metadata }, _maxClockSkewMs_initializers, _maxClockSkewMs_extraInitializers);
            __esDecorate(null, null, _revisionWaitMs_decorators, { kind: "field", name: "revisionWaitMs", static: false, private: false, access: { has: obj => "revisionWaitMs" in obj, get: obj => obj.revisionWaitMs, set: (obj, value) => { obj.revisionWaitMs = value; } }, metadata: _metadata }, _revisionWaitMs_initializers, _revisionWaitMs_extraInitializers);
            __esDecorate(null, null, _factsCacheEntries_decorators, { kind: "field", name: "factsCacheEntries", static: false, private: false, access: { has: obj => "factsCacheEntries" in obj, get: obj => obj.factsCacheEntries, set: (obj, value) => { obj.factsCacheEntries = value; } }, metadata: _metadata }, _factsCacheEntries_initializers, _factsCacheEntries_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        databaseUrl = __runInitializers(this, _databaseUrl_initializers, '');
        host = (__runInitializers(this, _databaseUrl_extraInitializers), __runInitializers(this, _host_initializers, '127.0.0.1'));
        port = (__runInitializers(this, _host_extraInitializers), __runInitializers(this, _port_initializers, 8080));
        tlsCertFile = (__runInitializers(this, _port_extraInitializers), __runInitializers(this, _tlsCertFile_initializers, ''));
        tlsKeyFile = (__runInitializers(this, _tlsCertFile_extraInitializers), __runInitializers(this, _tlsKeyFile_initializers, ''));
        tlsClientCaFile = (__runInitializers(this, _tlsKeyFile_extraInitializers), __runInitializers(this, _tlsClientCaFile_initializers, ''));
        tlsTrustDomain = (__runInitializers(this, _tlsClientCaFile_extraInitializers), __runInitializers(this, _tlsTrustDomain_initializers, ''));
        jwksInternalHosts = (__runInitializers(this, _tlsTrustDomain_extraInitializers), __runInitializers(this, _jwksInternalHosts_initializers, ''));
        jwksCaFile = (__runInitializers(this, _jwksInternalHosts_extraInitializers), __runInitializers(this, _jwksCaFile_initializers, ''));
        jwksInsecureHttp = (__runInitializers(this, _jwksCaFile_extraInitializers), __runInitializers(this, _jwksInsecureHttp_initializers, false));
        dataDir = (__runInitializers(this, _jwksInsecureHttp_extraInitializers), __runInitializers(this, _dataDir_initializers, '.legate'));
        postgresSharedBuffersMb = (__runInitializers(this, _dataDir_extraInitializers), __runInitializers(this, _postgresSharedBuffersMb_initializers, 128));
        cacheDir = (__runInitializers(this, _postgresSharedBuffersMb_extraInitializers), __runInitializers(this, _cacheDir_initializers, ''));
        opa = (__runInitializers(this, _cacheDir_extraInitializers), __runInitializers(this, _opa_initializers, ''));
        opaReleaseUrl = (__runInitializers(this, _opa_extraInitializers), __runInitializers(this, _opaReleaseUrl_initializers, ''));
        bootstrapAdminKey = (__runInitializers(this, _opaReleaseUrl_extraInitializers), __runInitializers(this, _bootstrapAdminKey_initializers, ''));
        migrateOnStart = (__runInitializers(this, _bootstrapAdminKey_extraInitializers), __runInitializers(this, _migrateOnStart_initializers, true));
        logLevel = (__runInitializers(this, _migrateOnStart_extraInitializers), __runInitializers(this, _logLevel_initializers, 'info'));
        publicUrl = (__runInitializers(this, _logLevel_extraInitializers), __runInitializers(this, _publicUrl_initializers, ''));
        metadataSigningKey = (__runInitializers(this, _publicUrl_extraInitializers), __runInitializers(this, _metadataSigningKey_initializers, ''));
        databasePoolSize = (__runInitializers(this, _metadataSigningKey_extraInitializers), __runInitializers(this, _databasePoolSize_initializers, 10));
        databaseTimeoutMs = (__runInitializers(this, _databasePoolSize_extraInitializers), __runInitializers(this, _databaseTimeoutMs_initializers, 5000));
        maxStalenessMs = (__runInitializers(this, _databaseTimeoutMs_extraInitializers), __runInitializers(this, _maxStalenessMs_initializers, 5000));
        feedPollMs = (__runInitializers(this, _maxStalenessMs_extraInitializers), __runInitializers(this, _feedPollMs_initializers, 250));
        maxClockSkewMs = (__runInitializers(this, _feedPollMs_extraInitializers), __runInitializers(this, _maxClockSkewMs_initializers, 1000));
        revisionWaitMs = (__runInitializers(this, _maxClockSkewMs_extraInitializers), __runInitializers(this, _revisionWaitMs_initializers, 1000));
        factsCacheEntries = (__runInitializers(this, _revisionWaitMs_extraInitializers), __runInitializers(this, _factsCacheEntries_initializers, 200_000));
        constructor() {
            super(...arguments);
            __runInitializers(this, _factsCacheEntries_extraInitializers);
        }
    };
})();
export { PdpConfig };
