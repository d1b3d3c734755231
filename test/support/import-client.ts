import type { HttpAnswer, HttpClient } from './http-client.js';

/** Lines of an import; text is sent as it stands. */
export type ImportText = readonly (object | string)[];

export function toNdjson(lines: ImportText): string {
  return lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
}

/** Sends an import. */
export async function sendImport(
  client: HttpClient,
  lines: ImportText,
  tenant?: string,
): Promise<HttpAnswer> {
  const path = `${tenant === undefined ? '' : `/t/${tenant}`}/admin/v1/import`;
  const headers = { 'content-type': 'application/x-ndjson' };
  return await client.send('POST', path, toNdjson(lines), headers);
}

export interface BigImport {
  readonly identities: number;
  readonly resources: number;
  readonly grants: number;
}

/** Lines of users, half as many agents that they own, resources in folders, and grants to the agents. */
export function bigImport(
  prefix: string,
  { identities, resources, grants }: BigImport,
): readonly object[] {
  const users = Math.ceil((identities * 2) / 3);
  const user = (at: number): object => ({ kind: 'user', id: `${prefix}-user-${at % users}` });
  const agents = identities - users;
  const list = <T>(count: number, make: (at: number) => T): readonly T[] =>
    Array.from({ length: count }, (_, at) => make(at));
  return [
    ...list(agents, (at) => ({
      entity: 'identity',
      kind: 'agent',
      id: `${prefix}-agent-${at}`,
      attributes: { team: `team-${at % 50}`, tier: at % 3 },
      owners: [user(at)],
    })),
    ...list(users, (at) => ({
      entity: 'identity',
      ...user(at),
      displayName: `User ${at}`,
      attributes: { department: `department-${at % 20}`, roles: ['viewer'] },
    })),
    ...list(resources, (at) => ({
      entity: 'resource',
      type: at % 100 === 0 ? 'folder' : 'record',
      id: `${prefix}/${at - (at % 100)}/${at}`,
      attributes: { status: 'active', level: at % 5 },
      ...(at % 100 !== 0 && {
        parent: { type: 'folder', id: `${prefix}/${at - (at % 100)}/${at - (at % 100)}` },
      }),
    })),
    ...list(grants, (at) => ({
      entity: 'grant',
      grantor: user(at),
      grantee: { kind: 'agent', id: `${prefix}-agent-${at % agents}` },
      actions: ['read'],
      resources: [{ type: 'record', id: `${prefix}/${at % 300}/**` }],
      constraints: [{ path: 'action.properties.amount', op: 'max', value: at }],
    })),
  ];
}
