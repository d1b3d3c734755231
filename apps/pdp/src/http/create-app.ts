import { KeyRing } from '@legate/callers';
import { ErrorFilter, NestLogger } from '@legate/platform';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { refuseOtherMethods } from '../opa-api/other-methods.js';
import { PdpModule } from '../pdp.module.js';
import type { PdpParts } from '../pdp.module.js';
import { authenticateCallers } from './authenticate-callers.js';
import { useJsonBodies } from './body-parsing.js';
import { describeApi } from './describe-api.js';
import { KnownTenants } from './known-tenants.js';
import { PdpAdapter } from './pdp-adapter.js';
import { echoRequestIds } from './request-id.js';
import { SystemPolicy } from './system-policy.js';

const REALM = 'legate';

export interface AppOptions extends PdpParts {
  readonly bodyLimitBytes: number;
}

/** Builds the application; it does not listen yet. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const errors = new ErrorFilter(options.log, REALM);
  const adapter = new PdpAdapter({ bodyLimitBytes: options.bodyLimitBytes, errors });
  const app = await NestFactory.create<NestFastifyApplication>(PdpModule.with(options), adapter, {
    logger: new NestLogger(options.log),
    bodyParser: false,
    abortOnError: false,
  });
  const fastify = adapter.getInstance();
  echoRequestIds(fastify);
  authenticateCallers(fastify, app.get(KeyRing), {
    policy: app.get(SystemPolicy),
    tenants: app.get(KnownTenants),
  });
  refuseOtherMethods(fastify);
  useJsonBodies(fastify);
  app.useGlobalFilters(errors);
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Legate API',
  });
  return app;
}
