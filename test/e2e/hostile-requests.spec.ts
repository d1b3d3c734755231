import { INTERNALS } from '../support/expect-error.js';
import { sendRaw } from '../support/raw-http.js';
import { sendBytes } from '../support/raw-socket.js';
import type { RunningService } from '../support/running-service.js';
import { startService } from '../support/running-service.js';
import { readStoredState } from '../support/stored-state.js';
import { ACTORS } from './hostile/actors.js';
import { DENIED, PERMITTED } from './hostile/hostile-request.js';
import type { Expected, HostileRequest, Sent } from './hostile/hostile-request.js';
import { FOREIGN, makeHostileWorld, NOWHERE } from './hostile/hostile-world.js';
import type { HostileWorld } from './hostile/hostile-world.js';
import { JSON_BODIES } from './hostile/json-bodies.js';
import { NAMES_AND_IDS } from './hostile/names-and-ids.js';
import { PROTOCOL } from './hostile/protocol.js';
import { RAW_REQUESTS } from './hostile/raw-requests.js';
import { ID_PROBES, probe, PROBES } from './hostile/tenant-probes.js';
import { TENANTS } from './hostile/tenants.js';
import { TOKENS } from './hostile/tokens.js';

const TABLE: Readonly<Record<string, readonly HostileRequest[]>> = {
  'odd names and ids': NAMES_AND_IDS,
  'odd bodies': JSON_BODIES,
  'tokens and keys': TOKENS,
  'actors and trust': ACTORS,
  'tenants and pages': TENANTS,
  'the protocol, batches and roles': PROTOCOL,
};
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

let service: RunningService;
let world: HostileWorld;

beforeAll(async () => {
  service = await startService();
  world = await makeHostileWorld(service);
});

