import { KeyRing } from '@legate/callers';
import { ErrorFilter, NestLogger } from '@legate/platform';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { PdpModule } from '../pdp.module.js';
import type { PdpParts } from '../pdp.module.js';
import { authenticateCallers } from './authenticate-callers.js';
import { useJsonBodies } from './body-parsing.js';
import { boundRequests } from './bound-requests.js';
import { describeApi } from './describe-api.js';
import type { HttpLimits } from './http-limits.js';
import { KnownTenants } from './known-tenants.js';
import { limitRates } from './limit-rates.js';
import { PdpAdapter } from './pdp-adapter.js';
import { echoRequestIds } from './request-id.js';
import { SystemPolicy } from './system-policy.js';

const REALM = 'legate';

export interface AppOptions extends PdpParts {
  readonly bodyLimitBytes: number;
  readonly http: HttpLimits;
}

/** Builds the application; it does not listen yet. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const errors = new ErrorFilter(options.log, REALM);
  const { bodyLimitBytes, http: limits } = options;
  const adapter = new PdpAdapter({ bodyLimitBytes, limits, errors });
  const app = await NestFactory.create<NestFastifyApplication>(PdpModule.with(options), adapter, {
    logger: new NestLogger(options.log),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance();
  echoRequestIds(fastify);
  boundRequests(fastify, {
    limits,
    errors,
    authenticate: () => {
      authenticateCallers(fastify, app.get(KeyRing), {
        policy: app.get(SystemPolicy),
        tenants: app.get(KnownTenants),
      });
    },
  });
  limitRates(fastify, limits);
  useJsonBodies(fastify, limits);
  app.useGlobalFilters(errors);
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Legate API',
  });
  return app;
}
