import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { LegateClient } from '../legate-client.js';
import { NEST_OPTIONS } from './legate-nest-options.js';
import type { LegateNestOptions } from './legate-nest-options.js';
import { RequireAuthorizationGuard } from './require-authorization.guard.js';

/** Import it once, in the root module. Without it, an application that uses `@Authorize` does not start. */
@Module({})
export class LegateModule {
  static forRoot(options: LegateNestOptions): DynamicModule {
    const { client } = options;
    return {
      module: LegateModule,
      global: true,
      providers: [
        {
          provide: LegateClient,
          useValue: client instanceof LegateClient ? client : new LegateClient(client),
        },
        { provide: NEST_OPTIONS, useValue: options },
        { provide: APP_GUARD, useClass: RequireAuthorizationGuard },
      ],
      exports: [LegateClient, NEST_OPTIONS],
    };
  }
}
