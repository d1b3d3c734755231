import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { MetadataSigner } from '../../apps/pdp/src/metadata/metadata-signer.js';
import type { HttpAnswer } from '../support/http-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { MISSING, readData } from './data.js';
import type { Case, CaseSet } from './data.js';
import { loadFixture } from './load-fixture.js';

const BASE = 'https://pdp.example';
const DATA = readData();

let service: RunningService;
const answers = new Map<string, HttpAnswer>();
const tally = new Map<string, { passed: number; failed: number; skipped: number }>();

beforeAll(async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = await MetadataSigner.load(JSON.stringify(privateKey.export({ format: 'jwk' })));
  service = await startService({ metadata: { publicUrl: BASE, signer } });
  for (const name of new Set(DATA.sets.map(({ fixture }) => fixture))) {
    await loadFixture(service, name, DATA.fixtures[name]);
  }
});

afterAll(async () => {
  await service.stop();
  const lines = [...tally].map(
    ([level, { passed, failed, skipped }]) =>
      `  ${level}: ${passed} passed, ${failed} failed, ${skipped} skipped`,
  );
  process.stdout.write(
    ['AuthZEN conformance', ...(MISSING === null ? lines : [`  skipped: ${MISSING}`]), ''].join(
      '\n',
    ),
  );
});

async function send(one: Case, tenant: string): Promise<HttpAnswer> {
  const path = `/t/${tenant}${DATA.paths[one.endpoint] ?? ''}`;
  return one.endpoint === 'metadata'
    ? await service.admin.as(null).get(`${DATA.paths['metadata'] ?? ''}/t/${tenant}`)
    : await service.admin.send(
        'POST',
        path,
        one.raw_body ?? fillTokens(JSON.stringify(one.request)),
        one.headers,
      );
}

/** `{{case.page.next_token}}` is from an earlier answer. */
function fillTokens(text: string): string {
  return text.replaceAll(/\{\{(c-[^.}]+)\.page\.next_token\}\}/g, (_, id: string) =>
    String(answers.get(id)?.body.page.next_token),
  );
}

type Entities = readonly { readonly type?: string; readonly id?: string; readonly name?: string }[];

const asSet = (entities: Entities): readonly string[] =>
  entities.map(({ type, id, name }) => JSON.stringify([type, id, name])).toSorted();

