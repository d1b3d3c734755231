import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { runs } from '../property/support/runs.js';
import { INTERNALS, isErrorCode } from '../support/expect-error.js';
import { nested, pathsOf, UNREADABLE, withMember, withText } from '../support/malformed-bodies.js';
import type { Route } from '../support/malformed-decision-routes.js';
import { AGENT, ALICE, ROUTES, SCOPE } from '../support/malformed-routes.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

/** Bodies asked at once; a run of fast-check is one batch. */
const BATCH = 16;
const BATCHES = 63;
const OPTIONS = { seed: randomInt(2 ** 31), ...runs(BATCHES), endOnFailure: true };

let service: RunningService;
let grantId = '';

beforeAll(async () => {
  process.stdout.write(`malformed.spec.ts: FC_SEED=${OPTIONS.seed}\n`);
  service = await startService();
  const { admin } = service;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['admin'] } });
  await admin.put('/admin/v1/identities/agent/helper', { owners: [ALICE] });
  const grant = await admin.post('/admin/v1/grants', { grantor: ALICE, grantee: AGENT, ...SCOPE });
  grantId = grant.body.id;
});

afterAll(async () => {
  await service.stop();
});

/** What is wrong with the answer to a malformed body, or null. */
async function findFault(
  { method, path, contentType }: Route,
  body: string,
): Promise<string | null> {
  const headers = contentType === undefined ? {} : { 'content-type': contentType };
  const answer = await service.admin.send(method, path, body, headers);
  const { code } = answer.body ?? {};
  const shown = JSON.stringify(answer.body);
  const isRefused = answer.status >= 400 && answer.status < 500 && isErrorCode(code);
  const isSafe = !INTERNALS.test(shown.replaceAll(/"(detail|message|pointer)":"[^"]*"/g, ''));
  return isRefused && isSafe
    ? null
    : `${answer.status} ${shown.slice(0, 300)} for ${body.slice(0, 500)}`;
}

describe('a thousand malformed bodies', () => {
  it.each(Object.keys(ROUTES))(
    'of %s are each refused with a stable code, and nothing is written',
    async (name) => {
      const route = ROUTES[name]?.(grantId);
      if (route === undefined) {
        throw new Error(`no route ${name}`);
      }
      const before = await readStoredState(service.database);
      const batch = fc.array(route.malformed, { minLength: BATCH, maxLength: BATCH });
      await fc.assert(
        fc.asyncProperty(batch, async (bodies) => {
          const faults = await Promise.all(
            bodies.map(async (body) => await findFault(route, body)),
          );
          expect(faults.filter((fault) => fault !== null)).toEqual([]);
        }),
        OPTIONS,
      );
      expect(await readStoredState(service.database)).toEqual(before);
    },
  );
});

describe('a thousand questions with one odd member', () => {
  /**
   * One short of a permit: alice is an admin and the grant reaches, but for the amount. The actor is named in two
   * places, so no single change makes alice ask for herself, and no odd value is an amount of at most 5.
   */
  const question = {
    subject: { type: 'user', id: 'alice', properties: { act: { sub: 'helper' } } },
    action: { name: 'read', properties: { amount: 6 } },
    resource: { type: 'record', id: 'crm/1', properties: { owner: 'alice' } },
    context: { agent: 'helper', list: [1, { a: null }] },
  };
  const ODD = [
    ...['null', 'true', 'false', '""', '[]', '{}', '7', '1e308', '"5"', '[5]', '{"value":5}'],
    ...['"x"', '["alice"]', '{"id":"alice"}', '"\\u0000"', '"a\\u202eb"', '{"toString":1}'],
    ...['{"hasOwnProperty":1}', nested(50), JSON.stringify(Array(5000).fill(9))],
    ...[JSON.stringify('x'.repeat(5000)), JSON.stringify('é/'.repeat(500)), ...UNREADABLE],
  ];
  const odd = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...pathsOf(question)), fc.constantFrom(...ODD))
        .map(([path, text]) => withText(question, path, text)),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...pathsOf(question))
        .map((path) => JSON.stringify(withMember(question, path, undefined))),
    },
  );

  /** A permit, a fault of ours or an unstable answer; null for a refusal and for a deny. */
  async function findWrong(body: string): Promise<string | null> {
    const answer = await service.admin.send('POST', '/access/v1/evaluation', body);
    const isRefused = answer.status >= 400 && answer.status < 500 && isErrorCode(answer.body?.code);
    const isDeny = answer.status === 200 && answer.body?.decision === false;
    const shown = JSON.stringify(answer.body).slice(0, 300);
    const isInternal = shown.includes('indeterminate.') || INTERNALS.test(shown);
    return (isRefused || isDeny) && !isInternal
      ? null
      : `${answer.status} ${shown} for ${body.slice(0, 500)}`;
  }

  it('is one amount short of a permit, so that an odd member could make it one', async () => {
    const { body } = await service.admin.evaluate(question);
    expect(body.context.reasons).toEqual(['grant.constraint_not_met']);
    const small = withMember(question, ['action', 'properties', 'amount'], 5);
    expect((await service.admin.evaluate(small)).body.decision).toBe(true);
  });

  it('are each refused or denied, never permitted, and nothing is written (AZ-1, AZ-5)', async () => {
    const before = await readStoredState(service.database);
    const batch = fc.array(odd, { minLength: BATCH, maxLength: BATCH });
    await fc.assert(
      fc.asyncProperty(batch, async (bodies) => {
        const wrong = await Promise.all(bodies.map(findWrong));
        expect(wrong.filter((one) => one !== null)).toEqual([]);
      }),
      OPTIONS,
    );
    expect(await readStoredState(service.database)).toEqual(before);
  });
});
