import { CallersModule } from '@legate/callers';
import { DecideService, DecisionLimits, PolicySource } from '@legate/decision';
import type { PolicyEvaluator } from '@legate/decision';
import { DelegationModule } from '@legate/delegation';
import { DirectoryModule } from '@legate/directory';
import { dataSourceOptions } from '@legate/persistence';
import type { DatabaseSettings } from '@legate/persistence';
import { OperationalLog } from '@legate/platform';
import { Module } from '@nestjs/common';
import type { DynamicModule, Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CallersController } from './admin-api/callers.controller.js';
import { GrantsController } from './admin-api/grants.controller.js';
import { IdentitiesController } from './admin-api/identities.controller.js';
import { ResourcesController } from './admin-api/resources.controller.js';
import { EvaluationController } from './decision-api/evaluation.controller.js';
import { HealthController } from './health/health.controller.js';
import { BundledPolicies } from './http/bundled-policies.js';
import { SystemPolicy } from './http/system-policy.js';

/** All that the service is made of and that is not made by Nest. */
export interface PdpParts {
  readonly database: DatabaseSettings;
  readonly log: OperationalLog;
  readonly limits: DecisionLimits;
  readonly starterPolicy: PolicyEvaluator;
  readonly systemPolicy: PolicyEvaluator;
}

@Module({})
export class PdpModule {
  static with(parts: PdpParts): DynamicModule {
    return {
      module: PdpModule,
      imports: [
        TypeOrmModule.forRoot({ ...dataSourceOptions(parts.database), retryAttempts: 0 }),
        CallersModule,
        DirectoryModule,
        DelegationModule,
      ],
      controllers: [
        EvaluationController,
        IdentitiesController,
        ResourcesController,
        GrantsController,
        CallersController,
        HealthController,
      ],
      providers: [DecideService, ...toProviders(parts)],
    };
  }
}

function toProviders({ log, limits, starterPolicy, systemPolicy }: PdpParts): Provider[] {
  return [
    { provide: OperationalLog, useValue: log },
    { provide: DecisionLimits, useValue: limits },
    { provide: PolicySource, useValue: new BundledPolicies(starterPolicy) },
    { provide: SystemPolicy, useValue: new SystemPolicy(systemPolicy) },
  ];
}
