import { expectDecisionError } from '../support/expect-error.js';
import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { sendImport } from '../support/import-client.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { queryDatabase } from '../support/stored-state.js';

const RECORDS = Array.from({ length: 12 }, (_, at) => `r-${String(at).padStart(2, '0')}`);
const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record' },
};

let service: RunningService;

beforeAll(async () => {
  service = await startService();
  const { admin } = service;
  for (const tenant of ['', '/t/acme']) {
    await admin.put('/admin/v1/tenants/acme', {});
    await admin.put(`${tenant}/admin/v1/identities/user/alice`, {
      attributes: { roles: ['viewer'] },
    });
    for (const id of RECORDS) {
      await admin.put(`${tenant}/admin/v1/resources/record/${id}`, {});
    }
  }
});

afterAll(async () => {
  await service.stop();
});

async function search(body: object, client = service.admin, tenant = ''): Promise<HttpAnswer> {
  return await client.post(`${tenant}/access/v1/search/resource`, { ...QUESTION, ...body });
}

const idsIn = ({ body }: HttpAnswer): readonly string[] =>
  (body.results as readonly { id: string }[]).map(({ id }) => id);

async function firstToken(limit = 5): Promise<string> {
  return (await search({ page: { limit } })).body.page.next_token as string;
}

function expectRefused(answer: HttpAnswer): void {
  expectDecisionError(answer, 400, 'page.token_invalid');
}

describe('pages of a search', () => {
  it('give everything once, in order, with the token of the one before (AZ-45, AZ-46)', async () => {
    const sizes: number[] = [];
    const found: string[] = [];
    let page: object = { limit: 5 };
    do {
      const answer = await search({ page });
      expect(Object.keys(answer.body)).toEqual(['page', 'results']);
      sizes.push(answer.body.page.count);
      found.push(...idsIn(answer));
      // The limit is left out with the token (AZ-47).
      page = { token: answer.body.page.next_token };
    } while (!('token' in page && page.token === ''));
    expect(sizes).toEqual([5, 5, 2]);
    expect(found).toEqual(RECORDS);
  });

  it('end with an empty token, sent whenever a page was asked for (AZ-46)', async () => {
    const answer = await search({ page: {} });
    expect(answer.body.page).toEqual({ next_token: '', count: 12 });
  });

  it('may have no result at a limit of 0, and then go on', async () => {
    const { body } = await search({ page: { limit: 0 } });
    expect(body).toEqual({
      page: { next_token: expect.stringMatching(/./), count: 0 },
      results: [],
    });
  });

  it('are at most as large as the setting, also when no page was asked for', async () => {
    const other = await startService({ beside: service, search: { maxResults: 4 } });
    try {
      const client = service.admin.at(other.url);
      for (const page of [undefined, { limit: 1000 }]) {
        const answer = await search({ page }, client);
        expect(answer.body.page).toEqual({ next_token: expect.stringMatching(/./), count: 4 });
      }
    } finally {
      await other.stop();
    }
  });

  it('go on after what was deleted or has come in between', async () => {
    const token = await firstToken();
    await service.admin.delete('/admin/v1/resources/record/r-04');
    await service.admin.put('/admin/v1/resources/record/r-050', {});
    expect(idsIn(await search({ page: { token } }))[0]).toBe('r-05');
    await service.admin.delete('/admin/v1/resources/record/r-050');
    await service.admin.put('/admin/v1/resources/record/r-04', {});
  });

  it('take the same limit or none, and no other (AZ-47)', async () => {
    const token = await firstToken();
    expect(idsIn(await search({ page: { token, limit: 5 } }))).toHaveLength(5);
    const changed = await search({ page: { token, limit: 6 } });
    expectDecisionError(changed, 400, 'page.limit_changed');
  });
});

