import type { Load } from './measure.js';

export const BATCH_SIZE = 20;

const USER = { type: 'user', id: 'alice' };
const RESOURCE = { type: 'record', id: 'crm/accounts/17' };
const ACTION = { name: 'read' };

/** May the user of the seed, alone, read the record? */
export const USER_ALONE = { subject: USER, action: ACTION, resource: RESOURCE };

/** The same, asked by the sub-agent that the user's authority reaches over two grants. */
export const TWO_HOPS = {
  ...USER_ALONE,
  subject: { ...USER, properties: { act: { sub: 'sub-agent' } } },
};

export type Question = typeof USER_ALONE;

/** What every server has to deny: each asks for one thing more than role or grants give. */
export const DENIED: readonly Question[] = [
  { ...USER_ALONE, action: { name: 'delete' } },
  { ...TWO_HOPS, action: { name: 'update' } },
  { ...TWO_HOPS, resource: { ...RESOURCE, id: 'hr/accounts/17' } },
];

/** A question to the bare route, which says a constant. */
export function bareLoad(url: string): Load {
  return {
    url: `${url}/access/v1/evaluation`,
    headers: {},
    body: JSON.stringify(TWO_HOPS),
    expectBody: '{"decision":true',
  };
}

/** One question to Legate. */
export function single(url: string, key: string, question: Question): Load {
  return {
    url: `${url}/access/v1/evaluation`,
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify(question),
    expectBody: '{"decision":true',
  };
}

/** The same question to Legate about as many resources, so that no item is the same as another. */
export function batch(url: string, key: string, question: Question): Load {
  const { resource, ...rest } = question;
  const evaluations = Array.from({ length: BATCH_SIZE }, (_, at) => ({
    resource: { ...resource, id: `${resource.id}/${at}` },
  }));
  return {
    url: `${url}/access/v1/evaluations`,
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({ ...rest, evaluations }),
    expectBody: '{"evaluations":[{"decision":true',
    refuseBody: '"decision":false',
  };
}
