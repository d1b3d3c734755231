import { PolicyRuntime } from '@legate/policy';
import { DataSource } from 'typeorm';
import { buildPlain, withFolder } from '../policy/support/opa.js';
import type { HttpClient } from '../support/http-client.js';
import { permitting } from '../support/push-bundle.js';
import type { Files } from '../support/push-bundle.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { usePolicy } from '../support/use-policy.js';

/** Nothing that a push could find: how long it takes is told by the request, behind a word that nobody generates. */
const HOG = `# METADATA
# scope: package
# custom:
#   legate:
#     resource_types: [hog]
package policy.hog

guards := set()

permit contains "ok" if is_string(input.subject.id)

permit contains "found" if {
	input.context.code == concat("-", ["run", "away"])
	ns := numbers.range(1, input.context.size)
	count([1 | some x in ns; some y in ns; some z in ns; (x + y) + z == -1]) > 0
}
`;
const RECORD = HOG.replaceAll('hog', 'record').replace(/permit contains "found"[^]*/u, '');
const filesOf = (revision: string, more: Files = {}): Files => ({
  '.manifest': JSON.stringify({
    revision,
    roots: ['policy'],
    metadata: { legate: { resource_types: ['hog', 'record'] } },
  }),
  'hog.rego': HOG,
  'record.rego': RECORD,
  ...more,
});
const FILES = filesOf('hog');
const SUBJECT = { type: 'user', id: 'alice' };
/** 10^9 elements. */
const ENDLESS = 1000;

interface Answered {
  readonly decision: boolean;
  readonly context: { readonly reasons: readonly string[] };
}

const hog = (size: number): Record<string, unknown> =>
  question('hog', { context: { size, code: 'run-away' } });

function question(type: string, more: object = {}): Record<string, unknown> {
  return { subject: SUBJECT, action: { name: 'read' }, resource: { type, id: '1' }, ...more };
}

async function reasons(client: HttpClient, asked: object, prefix = ''): Promise<readonly string[]> {
  const { status, body } = await client.post(`${prefix}/access/v1/evaluation`, asked);
  expect(status).toBe(200);
  return (body as Answered).context.reasons;
}

describe('a pushed policy that runs away', () => {
  let runtime: PolicyRuntime;
  let service: RunningService;
  let admin: HttpClient;

  beforeEach(async () => {
    runtime = new PolicyRuntime({ breaker: { afterTraps: 4, openMs: 3_600_000 } });
    service = await startService({ runtime });
    ({ admin } = service);
    await admin.put('/admin/v1/identities/user/alice', {});
    await usePolicy(service, 'default', FILES);
  });

  afterEach(async () => {
    await service.stop();
  });

  it('is a deny for its deadline, and all others are answered meanwhile', async () => {
    const asked = await Promise.all(
      Array.from({ length: 60 }, async (_, index) =>
        index % 20 === 0
          ? await reasons(admin, hog(ENDLESS))
          : await reasons(admin, question('record')),
      ),
    );
    expect(asked.filter((each) => each[0] === 'indeterminate.deadline')).toHaveLength(3);
    expect(asked.filter((each) => each[0] === 'permit.ok')).toHaveLength(57);
    expect(runtime.counts).toMatchObject({ deadlines: 3, stops: 0 });
    expect(await reasons(admin, hog(2))).toEqual(['permit.ok']);
  });

  it('is not run any more after it ran out again and again, until another bundle comes', async () => {
    for (let round = 0; round < 8; round++) {
      expect(await reasons(admin, hog(ENDLESS))).toEqual([
        'indeterminate.deadline',
        'policy.no_match',
      ]);
    }
    expect(runtime.counts).toMatchObject({ deadlines: 4, stops: 1 });
    expect(await reasons(admin, hog(2))).toEqual(['indeterminate.deadline', 'policy.no_match']);
    expect(await reasons(admin, question('record'))).toEqual(['permit.ok']);
    await usePolicy(service, 'default', filesOf('next', { 'more.rego': permitting('more') }));
    expect(await reasons(admin, hog(2))).toEqual(['permit.more', 'permit.ok']);
  });

  it('does not touch another tenant, not even one with the same policy', async () => {
    await admin.put('/admin/v1/tenants/acme', {});
    await admin.put('/t/acme/admin/v1/identities/user/alice', {});
    await usePolicy(service, 'acme', FILES);
    for (let round = 0; round < 5; round++) {
      await reasons(admin, hog(ENDLESS));
    }
    expect(runtime.counts.stops).toBe(1);
    expect(await reasons(admin, hog(2), '/t/acme')).toEqual(['permit.ok']);
  });

  it('costs a batch no more, however its items alternate', async () => {
    const evaluations = Array.from({ length: 60 }, (_, index) =>
      hog(index % 2 === 0 ? ENDLESS : 2),
    );
    const { status, body } = await admin.post('/access/v1/evaluations', { evaluations });
    expect(status).toBe(200);
    const answered = (body as { evaluations: Answered[] }).evaluations;
    expect(answered.map(({ decision }) => decision)).toEqual(
      evaluations.map((_, index) => index % 2 === 1 && index < 7),
    );
    expect(runtime.counts.deadlines).toBe(4);
  });

  it('is bounded in a process that loads it from the database, stored without fuel by an earlier Legate', async () => {
    const { ['.manifest']: _, ...files } = FILES;
    const plain = Buffer.from(await withFolder(files, buildPlain));
    expect(plain.includes('legate_fuel')).toBe(false);
    const changed = await service.app
      .get(DataSource)
      .query<[unknown[], number]>(
        "UPDATE bundles SET module = $1, module_sha256 = encode(sha256($1), 'hex') RETURNING id",
        [plain],
      );
    expect(changed[1]).toBe(1);
    const other = await startService({ beside: service });
    try {
      expect(await reasons(other.admin, hog(ENDLESS))).toContain('indeterminate.deadline');
      expect(await reasons(other.admin, hog(2))).toEqual(['permit.ok']);
    } finally {
      await other.stop();
    }
  });
});
