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
import { BundleCompiler, BundleSettings, BundlesModule, BundleVerifier, SHADOW_PROVIDERS, RemoteSettings, StarterPolicy, } from '@legate/bundles';
import { CallersModule, TokenSettings } from '@legate/callers';
import { DecideAsOf, DecideBatch, DecideService, DecisionLimits, DecisionTap, ExplainService, Judge, Replay, } from '@legate/decision';
import { DecisionRecorder, LogStatus, LogWriter, RecorderSettings } from '@legate/decision-log';
import { CacheSettings, DelegationModule } from '@legate/delegation';
import { DirectoryModule, FeedSettings, ProcessClock } from '@legate/directory';
import { GitModule, GitSettings } from '@legate/git';
import { INSIGHT_PROVIDERS, SearchLimits } from '@legate/insight';
import { dataSourceOptions, PersistenceModule } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BundleRemotesController } from './admin-api/bundle-remotes/bundle-remotes.controller.js';
import { BundlesController } from './admin-api/bundles/bundles.controller.js';
import { GateController } from './admin-api/bundles/gate.controller.js';
import { ReplayIntake } from './admin-api/bundles/replay-intake.js';
import { ShadowController } from './admin-api/bundles/shadow.controller.js';
import { CallerKeysController } from './admin-api/callers/caller-keys.controller.js';
import { CallersController } from './admin-api/callers/callers.controller.js';
import { GrantCheckController } from './admin-api/grants/grant-check.controller.js';
import { GrantsController } from './admin-api/grants/grants.controller.js';
import { GroupsController } from './admin-api/groups/groups.controller.js';
import { MembersController } from './admin-api/groups/members.controller.js';
import { RoleAssignmentsController } from './admin-api/groups/role-assignments.controller.js';
import { IdentitiesController } from './admin-api/identities/identities.controller.js';
import { ImportIntake } from './admin-api/imports/import-intake.js';
import { ImportLimits } from './admin-api/imports/import-limits.js';
import { ImportsController } from './admin-api/imports/imports.controller.js';
import { FindingsController } from './admin-api/insight/findings.controller.js';
import { ImpactController } from './admin-api/insight/impact.controller.js';
import { ReachController } from './admin-api/insight/reach.controller.js';
import { IssuersController } from './admin-api/issuers/issuers.controller.js';
import { ResourcesController } from './admin-api/resources/resources.controller.js';
import { RouteTablesController } from './admin-api/route-tables/route-tables.controller.js';
import { PageLimits } from './admin-api/shared/page-limits.js';
import { TenantsController } from './admin-api/tenants/tenants.controller.js';
import { ActionTypesController } from './admin-api/types/action-types.controller.js';
import { SubjectTypesController } from './admin-api/types/subject-types.controller.js';
import { AskBatch } from './decision-api/ask-batch.js';
import { AskDecision } from './decision-api/ask-decision.js';
import { BatchLimits } from './decision-api/batch-limits.js';
import { EvaluationController } from './decision-api/evaluation.controller.js';
import { EvaluationsController } from './decision-api/evaluations.controller.js';
import { ExplainController } from './decision-api/explain.controller.js';
import { PastEvaluationController } from './decision-api/past-evaluation.controller.js';
import { RecordSearch } from './decision-api/record-search.js';
import { SearchController } from './decision-api/search.controller.js';
import { CompiledTables } from './forward-auth/compiled-tables.js';
import { ForwardAuthController } from './forward-auth/forward-auth.controller.js';
import { SubjectOfRequest } from './forward-auth/subject-of-request.js';
import { GitController } from './git-api/git.controller.js';
import { HealthController } from './health/health.controller.js';
import { KnownTenants } from './http/known-tenants.js';
import { SystemPolicy } from './http/system-policy.js';
import { MetadataSettings } from './metadata/metadata-settings.js';
import { MetadataController } from './metadata/metadata.controller.js';
import { DataDocuments } from './opa-api/data-documents.js';
import { DataController, WebhookDataController } from './opa-api/data.controller.js';
import { SettingsModule } from './settings.module.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
const ADMIN_CONTROLLERS = [
    TenantsController,
    SubjectTypesController,
    IdentitiesController,
    GroupsController,
    MembersController,
    RoleAssignmentsController,
    ActionTypesController,
    ResourcesController,
    GrantsController,
    GrantCheckController,
    ReachController,
    ImpactController,
    FindingsController,
    ImportsController,
    RouteTablesController,
    CallersController,
    BundlesController,
    GateController,
    ShadowController,
    BundleRemotesController,
    CallerKeysController,
    IssuersController,
];
const DECISION_PROVIDERS = [
    DecisionTap,
    Judge,
    DecideService,
    DecideBatch,
    DecideAsOf,
    ExplainService,
    DecisionRecorder,
    Replay,
    AskDecision,
    AskBatch,
    RecordSearch,
    DataDocuments,
    CompiledTables,
    SubjectOfRequest,
];
let PdpModule = (() => {
    let _classDecorators = [Module({})];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    var PdpModule = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            PdpModule = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        static with(parts) {
            return {
                module: PdpModule,
                imports: [
                    SettingsModule.with(toSettings(parts)),
                    TypeOrmModule.forRoot({ ...dataSourceOptions(parts.database), retryAttempts: 0 }),
                    PersistenceModule,
                    CallersModule,
                    DirectoryModule,
                    DelegationModule,
                    BundlesModule,
                    GitModule,
                ],
                controllers: [
                    EvaluationController,
                    EvaluationsController,
                    SearchController,
                    PastEvaluationController,
                    ExplainController,
                    DataController,
                    WebhookDataController,
                    ForwardAuthController,
                    GitController,
                    ...ADMIN_CONTROLLERS,
                    WebhooksController,
                    MetadataController,
                    HealthController,
                ],
                providers: [
                    ...DECISION_PROVIDERS,
                    ...INSIGHT_PROVIDERS,
                    ...SHADOW_PROVIDERS,
                    ImportIntake,
                    ReplayIntake,
                    KnownTenants,
                    { provide: SystemPolicy, useValue: new SystemPolicy(parts.systemPolicy) },
                ],
            };
        }
    };
    return PdpModule = _classThis;
})();
export { PdpModule };
function toSettings({ log, limits, imports, ...parts }) {
    return [
        { provide: OperationalLog, useValue: log },
        { provide: DecisionLimits, useValue: limits },
        { provide: PageLimits, useValue: parts.pages },
        { provide: ImportLimits, useValue: imports },
        { provide: BatchLimits, useValue: parts.batch },
        { provide: SearchLimits, useValue: parts.search },
        { provide: MetadataSettings, useValue: parts.metadata },
        { provide: FeedSettings, useValue: parts.feed },
        { provide: CacheSettings, useValue: parts.cache },
        { provide: ProcessClock, useValue: parts.clock },
        { provide: BundleSettings, useValue: parts.bundles },
        { provide: RemoteSettings, useValue: parts.remotes },
        { provide: GitSettings, useValue: parts.git },
        { provide: BundleCompiler, useValue: parts.compiler },
        { provide: BundleVerifier, useValue: parts.verifier },
        { provide: StarterPolicy, useValue: new StarterPolicy(parts.starterPolicy) },
        { provide: TokenSettings, useValue: parts.tokens },
        { provide: LogWriter, useValue: parts.decisionLog },
        { provide: LogStatus, useValue: parts.logStatus },
        { provide: RecorderSettings, useValue: parts.recorder },
    ];
}
