import type { Server } from 'node:https';
import { KeyRing, SubjectTokens, TokenCallers } from '@legate/callers';
import { ChangeFeed } from '@legate/directory';
import { ErrorFilter, NestLogger } from '@legate/platform';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AdminAudit } from '../audit/admin-audit.js';
import { auditRequests } from '../audit/audit-requests.js';
import { EvaluationController } from '../decision-api/evaluation.controller.js';
import type { EvaluationRequestDto } from '../decision-api/evaluation.dto.js';
import { countAnswers, countErrors, HttpTally } from '../metrics/http-tally.js';
import { refuseOtherMethods } from '../opa-api/other-methods.js';
import { PdpModule } from '../pdp.module.js';
import type { PdpParts } from '../pdp.module.js';
import { authenticateCallers } from './authenticate-callers.js';
import { useJsonBodies } from './body-parsing.js';
import { boundRequests, callerWaits, makeWaitingRequests } from './bound-requests.js';
import { describeApi } from './describe-api.js';
import { acceptForwardedTokens } from './forwarded-tokens.js';
import type { HttpLimits } from './http-limits.js';
import { KnownTenants } from './known-tenants.js';
import { limitRates } from './limit-rates.js';
import { PdpAdapter } from './pdp-adapter.js';
import { watchPeers } from './peer-certificates.js';
import { echoRequestIds } from './request-id.js';
import { SystemPolicy } from './system-policy.js';
import type { TlsFiles } from './tls-files.js';
import { TokenBuckets } from './token-buckets.js';

const REALM = 'legate';

export interface AppOptions extends PdpParts {
  readonly bodyLimitBytes: number;
  readonly http: HttpLimits;
  /** Absent for plain HTTP. */
  readonly tls?: TlsFiles | null;
}

/** Builds the application; it does not listen yet. */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { bodyLimitBytes, http: limits, tls = null } = options;
  const http = new HttpTally(limits.requestDeadlineMs);
  const errors = new ErrorFilter(options.log, REALM, countErrors(http, options.tracing));
  const adapter = await PdpAdapter.create({ bodyLimitBytes, limits, errors, tls });
  const app = await NestFactory.create<NestFastifyApplication>(
    PdpModule.with(options, http),
    adapter,
    {
      logger: new NestLogger(options.log),
      bodyParser: false,
      abortOnError: false,
    },
  );
  addHooks(app, adapter, { ...options, errors, counted: http });
  refuseOtherMethods(adapter.getInstance());
  app.useGlobalFilters(errors);
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Legate API',
  });
  const evaluations = app.get(EvaluationController);
  adapter.answerEvaluations((request, reply) => {
    evaluations.evaluate(request as FastifyRequest<{ Body: EvaluationRequestDto }>, reply);
  });
  return app;
}

interface HookParts extends Pick<AppOptions, 'http' | 'tls' | 'tracing'> {
  readonly errors: ErrorFilter;
  readonly counted: HttpTally;
}

/** What each request passes before its handler, in this order. */
function addHooks(
  app: NestFastifyApplication,
  adapter: PdpAdapter,
  { http: limits, tls = null, errors, counted, tracing }: HookParts,
): void {
  const fastify = adapter.getInstance();
  const credentials = {
    keys: app.get(KeyRing),
    tokens: app.get(TokenCallers),
    certificates:
      tls === null ? null : watchPeers(adapter.getHttpServer<Server>(), tls, app.get(ChangeFeed)),
  };
  const waiting = makeWaitingRequests(fastify, limits.maxWaitingRequests, errors);
  counted.waiting = waiting;
  const gate = {
    credentials,
    policy: app.get(SystemPolicy),
    tenants: app.get(KnownTenants),
    waits: callerWaits(waiting),
  };
  const buckets = new TokenBuckets();
  const audit = app.get(AdminAudit);
  errors.beforeAnswer(audit.beforeError);
  countAnswers(fastify, counted, tracing);
  for (const context of adapter.contexts) {
    echoRequestIds(context);
    boundRequests(context, { limits, waiting });
    authenticateCallers(context, gate);
    limitRates(context, limits, buckets);
    useJsonBodies(context, limits);
    acceptForwardedTokens(context, app.get(SubjectTokens));
    auditRequests(context, audit);
  }
}
