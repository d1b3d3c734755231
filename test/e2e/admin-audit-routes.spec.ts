import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entriesOf } from '../support/admin-entries.js';
import { ADMIN_WRITES } from '../support/admin-writes.js';
import type { AdminWrite } from '../support/admin-writes.js';
import type { HttpAnswer } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import type { Entry } from '../support/spooled-entries.js';

/** Routes that are asked with a body and write nothing: decisions, searches, and questions about them. */
const ASKING =
  /^\w+ (\/access\/v1\/|\/v[01]\/data|\/forward-auth|\/admin\/v1\/(evaluation|explain)$|\/git\/.*upload-pack$)/;

const { paths } = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'docs', 'openapi.json'), 'utf8'),
) as { readonly paths: Readonly<Record<string, object>> };
const WRITE_ROUTES = Object.entries(paths)
  .flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => !['get', 'head', 'parameters'].includes(method))
      .map((method) => `${method.toUpperCase()} ${path}`),
  )
  .filter((route) => !ASKING.test(route));

let service: RunningService;

beforeAll(async () => {
  service = await startService({ recorder: { refusalsPerSecond: 1000 } });
});

afterAll(async () => {
  await service.stop();
});

async function send(
  { route, path, body, type = 'application/json' }: AdminWrite,
  { ids = {}, requestId, key }: { ids?: object; requestId: string; key: string | null },
): Promise<HttpAnswer> {
  const [method = ''] = route.split(' ');
  const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return await service.admin
    .as(key)
    .send(method, path(ids as Record<string, string>), body === undefined ? undefined : bytes, {
      'x-request-id': requestId,
      ...(body !== undefined && { 'content-type': type }),
    });
}

function expectLogged(
  { route, status, writes }: AdminWrite,
  { body }: HttpAnswer,
  entries: readonly Entry[],
): void {
  const [method] = route.split(' ');
  const isOpen = route.includes('/webhooks/');
  const ended = entries.at(-1);
  expect(ended).toMatchObject({
    ...(status < 400
      ? { outcome: 'done', code: null }
      : { outcome: 'refused', code: body.code ?? 'request.malformed' }),
    status,
    method,
    caller: isOpen ? null : (expect.any(String) as string),
    tenant: 'default',
  });
  const intended = entries.slice(0, -1);
  expect(intended.map(({ outcome }) => outcome as string)).toEqual(writes ? ['intended'] : []);
  for (const intent of intended) {
    const { operation, path, revision } = ended;
    expect(intent).toMatchObject({ operation, path, revision });
    expect(intent.changes.length).toBeGreaterThan(0);
    expect(ended.intents).toEqual([intent.decisionId]);
  }
}

describe('every write route of the API', () => {
  it('is in the list of writes that are tried', () => {
    const tried = new Set(ADMIN_WRITES.map(({ route }) => route));
    expect([...tried].toSorted()).toEqual(WRITE_ROUTES.toSorted());
  });

  it('has what it has done in the log: what was intended, and how it ended', async () => {
    const ids: Record<string, string> = {};
    const statuses: unknown[] = [];
    for (const [at, write] of ADMIN_WRITES.entries()) {
      const requestId = `write-${at}`;
      const answer = await send(write, { ids, requestId, key: service.key });
      statuses.push([write.route, answer.status]);
      if (answer.status !== write.status) {
        continue;
      }
      if (write.keeps !== undefined) {
        ids[write.keeps] = answer.body.id as string;
      }
      expectLogged(write, answer, await entriesOf(service, requestId));
    }
    expect(statuses).toEqual(ADMIN_WRITES.map(({ route, status }) => [route, status]));
  });

  it('has it in the log when somebody without a key tries (OPA-30)', async () => {
    const ids = { grant: 'g', caller: 'c', key: 'k', first: 'f', third: 't' };
    const tried = new Map(ADMIN_WRITES.map((write) => [write.route, write]));
    const seen: unknown[] = [];
    for (const [at, write] of [...tried.values()].entries()) {
      const requestId = `stranger-${at}`;
      const { status } = await send(write, { ids, requestId, key: null });
      const entries = await entriesOf(service, requestId);
      seen.push({
        route: write.route,
        status,
        entries: entries.map(({ outcome, status: logged, caller }) => [outcome, logged, caller]),
      });
    }
    expect(seen).toEqual(
      [...tried.keys()].map((route) => ({ route, status: 401, entries: [['refused', 401, null]] })),
    );
  });
});
