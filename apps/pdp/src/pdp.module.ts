import { CallersModule } from '@legate/callers';
import {
  DecideAsOf,
  DecideService,
  DecisionLimits,
  ExplainService,
  Judge,
  PolicySource,
} from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import { CacheSettings, DelegationModule } from '@legate/delegation';
import { DirectoryModule, FeedSettings, ProcessClock } from '@legate/directory';
import { INSIGHT_PROVIDERS } from '@legate/insight';
import { dataSourceOptions } from '@legate/persistence';
import type { DatabaseSettings } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { Module } from '@nestjs/common';
import type { DynamicModule, ValueProvider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
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
import { ResourcesController } from './admin-api/resources/resources.controller.js';
import { RouteTablesController } from './admin-api/route-tables/route-tables.controller.js';
import { TenantsController } from './admin-api/tenants/tenants.controller.js';
import { ActionTypesController } from './admin-api/types/action-types.controller.js';
import { SubjectTypesController } from './admin-api/types/subject-types.controller.js';
import { AskDecision } from './decision-api/ask-decision.js';
import { EvaluationController } from './decision-api/evaluation.controller.js';
import { ExplainController } from './decision-api/explain.controller.js';
import { PastEvaluationController } from './decision-api/past-evaluation.controller.js';
import { CompiledTables } from './forward-auth/compiled-tables.js';
import { ForwardAuthController } from './forward-auth/forward-auth.controller.js';
import { SubjectOfRequest } from './forward-auth/subject-of-request.js';
import { HealthController } from './health/health.controller.js';
import { BundledPolicies } from './http/bundled-policies.js';
import { KnownTenants } from './http/known-tenants.js';
import { SystemPolicy } from './http/system-policy.js';
import { DataDocuments } from './opa-api/data-documents.js';
import { DataController, WebhookDataController } from './opa-api/data.controller.js';
import { SettingsModule } from './settings.module.js';

/** All that the service is made of and that is not made by Nest. */
export interface PdpParts {
  readonly database: DatabaseSettings;
  readonly log: OperationalLog;
  readonly limits: DecisionLimits;
  readonly imports: ImportLimits;
  readonly feed: FeedSettings;
  readonly cache: CacheSettings;
  readonly clock: ProcessClock;
  readonly starterPolicy: PolicyEvaluator;
  readonly systemPolicy: PolicyEvaluator;
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
  ImportsController,
  RouteTablesController,
  CallersController,
];

@Module({})
export class PdpModule {
  static with(parts: PdpParts): DynamicModule {
    return {
      module: PdpModule,
      imports: [
        SettingsModule.with(toSettings(parts)),
        TypeOrmModule.forRoot({ ...dataSourceOptions(parts.database), retryAttempts: 0 }),
        CallersModule,
        DirectoryModule,
        DelegationModule,
      ],
      controllers: [
        EvaluationController,
        PastEvaluationController,
        ExplainController,
        DataController,
        WebhookDataController,
        ForwardAuthController,
        ...ADMIN_CONTROLLERS,
        HealthController,
      ],
      providers: [
        Judge,
        DecideService,
        DecideAsOf,
        ExplainService,
        AskDecision,
        DataDocuments,
        CompiledTables,
        SubjectOfRequest,
        ...INSIGHT_PROVIDERS,
        ImportIntake,
        KnownTenants,
        ...toPolicies(parts),
      ],
    };
  }
}

function toSettings({ log, limits, imports, ...parts }: PdpParts): ValueProvider[] {
  return [
    { provide: OperationalLog, useValue: log },
    { provide: DecisionLimits, useValue: limits },
    { provide: ImportLimits, useValue: imports },
    { provide: FeedSettings, useValue: parts.feed },
    { provide: CacheSettings, useValue: parts.cache },
    { provide: ProcessClock, useValue: parts.clock },
  ];
}

function toPolicies({ starterPolicy, systemPolicy }: PdpParts): ValueProvider[] {
  return [
    { provide: PolicySource, useValue: new BundledPolicies(starterPolicy) },
    { provide: SystemPolicy, useValue: new SystemPolicy(systemPolicy) },
  ];
}
