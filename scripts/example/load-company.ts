import { randomBytes } from 'node:crypto';
import type { Api } from './api.js';
import type { Company, Delegation, Member, Thing } from './company.js';

/** A company as it was loaded: what its agents and grants are called in the service. */
export interface LoadedCompany {
  /** Agents get a suffix of their own in each run, so that grants of earlier runs change no answer. */
  readonly agentSuffix: string;
  readonly grantIds: ReadonlyMap<string, string>;
}

const MARK = 'support-desk';
const AT_ONCE = 8;

/** Loads the company through the admin API. Agents of earlier runs are retired. */
export async function loadCompany(api: Api, company: Company): Promise<LoadedCompany> {
  const agentSuffix = `.${randomBytes(3).toString('hex')}`;
  await retireEarlierAgents(api);
  for (const member of company.identities) {
    await putMember(api, { ...member, status: 'active' }, agentSuffix);
  }
  await inParallel(company.resources, async (thing) => {
    await putThing(api, thing);
  });
  const grantIds = new Map<string, string>();
  for (const grant of company.grants) {
    grantIds.set(grant.name, await createGrant(api, grant, { agentSuffix, grantIds }));
  }
  await endWhatHasEnded(api, company, { agentSuffix, grantIds });
  return { agentSuffix, grantIds };
}

interface Identities {
  readonly items: readonly {
    readonly id: string;
    readonly status: string;
    readonly attributes: { readonly example?: string };
  }[];
  readonly nextCursor?: string;
}

async function retireEarlierAgents(api: Api): Promise<void> {
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const path = `/admin/v1/identities?kind=agent&limit=1000${query}`;
    const page = await api.send<Identities>('GET', path);
    const ours = page.items.filter(
      ({ status, attributes }) => attributes.example === MARK && status !== 'retired',
    );
    for (const { id } of ours) {
      await api.send('DELETE', `${pathOf('agent', id)}?retire=true`);
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

function pathOf(kind: string, id: string): string {
  return `/admin/v1/identities/${kind}/${encodeURIComponent(id)}`;
}

/** `kind/id` as the API names it. */
export function toRef(reference: string, agentSuffix: string): { kind: string; id: string } {
  const [kind = '', ...rest] = reference.split('/');
  const id = rest.join('/');
  return { kind, id: kind === 'agent' ? id + agentSuffix : id };
}

async function putMember(api: Api, member: Member, agentSuffix: string): Promise<void> {
  const { kind, id, name, roles = [], owners = [], ceiling, autonomous, status } = member;
  const ref = toRef(`${kind}/${id}`, agentSuffix);
  await api.send('PUT', pathOf(ref.kind, ref.id), {
    displayName: name,
    attributes: { example: MARK, roles, ...(autonomous && { autonomous }) },
    owners: owners.map((owner) => toRef(owner, agentSuffix)),
    status,
    ...(ceiling && { ceiling }),
  });
}

async function putThing(api: Api, { type, id, attributes }: Thing): Promise<void> {
  await api.send('PUT', `/admin/v1/resources/${type}/${encodeURIComponent(id)}`, { attributes });
}

async function createGrant(
  api: Api,
  { from, to, under, terms }: Delegation,
  { agentSuffix, grantIds }: LoadedCompany,
): Promise<string> {
  const body = {
    ...terms,
    grantor: toRef(from, agentSuffix),
    grantee: toRef(to, agentSuffix),
    ...(under !== undefined && { parent: grantIds.get(under) }),
  };
  const { id } = await api.send<{ id: string }>('POST', '/admin/v1/grants', body);
  return id;
}

/** Revokes grants and ends identities, once all that hangs on them is there. */
async function endWhatHasEnded(api: Api, company: Company, loaded: LoadedCompany): Promise<void> {
  for (const { name, revoke } of company.grants) {
    if (revoke !== undefined) {
      const id = loaded.grantIds.get(name) ?? '';
      await api.send('POST', `/admin/v1/grants/${id}/revoke`, { reason: revoke });
    }
  }
  for (const member of company.identities) {
    if (member.status !== undefined) {
      await putMember(api, member, loaded.agentSuffix);
    }
  }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) {
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