describe('a search over more than one call may look at', () => {
  it('stops at 10,000 candidates and goes on with the next page, though nothing was found', async () => {
    const lines = Array.from({ length: 10_050 }, (_, at) => ({
      ...{ entity: 'resource', type: 'many', id: `m-${at}` },
    }));
    const imported = await sendImport(service.admin, lines);
    expect(imported.status).toBe(200);
    await service.admin.put('/admin/v1/identities/user/nobody-in-particular', {});
    const question = {
      subject: { type: 'user', id: 'nobody-in-particular' },
      resource: { type: 'many' },
    };
    const first = await search(question);
    expect(first.body).toEqual({
      page: { next_token: expect.stringMatching(/./), count: 0 },
      results: [],
    });
    const { next_token: token } = first.body.page;
    const second = await search({ ...question, page: { token } });
    expect(second.body).toEqual({ page: { next_token: '', count: 0 }, results: [] });
  });
});

describe('a page token', () => {
  it.each([
    { subject: { type: 'user', id: 'bob' } },
    { subject: { ...QUESTION.subject, properties: { act: { sub: 'x' } } } },
    { action: { name: 'list' } },
    { action: { name: 'read', properties: { a: 1 } } },
    { resource: { type: 'other' } },
    { context: { a: 1 } },
  ])('is for the same question only, not for %j (AZ-47)', async (changed) => {
    expectRefused(await search({ ...changed, page: { token: await firstToken() } }));
  });

  it('does not mind the order of members, nor members that are ignored', async () => {
    const token = await firstToken();
    const subject = { id: 'alice', more: 1, type: 'user' };
    const resource = { properties: { a: 1 }, id: 'ignored', type: 'record' };
    const answer = await search({ more: 1, resource, subject, page: { token } });
    expect(idsIn(answer)).toHaveLength(5);
  });

  it('is for the same search only', async () => {
    const token = await firstToken();
    const body = { ...QUESTION, resource: { type: 'record', id: 'r-00' }, page: { token } };
    for (const kind of ['subject', 'action']) {
      expectRefused(await service.admin.post(`/access/v1/search/${kind}`, body));
    }
  });

  it('is for the caller that got it (AZ-48)', async () => {
    const { body } = await service.admin.post('/admin/v1/callers', {
      ...{ name: 'other', roles: ['search'] },
    });
    expectRefused(
      await search({ page: { token: await firstToken() } }, service.admin.as(body.key)),
    );
  });

  it('is for the tenant it was made in', async () => {
    const token = await firstToken();
    expectRefused(await search({ page: { token } }, service.admin, '/t/acme'));
    expect((await search({ page: { limit: 5 } }, service.admin, '/t/acme')).status).toBe(200);
  });

  it('is refused when any sign of it is changed, cut or added (AZ-48)', async () => {
    const token = await firstToken();
    const tampered = [
      ...Array.from({ length: token.length }, (_, at) => {
        const other = token[at] === 'A' ? 'B' : 'A';
        return token.slice(0, at) + other + token.slice(at + 1);
      }),
      ...[token.slice(1), token.slice(0, -1), `${token}A`, `${token}=`, ` ${token}`, `${token}\n`],
      ...['x', 'null', '{}', 'AAAA', 'A'.repeat(38), 'A'.repeat(8192), '\u{1F600}'],
      Buffer.from(JSON.stringify(['r-00', 5, 9e15])).toString('base64url'),
    ];
    for (const one of tampered) {
      expectRefused(await search({ page: { token: one } }));
    }
  });

  it('tells nothing of what was looked at', async () => {
    const token = await firstToken();
    expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('r-04');
  });

  it('expires', async () => {
    const other = await startService({ beside: service, search: { tokenLifetimeMs: 0 } });
    try {
      const client: HttpClient = service.admin.at(other.url);
      const { body } = await search({ page: { limit: 5 } }, client);
      const { next_token: token } = body.page;
      expectDecisionError(await search({ page: { token } }, client), 400, 'page.token_expired');
    } finally {
      await other.stop();
    }
  });

  it('holds in every process over the database, and after a restart (AZ-48)', async () => {
    const token = await firstToken();
    const other = await startService({ beside: service });
    try {
      const answer = await search({ page: { token } }, service.admin.at(other.url));
      expect(idsIn(answer)).toEqual(RECORDS.slice(5, 10));
    } finally {
      await other.stop();
    }
    const keys = await queryDatabase(
      service.database,
      'SELECT name, length(key) FROM service_keys',
    );
    expect(keys).toEqual([{ name: 'page-token', length: 32 }]);
  });
});
