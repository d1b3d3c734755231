import type { HttpAnswer, HttpClient } from '../support/http-client.js';
import { NotificationFilter } from '../support/notification-filter.js';
import type { Treatment } from '../support/notification-filter.js';
import { ServiceProcesses } from '../support/service-processes.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const ROUNDS = 10;
const AGENTS = ['helper', 'clerk'] as const;

const filter = new NotificationFilter();
let processes: ServiceProcesses;
let proxy: TcpProxy;
let near: HttpClient;
/** Reaches the database through the proxy, and hears of writes by a poll a second or when it must. */
let far: HttpClient;

beforeAll(async () => {
  processes = await ServiceProcesses.create();
  proxy = await TcpProxy.before(processes.database.url, filter);
  near = await processes.start();
  far = await processes.start({ DATABASE_URL: proxy.url, LEGATE_FEED_POLL_MS: '1000' });
  await near.put('/admin/v1/identities/user/alice', { attributes: { roles: ['editor'] } });
  for (const id of AGENTS) {
    const owners = [{ kind: 'user', id: 'alice' }];
    await near.put(`/admin/v1/identities/agent/${id}`, { owners });
  }
});

afterAll(async () => {
  await processes.stop();
  await proxy.close();
});

interface Seen {
  readonly agent: string;
  readonly revision: number;
  readonly decision: boolean;
}

/** Whether the one grant to each agent stood after each revision, as its writer was told. */
class Timeline {
  private readonly turns: { agent: string; revision: number; stands: boolean }[] = [];

  turn(agent: string, revision: number, stands: boolean): void {
    this.turns.push({ agent, revision, stands });
  }

  standsAt({ agent, revision }: Seen): boolean {
    const before = this.turns.filter((turn) => turn.agent === agent && turn.revision <= revision);
    const last = before.toSorted((one, other) => one.revision - other.revision).at(-1);
    return last?.stands ?? false;
  }
}

async function ask(service: HttpClient, agent: string, minRevision = 0): Promise<Seen> {
  const question = {
    subject: { type: 'user', id: 'alice' },
    action: { name: 'read' },
    resource: { type: 'record', id: 'r1' },
    context: { agent },
  };
  const headers = { 'legate-min-revision': String(minRevision) };
  const path = '/access/v1/evaluation';
  const answer = await service.send('POST', path, JSON.stringify(question), headers);
  expect(answer.body.context.reasons[0]).not.toMatch(/^indeterminate\./);
  const revision = Number(answer.headers.get('legate-revision'));
  expect(revision).toBeGreaterThanOrEqual(minRevision);
  return { agent, revision, decision: answer.body.decision };
}

async function grant(writer: HttpClient, agent: string): Promise<HttpAnswer> {
  return await writer.post('/admin/v1/grants', {
    grantor: { kind: 'user', id: 'alice' },
    grantee: { kind: 'agent', id: agent },
    actions: ['read'],
    resources: [{ type: 'record', id: '**' }],
  });
}

/** Grants and revokes; after each write both processes are asked at its revision at once. */
async function write(writer: HttpClient, agent: string, timeline: Timeline): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const granted = await grant(writer, agent);
    timeline.turn(agent, granted.body.revision, true);
    seen.push(...(await askBoth(agent, granted.body.revision)));
    const path = `/admin/v1/grants/${granted.body.id}/revoke`;
    const revoked = await writer.post(path, { reason: 'new enemy' });
    timeline.turn(agent, revoked.body.revision, false);
    seen.push(...(await askBoth(agent, revoked.body.revision)));
  }
  return seen;
}

async function askBoth(agent: string, revision: number): Promise<readonly Seen[]> {
  return await Promise.all([near, far].map(async (service) => await ask(service, agent, revision)));
}

async function askOn(service: HttpClient, isDone: () => boolean): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  while (!isDone()) {
    seen.push(...(await Promise.all(AGENTS.map(async (agent) => await ask(service, agent)))));
  }
  return seen;
}

describe('new enemy: two real processes that both write and decide', () => {
  it.each<[Treatment, string]>([
    ['drop', 'lost'],
    ['delay', 'late'],
  ])('judge every decision at exactly its revision (notifications: %s)', async (treatment) => {
    filter.treatment = treatment;
    const timeline = new Timeline();
    let done = false;
    const isDone = (): boolean => done;
    const [one, other] = AGENTS;
    const writers = Promise.all([write(near, one, timeline), write(far, other, timeline)]).finally(
      () => {
        done = true;
      },
    );
    const seen = await Promise.all([writers, askOn(near, isDone), askOn(far, isDone)]);
    const answers = seen.flat(2);
    expect(answers.filter((answer) => answer.decision !== timeline.standsAt(answer))).toEqual([]);
    const permits = answers.filter(({ decision }) => decision).length;
    expect(permits).toBeGreaterThanOrEqual(4 * ROUNDS);
    expect(answers.length - permits).toBeGreaterThanOrEqual(4 * ROUNDS);
    const { dropped, delayed } = filter.counts;
    expect(treatment === 'drop' ? dropped : delayed).toBeGreaterThan(0);
  });
});
