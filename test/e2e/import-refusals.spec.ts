import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import type { ErrorCode } from '@legate/core';
import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import { sendImport } from '../support/import-client.js';
import type { ImportText } from '../support/import-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService({ imports: { maxLines: 40_000, maxBytes: 20_000_000 } });
});

afterAll(async () => {
  await service.stop();
});

async function send(lines: ImportText): Promise<HttpAnswer> {
  return await sendImport(service.admin, lines);
}

const user = (id: string, rest: object = {}): object => ({
  entity: 'identity',
  kind: 'user',
  id,
  ...rest,
});
const agent = (id: string, owner: string, rest: object = {}): object => ({
  entity: 'identity',
  kind: 'agent',
  id,
  owners: [{ kind: 'user', id: owner }],
  ...rest,
});

const scope = { actions: ['read'], resources: [{ type: 'record', id: 'crm/**' }] };

/** A refused import leaves everything as it was, and nothing behind. */
async function expectRefused(
  sending: () => Promise<HttpAnswer>,
  status: number,
  code: ErrorCode,
): Promise<HttpAnswer> {
  const before = await readStoredState(service.database);
  const answer = await sending();
  expectProblem(answer, status, code);
  expect(await readStoredState(service.database)).toEqual(before);
  expect(await spools()).toEqual([]);
  return answer;
}

async function spools(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) =>
    name.startsWith(`legate-import-${process.pid}-`),
  );
}

const grantLine = (id: string, rest: object = {}): object => ({
  entity: 'grant',
  id: `00000000-0000-4000-8000-${id.padStart(12, '0')}`,
  grantor: { kind: 'user', id: 'giver' },
  grantee: { kind: 'agent', id: 'taker' },
  maxDepth: 1,
  ...scope,
  ...rest,
});