/** By the vocabulary of the certification scenario. */
async function holdAgainst(
  expected: NonNullable<Case['expect']>,
  answer: HttpAnswer,
): Promise<void> {
  const { status, headers, body } = answer;
  expect(status).toBe(expected.status);
  for (const [name, value] of Object.entries(expected as object)) {
    const check = CHECKS[name];
    if (check === undefined) {
      throw new Error(`no check for ${name}`);
    }
    await check(value, { headers, body, status });
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- data of others
type Check = (wanted: any, answer: HttpAnswer) => void | Promise<void>;

const CHECKS: Readonly<Record<string, Check>> = {
  status: (wanted, { status }) => {
    expect(status).toBe(wanted);
  },
  content_type: (wanted, { headers }) => {
    expect(headers.get('content-type')?.split(';')[0]).toBe(wanted);
  },
  decision: (wanted, { body }) => {
    expect(body.decision).toEqual(wanted === 'boolean' ? expect.any(Boolean) : wanted);
  },
  context: (_, { body }) => {
    expect(['undefined', 'object']).toContain(typeof body.context);
  },
  evaluations: (wanted: unknown[], { body }) => {
    expect((body.evaluations as { decision: unknown }[]).map(({ decision }) => decision)).toEqual(
      wanted.map((one) => (one === 'boolean' ? expect.any(Boolean) : one)),
    );
  },
  response_header: (wanted: Record<string, string>, { headers }) => {
    for (const [name, value] of Object.entries(wanted)) {
      expect(headers.get(name)).toBe(value);
    }
  },
  results: (wanted, { body }) => {
    expect(body.results).toEqual(wanted === 'array' ? expect.any(Array) : wanted);
  },
  results_include: (wanted: Entities, { body }) => {
    expect(asSet(body.results)).toEqual(expect.arrayContaining([...asSet(wanted)]));
  },
  results_same_as: (wanted: string, { body }) => {
    expect(asSet(body.results)).toEqual(asSet(answers.get(wanted)?.body.results));
  },
  all_results_type: (wanted, { body }) => {
    expect(new Set((body.results as Entities).map(({ type }) => type))).toEqual(new Set([wanted]));
  },
  all_results_have: (wanted: string, { body }) => {
    expect((body.results as object[]).every((one) => Object.hasOwn(one, wanted))).toBe(true);
  },
  page: (wanted, { body }) => {
    expect(wanted === 'object' ? ['object'] : ['undefined', 'object']).toContain(typeof body.page);
  },
  page_next_token: (wanted, { body }) => {
    const kinds = wanted === 'string' ? ['string'] : ['undefined', 'string'];
    expect(kinds).toContain(typeof body.page?.next_token);
  },
  metadata: async (wanted, { body }) => {
    await holdMetadata(wanted, body);
  },
};

async function holdMetadata(
  wanted: { readonly required: readonly string[]; readonly https_url_fields: readonly string[] },
  body: Readonly<Record<string, unknown>>,
): Promise<void> {
  expect(Object.keys(body)).toEqual(expect.arrayContaining([...wanted.required]));
  for (const name of wanted.https_url_fields) {
    expect(body[name]).toEqual(expect.stringMatching(/^https:\/\/[^?#]+$/));
  }
  expect(body['policy_decision_point']).toBe(`${BASE}/t/certification`);
  expect(Object.values(body).every((value) => typeof value === 'string' && value !== '')).toBe(
    true,
  );
  const { body: jwks } = await service.admin.get(String(body['jwks_uri']).replace(BASE, ''));
  const { payload } = await jwtVerify(String(body['signed_metadata']), createLocalJWKSet(jwks));
  expect(payload.iss).toBe(body['policy_decision_point']);
}

/** An interop case: its decision, or its results as a set. */
function holdAgainstInterop(expected: Case['expected'], { status, body }: HttpAnswer): void {
  expect(status).toBe(200);
  if (expected.results === undefined) {
    expect(body.decision).toBe(expected.decision);
  } else {
    expect(asSet(body.results)).toEqual(asSet(expected.results));
  }
}

function count(level: string, outcome: 'passed' | 'failed' | 'skipped'): void {
  const counts = tally.get(level) ?? { passed: 0, failed: 0, skipped: 0 };
  counts[outcome] += 1;
  tally.set(level, counts);
}

function isSkipped({ run_only_if: condition }: Case): boolean {
  const [id] = condition?.split(' ') ?? [];
  return id !== undefined && (answers.get(id)?.body.page?.next_token ?? '') === '';
}

async function run(one: Case, { fixture, title }: CaseSet): Promise<void> {
  const level = one.level ?? title;
  if (isSkipped(one)) {
    count(level, 'skipped');
    return;
  }
  try {
    for (let time = 0; time < (one.repeat ?? 1); time += 1) {
      const answer = await send(one, fixture);
      answers.set(one.id, answer);
      if (one.expect === undefined) {
        holdAgainstInterop(one.expected, answer);
      } else {
        await holdAgainst(one.expect, answer);
      }
    }
  } catch (cause) {
    count(level, 'failed');
    throw cause;
  }
  count(level, 'passed');
}

if (MISSING !== null) {
  it.skip(`AuthZEN conformance: ${MISSING}`, () => undefined);
}

for (const set of DATA.sets) {
  describe(set.title, () => {
    it.each(set.cases.map((one) => [one.id, one] as const))('%s', async (_, one) => {
      await run(one, set);
    });
  });
}
