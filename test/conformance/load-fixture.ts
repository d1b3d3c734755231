import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningService } from '../support/running-service.js';
import { usePolicy } from '../support/use-policy.js';

interface Subject {
  readonly type?: string;
  readonly id?: string;
  readonly properties?: object;
  readonly pid?: string;
  readonly email?: string;
  readonly name?: string;
  readonly roles?: readonly string[];
  readonly subject_types?: readonly string[];
}

export interface Fixture {
  readonly subjects: readonly Subject[];
  readonly resources?: readonly { type: string; id: string; properties: object }[];
  readonly actions?: readonly (string | { readonly name: string })[];
}

/** A tenant of its own with what the fixture names, all through the admin API, and the policy of that name. */
export async function loadFixture(
  service: RunningService,
  tenant: string,
  fixture: Fixture,
): Promise<void> {
  const put = async (path: string, body: object): Promise<void> => {
    const { status, body: answer } = await service.admin.put(path, body);
    expect({ path, status, answer }).toEqual({ path, status: 201, answer: expect.anything() });
  };
  const base = `/t/${tenant}/admin/v1`;
  await put(`/admin/v1/tenants/${tenant}`, {});
  await loadSubjects(fixture, base, put);
  const { resources = [], actions = [] } = fixture;
  for (const { type, id, properties } of resources) {
    await put(`${base}/resources/${type}/${encodeURIComponent(id)}`, { attributes: properties });
  }
  const names = actions.map((action) => (typeof action === 'string' ? action : action.name));
  for (const type of new Set(resources.map((resource) => resource.type))) {
    await put(`${base}/action-types/${type}`, { actions: names });
  }
  const file = `${tenant}.rego`;
  const text = readFileSync(join(__dirname, 'policies', file), 'utf8');
  await usePolicy(service, tenant, { [file]: text });
}

type Put = (path: string, body: object) => Promise<void>;

async function loadSubjects({ subjects }: Fixture, base: string, put: Put): Promise<void> {
  for (const { id, pid, email, name, roles, properties } of subjects) {
    const attributes = properties ?? (email === undefined ? {} : { email, name, roles });
    await put(`${base}/identities/user/${encodeURIComponent(pid ?? id ?? '')}`, { attributes });
  }
  const mapped = subjects.flatMap(({ subject_types: types = [] }) => types);
  for (const type of new Set(mapped.filter((one) => one !== 'user'))) {
    await put(`${base}/subject-types/${type}`, { kind: 'user' });
  }
}
