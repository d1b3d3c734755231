import {
  BundleCompiler,
  BundleSettings,
  BundlesModule,
  BundleVerifier,
  SHADOW_PROVIDERS,
  RemoteSettings,
  StarterPolicy,
} from '@legate/bundles';
import { CallersModule, TokenSettings } from '@legate/callers';
import {
  DecideAsOf,
  DecideBatch,
  DecideService,
  DecisionLimits,
  DecisionTap,
  ExplainService,
  Judge,
  Replay,
} from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import {
  AdminRecorder,
  DecisionRecorder,
  CanarySettings,
  LOG_QUERY_PROVIDERS,
  LogCanary,
  LogReadSettings,
  LogStatus,
  LogWriter,
  RecorderSettings,
} from '@legate/decision-log';
import { CacheSettings, DelegationModule } from '@legate/delegation';
import { DirectoryModule, FeedSettings, ProcessClock } from '@legate/directory';
import { GitModule, GitSettings } from '@legate/git';
import { INSIGHT_PROVIDERS, SearchLimits } from '@legate/insight';
import { dataSourceOptions, PersistenceModule } from '@legate/persistence';
import type { DatabaseSettings } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { PolicyRuntime } from '@legate/policy';
import { Module } from '@nestjs/common';
import type { DynamicModule, ValueProvider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BundleRemotesController } from './admin-api/bundle-remotes/bundle-remotes.controller.js';
import { BundlesController } from './admin-api/bundles/bundles.controller.js';
import { GateController } from './admin-api/bundles/gate.controller.js';
import { ShadowController } from './admin-api/bundles/shadow.controller.js';
import { StoredRefsController } from './admin-api/bundles/stored-refs.controller.js';
import { CallerKeysController } from './admin-api/callers/caller-keys.controller.js';
import { CallersController } from './admin-api/callers/callers.controller.js';
import { ActivityController } from './admin-api/decisions/activity.controller.js';
import { DecisionStreamsController } from './admin-api/decisions/decision-streams.controller.js';
import { DecisionsController } from './admin-api/decisions/decisions.controller.js';
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
import { ReplayIntake } from './admin-api/replays/replay-intake.js';
import { ReplayLog } from './admin-api/replays/replay-log.js';
import { ReplayRuns } from './admin-api/replays/replay-runs.js';
import { ReplaysController } from './admin-api/replays/replays.controller.js';
import { ResourcesController } from './admin-api/resources/resources.controller.js';
import { RouteTablesController } from './admin-api/route-tables/route-tables.controller.js';
import { PageLimits } from './admin-api/shared/page-limits.js';
import { TenantsController } from './admin-api/tenants/tenants.controller.js';
import { ActionTypesController } from './admin-api/types/action-types.controller.js';
import { SubjectTypesController } from './admin-api/types/subject-types.controller.js';
import { AdminAudit } from './audit/admin-audit.js';
import { AuditWrites } from './audit/audit-writes.js';
import { Refusals } from './audit/refusals.js';
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
import { Readiness } from './health/readiness.js';
import { ShippedLog } from './health/shipped-log.js';
import { KnownTenants } from './http/known-tenants.js';
import { SystemPolicy } from './http/system-policy.js';
import { MetadataSettings } from './metadata/metadata-settings.js';
import { MetadataController } from './metadata/metadata.controller.js';
import { HttpTally } from './metrics/http-tally.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { METRICS_PROVIDERS } from './metrics/metrics.providers.js';
import { DataDocuments } from './opa-api/data-documents.js';
import { DataController, WebhookDataController } from './opa-api/data.controller.js';
import { SettingsModule } from './settings.module.js';
import { Tracing } from './tracing/tracing.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

/** All that the service is made of and that is not made by Nest. */
export interface PdpParts {
  readonly database: DatabaseSettings;
  readonly log: OperationalLog;
  readonly limits: DecisionLimits;
  readonly pages: PageLimits;
  readonly batch: BatchLimits;
  readonly search: SearchLimits;
  readonly metadata: MetadataSettings;
  readonly imports: ImportLimits;
  readonly feed: FeedSettings;
  readonly cache: CacheSettings;
  readonly clock: ProcessClock;
  readonly tokens: TokenSettings;
  readonly starterPolicy: PolicyEvaluator;
  readonly systemPolicy: PolicyEvaluator;
  readonly bundles: BundleSettings;
  readonly remotes: RemoteSettings;
  readonly git: GitSettings;
  readonly compiler: BundleCompiler;
  readonly runtime: PolicyRuntime;
  readonly verifier: BundleVerifier;
  readonly decisionLog: LogWriter;
  readonly logStatus: LogStatus;
  readonly recorder: RecorderSettings;
  readonly logReads: LogReadSettings;
  readonly canary: CanarySettings;
  readonly tracing: Tracing;
}

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
  DecisionStreamsController,
  ActivityController,
  DecisionsController,
  ImportsController,
  RouteTablesController,
  CallersController,
  BundlesController,
  GateController,
  ShadowController,
  StoredRefsController,
  BundleRemotesController,
  ReplaysController,
  CallerKeysController,
  IssuersController,
];

/** Of the service, not of a tenant. */
const SERVICE_CONTROLLERS = [
  WebhooksController,
  MetadataController,
  HealthController,
  MetricsController,
];

const DECISION_PROVIDERS = [
  DecisionTap,
  Judge,
  DecideService,
  DecideBatch,
  DecideAsOf,
  ExplainService,
  DecisionRecorder,
  AskDecision,
  AskBatch,
  RecordSearch,
  DataDocuments,
  CompiledTables,
  SubjectOfRequest,
];

const WATCH_PROVIDERS = [...METRICS_PROVIDERS, LogCanary, ShippedLog, Readiness];
const REPLAY_PROVIDERS = [Replay, ReplayRuns, ReplayIntake, ReplayLog];
const AUDIT_PROVIDERS = [AdminRecorder, AdminAudit, AuditWrites, Refusals];

@Module({})
export class PdpModule {
  /** @param http counts requests; made before, since it also counts what fails before any route */
  static with(parts: PdpParts, http: HttpTally): DynamicModule {
    return {
      module: PdpModule,
      imports: [
        SettingsModule.with(toSettings(parts, http)),
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
        ...SERVICE_CONTROLLERS,
      ],
      providers: [
        ...DECISION_PROVIDERS,
        ...AUDIT_PROVIDERS,
        ...INSIGHT_PROVIDERS,
        ...SHADOW_PROVIDERS,
        ...WATCH_PROVIDERS,
        ...LOG_QUERY_PROVIDERS,
        ImportIntake,
        ...REPLAY_PROVIDERS,
        KnownTenants,
        { provide: SystemPolicy, useValue: new SystemPolicy(parts.systemPolicy) },
      ],
    };
  }
}

function toSettings(
  { log, limits, imports, ...parts }: PdpParts,
  http: HttpTally,
): ValueProvider[] {
  return [
    { provide: HttpTally, useValue: http },
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
    { provide: PolicyRuntime, useValue: parts.runtime },
    { provide: BundleVerifier, useValue: parts.verifier },
    { provide: StarterPolicy, useValue: new StarterPolicy(parts.starterPolicy) },
    { provide: TokenSettings, useValue: parts.tokens },
    { provide: LogWriter, useValue: parts.decisionLog },
    { provide: LogStatus, useValue: parts.logStatus },
    { provide: RecorderSettings, useValue: parts.recorder },
    { provide: LogReadSettings, useValue: parts.logReads },
    { provide: CanarySettings, useValue: parts.canary },
    { provide: Tracing, useValue: parts.tracing },
  ];
}