describe('an import that is refused writes nothing and names the line', () => {
  beforeAll(async () => {
    const aliases = [{ issuer: 'https://issuer.example', subject: 'bot' }];
    await send([
      user('giver'),
      agent('taker', 'giver', { aliases }),
      agent('below', 'giver'),
      { entity: 'group', id: 'crew' },
    ]);
  });

  it.each<[string, object | string, number, ErrorCode, object]>([
    ['a broken line', '{"entity":', 400, 'request.malformed', { pointer: '' }],
    ['a byte order mark', '\ufeff{}', 400, 'request.malformed', { pointer: '' }],
    ['a name twice', '{"entity":"group","id":"a","id":"b"}', 400, 'request.malformed', {}],
    ['a lone surrogate', '{"entity":"group","id":"\\ud800"}', 400, 'request.malformed', {}],
    ['a prototype', '{"entity":"group","__proto__":{}}', 400, 'request.malformed', {}],
    ['no object', '[]', 400, 'request.invalid', { pointer: '' }],
    ['an unknown entity', { entity: 'caller' }, 400, 'request.invalid', { pointer: '/entity' }],
    ['an unknown member', user('u', { x: 1 }), 400, 'request.invalid', { pointer: '/x' }],
    [
      'a kind as a type',
      { entity: 'subject_type', type: 'user', kind: 'user' },
      400,
      'request.invalid',
      { pointer: '/type' },
    ],
    [
      'a parent of a user',
      user('u', { parent: 'x' }),
      400,
      'request.invalid',
      { pointer: '/parent' },
    ],
    ['the same object', user('fresh'), 400, 'import.duplicate', {}],
    ['an unknown owner', agent('u', 'nobody'), 422, 'reference.unknown', { pointer: '/owners/0' }],
    [
      'its own parent',
      agent('u', 'giver', { parent: 'u' }),
      422,
      'identity.parent_cycle',
      { pointer: '/parent' },
    ],
    [
      'an unknown member of a group',
      { entity: 'membership', group: 'crew', member: { kind: 'user', id: 'nobody' } },
      422,
      'reference.unknown',
      { pointer: '/member' },
    ],
    [
      'a group in itself',
      { entity: 'membership', group: 'crew', member: { kind: 'group', id: 'crew' } },
      422,
      'group.cycle',
      {},
    ],
    [
      'an unknown holder',
      { entity: 'role_assignment', role: 'r', holder: { kind: 'group', id: 'no' } },
      422,
      'reference.unknown',
      { pointer: '/holder' },
    ],
    [
      'a resource in itself',
      { entity: 'resource', type: 'a', id: 'b', parent: { type: 'a', id: 'b' } },
      422,
      'resource.parent_cycle',
      {},
    ],
    [
      'a taken alias',
      user('u', { aliases: [{ issuer: 'https://issuer.example', subject: 'bot' }] }),
      409,
      'alias.taken',
      { pointer: '/aliases/0' },
    ],
    [
      'a grant to itself',
      grantLine('1', { grantee: { kind: 'user', id: 'giver' } }),
      400,
      'request.invalid',
      { pointer: '/grantee' },
    ],
    [
      'an unknown parent',
      grantLine('1', { parent: '00000000-0000-4000-8000-00000000ffff' }),
      422,
      'reference.unknown',
      { pointer: '/parent' },
    ],
    [
      'a grant below itself',
      grantLine('1', { parent: '00000000-0000-4000-8000-000000000001' }),
      422,
      'grant.chain_too_long',
      { pointer: '/parent' },
    ],
  ])('%s', async (...row) => {
    const [, line, status, code, details] = row;
    const answer = await expectRefused(
      async () => await send([user('fresh'), '', line]),
      status,
      code,
    );
    expect(answer.body).toMatchObject({ line: 3, ...details });
  });

  it('all problems of up to 20 at once', async () => {
    const bad = Array.from({ length: 30 }, () => '{}');
    const answer = await expectRefused(
      async () => await send([user('a'), ...bad]),
      400,
      'request.invalid',
    );
    expect(answer.body.problems).toHaveLength(20);
    expect(answer.body.problems[19]).toMatchObject({ line: 21, pointer: '/entity' });
  });

  it('both lines of the same object', async () => {
    const answer = await expectRefused(
      async () => await send([user('a'), user('b'), user('a')]),
      400,
      'import.duplicate',
    );
    expect(answer.body.detail).toContain('lines 1 and 3');
  });

  it('a grant that widens its parent, with the dimension', async () => {
    const parent = '00000000-0000-4000-8000-000000000010';
    const wide = { actions: ['write'], maxDepth: 0, parent };
    const lines = [
      grantLine('11', {
        ...wide,
        grantor: { kind: 'agent', id: 'taker' },
        grantee: { kind: 'agent', id: 'below' },
      }),
      grantLine('10'),
    ];
    const answer = await expectRefused(async () => await send(lines), 422, 'grant.widens');
    expect(answer.body).toMatchObject({ line: 1, dimension: 'actions' });
  });

  it('a grant of a known id that says something else', async () => {
    const first = await send([grantLine('20')]);
    expect(first.status).toBe(200);
    const again = await send([grantLine('20')]);
    expect(again.body).toMatchObject({ revision: first.body.revision, unchanged: 1 });
    const answer = await expectRefused(
      async () => await send([grantLine('20', { maxDepth: 2 })]),
      409,
      'grant.id_taken',
    );
    expect(answer.body).toMatchObject({ line: 1, pointer: '/id' });
  });

  it('a wrong content type', async () => {
    await expectRefused(
      async () => await service.admin.post('/admin/v1/import', {}),
      400,
      'request.content_type',
    );
    const headers = { 'content-type': 'application/x-ndjson' };
    const put = async (): Promise<HttpAnswer> =>
      await service.admin.send('PUT', '/admin/v1/groups/x', '{}', headers);
    await expectRefused(put, 400, 'request.content_type');
  });

  it('a line that is too long, and too many lines', async () => {
    const long = user('a', { displayName: 'x'.repeat(300_000) });
    const answer = await expectRefused(
      async () => await send([user('b'), long]),
      413,
      'request.too_large',
    );
    expect(answer.body).toMatchObject({ line: 2 });
    const small = await startService({ imports: { maxLines: 2, maxBytes: 400 } });
    try {
      expect((await sendImport(small.admin, [user('a'), '', user('b')])).status).toBe(200);
      expectProblem(
        await sendImport(small.admin, [user('a'), user('b'), user('c')]),
        413,
        'request.too_large',
      );
      expect((await sendImport(small.admin, [' '.repeat(400)])).status).toBe(200);
      expectProblem(await sendImport(small.admin, [' '.repeat(401)]), 413, 'request.too_large');
    } finally {
      await small.stop();
    }
  });

  it('a body that ends before it is whole', async () => {
    const before = await readStoredState(service.database);
    const sent = request(`${service.url}/admin/v1/import`, {
      method: 'POST',
      headers: { authorization: `Bearer ${service.key}`, 'content-type': 'application/x-ndjson' },
    });
    const closed = new Promise((resolve) => sent.on('error', resolve));
    sent.write(`${JSON.stringify(user('half'))}\n`);
    while ((await spools()).length === 0) {
      await new Promise(setImmediate);
    }
    sent.destroy(new Error('gone'));
    await closed;
    while ((await spools()).length > 0) {
      await new Promise(setImmediate);
    }
    expect(await readStoredState(service.database)).toEqual(before);
  });
});
