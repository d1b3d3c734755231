import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { bundleOf, pushBundle } from '../support/push-bundle.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';

const POLICY = `package policy.main

guards := {"not_blocked"}

permit contains "listed" if data.lists.people[input.subject.id]
guard contains "not_blocked" if not input.subject.id in data.lists.blocked
`;
const TEST = `package policy.main_test

import data.policy.main

test_listed if "listed" in main.permit with input.subject.id as data.lists.first
`;

const listing = (revision: string, people: readonly string[], blocked: readonly string[] = []) => ({
  ...bundleOf(revision, { 'main.rego': POLICY, 'main_test.rego': TEST }),
  '.manifest': JSON.stringify({ revision, roots: ['policy', 'lists'] }),
  'lists/data.json': JSON.stringify({
    first: people[0],
    people: Object.fromEntries(people.map((name) => [name, true])),
    blocked,
  }),
});

async function reasons(client: HttpClient, id = 'alice'): Promise<unknown> {
  const { body } = await client.post('/access/v1/evaluation', {
    subject: { type: 'user', id },
    action: { name: 'read' },
    resource: { type: 'record', id: '1' },
  });
  return (body.context as { reasons: unknown }).reasons;
}

let service: RunningService;
let folder: string;
let admin: HttpClient;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'legate-modules-'));
  service = await startService({ bundles: { folder } });
  ({ admin } = service);
  for (const id of ['alice', 'bob']) {
    await admin.put(`/admin/v1/identities/user/${id}`, {});
  }
});

afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

const codes = ({ body }: HttpAnswer): unknown =>
  (body.errors as readonly { code: string; file: string }[]).map(({ code, file }) => [code, file]);

describe('base data of a pushed bundle (OPA-10)', () => {
  it('is what its tests and decisions read, and a change of it alone is another policy', async () => {
    const first = await pushBundle(admin, listing('one', ['alice']));
    expect(first.status).toBe(201);
    expect([await reasons(admin), await reasons(admin, 'bob')]).toEqual([
      ['permit.listed'],
      ['policy.no_match'],
    ]);
    const second = await pushBundle(admin, listing('two', ['bob', 'alice'], ['alice']));
    expect(second.body.policyDigest).not.toBe(first.body.policyDigest);
    expect([await reasons(admin), await reasons(admin, 'bob')]).toEqual([
      ['guard.not_blocked'],
      ['permit.listed'],
    ]);
  });

  it('comes back with a rollback, and is part of decisions about the past', async () => {
    const { body } = await admin.get('/admin/v1/bundles');
    const [second] = body.items as readonly { revision: number }[];
    await admin.post('/admin/v1/bundles/rollback', {});
    expect(await reasons(admin)).toEqual(['permit.listed']);
    const past = await admin.post(`/admin/v1/evaluation?at_revision=${second?.revision ?? 0}`, {
      subject: { type: 'user', id: 'alice' },
      action: { name: 'read' },
      resource: { type: 'record', id: '1' },
    });
    expect(past.body).toMatchObject({ context: { reasons: ['guard.not_blocked'] } });
  });

  it('is served with the bundle, for OPA elsewhere', async () => {
    const { status } = await admin.get('/admin/v1/bundles/active');
    expect(status).toBe(200);
  });

  it('survives a restart, from disk or from the database', async () => {
    const restarted = async (): Promise<unknown> => {
      const again = await startService({ beside: service, bundles: { folder } });
      try {
        return await reasons(again.admin);
      } finally {
        await again.stop();
      }
    };
    expect((await readdir(folder)).filter((name) => name.endsWith('.data.json'))).toHaveLength(2);
    await queryDatabase(service.database, 'UPDATE bundles SET data = NULL, module = $$x$$');
    expect(await restarted()).toEqual(['permit.listed']);
    await rm(folder, { recursive: true });
    expect(await restarted()).toEqual(['indeterminate.no_bundle']);
  });
});

describe('a bundle whose data cannot be taken', () => {
  it.each([
    ['policy.build.data_file', 'data.json', { 'data.json': '{"policy": {"main": 1}}' }, ''],
    ['policy.manifest.roots', 'other/data.json', { 'other/data.json': '{"a": 1}' }, ''],
    ['policy.archive.unsupported', 'data.yaml', { 'data.yaml': 'a: 1' }, 'data.yaml'],
    ['policy.build.data_file', 'data.json', { 'data.json': '{"a": 1, "a": 2}' }, 'data.json'],
    [
      'policy.build.too_large',
      'data.json',
      { 'lists/data.json': `{"a": "${'x'.repeat(1 << 20)}"}` },
      '',
    ],
  ])('is refused: %s of %s', async (code, _, files, file) => {
    const answer = await pushBundle(admin, { ...listing('bad', ['alice']), ...files });
    expect(answer.status).toBe(422);
    expect(codes(answer)).toContainEqual([code, file]);
  });

  it('is refused when its tests do not hold with it', async () => {
    const answer = await pushBundle(admin, {
      ...listing('bad', ['alice']),
      'lists/data.json': '{"first": "alice", "people": {}, "blocked": []}',
    });
    expect(codes(answer)).toEqual([['policy.test.failed', 'main_test.rego']]);
  });
});
