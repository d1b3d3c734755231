/** Stores, through the admin API, what the benchmark asks about: a user, an agent and its sub-agent. */
export async function seed(url: string, key: string): Promise<void> {
  const send = async (method: string, path: string, body: unknown): Promise<{ id: string }> => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${method} ${path}: ${response.status} ${text}`);
    }
    return JSON.parse(text) as { id: string };
  };
  const owners = [{ kind: 'user', id: 'alice' }];
  await send('PUT', '/admin/v1/identities/user/alice', { attributes: { roles: ['editor'] } });
  await send('PUT', '/admin/v1/identities/agent/agent', { owners });
  await send('PUT', '/admin/v1/identities/agent/sub-agent', { owners });
  await send('PUT', '/admin/v1/resources/record/crm%2Faccounts%2F17', {
    attributes: { owner: 'bob', status: 'active' },
  });
  const scope = { actions: ['read'], resources: [{ type: 'record', id: 'crm/**' }] };
  const parent = await send('POST', '/admin/v1/grants', {
    grantor: owners[0],
    grantee: { kind: 'agent', id: 'agent' },
    maxDepth: 1,
    ...scope,
  });
  await send('POST', '/admin/v1/grants', {
    grantor: { kind: 'agent', id: 'agent' },
    grantee: { kind: 'agent', id: 'sub-agent' },
    parent: parent.id,
    ...scope,
  });
}