afterAll(async () => {
  await service.stop();
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

async function send({ method = 'POST', ...sent }: Sent): Promise<Answer> {
  const { path = '/access/v1/evaluation', body, credential = world.keys.decide } = sent;
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  return await sendRaw(service.url, {
    ...{ method, path },
    headers: {
      ...(credential !== null && { authorization: `Bearer ${credential}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...sent.headers,
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
}

interface Decided {
  readonly decision?: unknown;
  readonly code?: unknown;
  readonly results?: unknown;
  readonly evaluations?: readonly Decided[];
  readonly context?: { readonly reasons: readonly string[] };
}

/** What the answer says, in the words of the table. */
function read({ status, text }: Answer): object {
  const body = JSON.parse(text) as Decided;
  if (status !== 200) {
    return { status, code: body.code };
  }
  if (body.results !== undefined) {
    return { found: body.results };
  }
  const decided = body.evaluations ?? [body];
  return decided.some(({ decision }) => decision !== false)
    ? { permitted: decided }
    : body.context === undefined && body.evaluations === undefined
      ? { minimal: body.decision }
      : { denied: decided.map(({ context }) => context?.reasons[0]) };
}

describe('the table of hostile requests', () => {
  it('has at least 150, each of its own name', () => {
    const names = [...Object.values(TABLE).flat(), ...RAW_REQUESTS].map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(150);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it('starts from a permit, which one change turns', async () => {
    const [permit, deny] = [await send({ body: PERMITTED }), await send({ body: DENIED })];
    expect(JSON.parse(permit.text)).toMatchObject({
      decision: true,
      context: { reasons: ['permit.admin'], grants: [world.grants.own] },
    });
    expect(read(deny)).toEqual({ denied: ['grant.constraint_not_met'] });
    const foreign = { path: `/t/${FOREIGN}/access/v1/evaluation`, credential: world.keys.beta };
    const theirs = await send({ ...foreign, body: PERMITTED });
    expect(JSON.parse(theirs.text)).toMatchObject({ decision: true });
  });
});

describe.each(Object.entries(TABLE))('%s', (_, table) => {
  it.each(table.map((request) => [request.name, request] as const))(
    '%s: never a permit, never a fault',
    async (name, request) => {
      const answer = await send(await request.send(world));
      const seen = { name, ...read(answer) };
      expect(seen).toEqual<{ name: string } & Expected>({ name, ...request.expected });
      expect(answer.text).not.toMatch(INTERNALS);
      expect(answer.headers['cache-control']).toBe('no-store');
    },
  );

  it('writes nothing', async () => {
    const before = await readStoredState(service.database);
    for (const request of table) {
      await send(await request.send(world));
    }
    expect(await readStoredState(service.database)).toEqual(before);
  });
});

describe('bytes that are no request', () => {
  it.each(RAW_REQUESTS.map((request) => [request.name, request] as const))(
    '%s: one answer, and the end of the connection',
    async (name, { bytes, status }) => {
      const text = await sendBytes(service.url, bytes(world.keys.decide));
      const answers = text.match(/^HTTP\/1\.1 \d+/gm) ?? [];
      expect({ name, answers }).toEqual({ name, answers: [`HTTP/1.1 ${status}`] });
      expect(text).not.toMatch(/"decision"|set-cookie/i);
      expect(text).not.toMatch(INTERNALS);
    },
  );
});

/** All that could tell two answers apart, but for ids, times and the name that was asked for. */
function telling({ status, headers, text }: Answer, ...names: readonly string[]): object {
  const { date: _date, 'content-length': _length, ...rest } = headers;
  const blank = (value: string): string =>
    names.reduce((all, name) => all.replaceAll(name, '<name>'), value.replace(UUID, '<id>'));
  return { status, headers: blank(JSON.stringify(rest)), text: blank(text) };
}

describe('a tenant of others is not told from one that is not there', () => {
  it.each(PROBES.map((asked) => [`${asked[0]}: ${asked[1]} ${asked[2]}`, asked] as const))(
    'to %s',
    async (_, asked) => {
      const answer = await send(probe(world, FOREIGN, asked));
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      const absent = await send(probe(world, NOWHERE, asked));
      expect(telling(answer, FOREIGN)).toEqual(telling(absent, NOWHERE));
    },
  );

  it('by its metadata', async () => {
    const path = '/.well-known/authzen-configuration/t';
    const ask = async (tenant: string): Promise<Answer> =>
      await send({ method: 'GET', path: `${path}/${tenant}`, credential: null });
    const there = await ask(FOREIGN);
    expect(there.status).toBe(200);
    expect(telling(there, FOREIGN)).toEqual(telling(await ask(NOWHERE), NOWHERE));
  });

  it.each(ID_PROBES)('by an id that is known there: %s', async (_, ask) => {
    const as = async (id: string): Promise<Answer> => {
      const sent = ask(id);
      const isAdmin = sent.path?.startsWith('/admin') === true;
      return await send({ ...sent, credential: isAdmin ? world.keys.admin : world.keys.decide });
    };
    const there = await as('bela');
    expect(there.status).toBeLessThan(500);
    expect(telling(there, 'bela')).toEqual(telling(await as('noby'), 'noby'));
  });

  it('by what another tenant has taken: credentials, issuers and aliases are of each its own', async () => {
    const issuer = { method: 'PUT', path: '/admin/v1/issuers/beta.example' };
    const body = {
      ...{ issuer: 'https://beta.example', purposes: ['subject'], audiences: ['x'] },
      ...{ jwks: { keys: [world.signing.publicJwk] }, algorithms: ['RS256'] },
    };
    const admin = { credential: service.key };
    expect((await send({ ...issuer, ...admin, body })).status).toBe(201);
    const aliases = [{ issuer: 'https://beta.example', subject: 'bela-1' }];
    const identity = { method: 'PUT', path: '/admin/v1/identities/user/carl', body: { aliases } };
    expect((await send({ ...identity, ...admin })).status).toBe(201);
  });
});
