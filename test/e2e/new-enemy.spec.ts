import { Client } from 'pg';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

const ROUNDS = 60;
const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: 'r1' },
  context: { agent: 'helper' },
};

let services: readonly [RunningService, RunningService];

beforeAll(async () => {
  const first = await startService({ poolSize: 8 });
  const second = await startService({ poolSize: 8, beside: first, cacheEntries: 4 });
  services = [first, second];
  const { admin } = first;
  await admin.put('/admin/v1/identities/user/alice', { attributes: { roles: ['editor'] } });
  await admin.put('/admin/v1/identities/agent/helper', { owners: [{ kind: 'user', id: 'alice' }] });
});

afterAll(async () => {
  const [first, second] = services;
  await second.stop();
  await first.stop();
});

interface Seen {
  readonly revision: number;
  readonly decision: boolean;
}

/** Whether a grant stood after each revision, as the writers were told. */
class Timeline {
  private readonly turns: { revision: number; stands: boolean }[] = [];

  turn(revision: number, stands: boolean): void {
    this.turns.push({ revision, stands });
    this.turns.sort((one, other) => one.revision - other.revision);
  }

  standsAt(revision: number): boolean {
    return this.turns.findLast((turn) => turn.revision <= revision)?.stands ?? false;
  }
}

async function grantAndRevoke(timeline: Timeline, isDone: () => boolean): Promise<void> {
  const { admin } = services[0];
  for (let round = 0; round < ROUNDS && !isDone(); round += 1) {
    const granted = await admin.post('/admin/v1/grants', {
      grantor: { kind: 'user', id: 'alice' },
      grantee: { kind: 'agent', id: 'helper' },
      actions: ['read'],
      resources: [{ type: 'record', id: '**' }],
    });
    timeline.turn(granted.body.revision, true);
    const revoked = await admin.post(`/admin/v1/grants/${granted.body.id}/revoke`, {
      reason: 'new enemy',
    });
    timeline.turn(revoked.body.revision, false);
  }
}

async function ask(service: RunningService, isDone: () => boolean): Promise<readonly Seen[]> {
  const client = services[0].admin.at(service.url);
  const seen: Seen[] = [];
  while (!isDone()) {
    const { body, headers } = await client.evaluate(QUESTION);
    const revision = headers.get('legate-revision');
    if (revision !== null) {
      seen.push({ revision: Number(revision), decision: body.decision });
    }
  }
  return seen;
}

/** Drops notifications: ends the connections that listen, again and again. */
async function dropNotifications(isDone: () => boolean): Promise<void> {
  const client = new Client({ connectionString: services[0].database.url });
  await client.connect();
  while (!isDone()) {
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'legate feed'",
    );
  }
  await client.end();
}

describe('new enemy: grants made and revoked under decisions in two processes', () => {
  it('judges every decision at exactly the revision it names, with notifications dropped', async () => {
    const timeline = new Timeline();
    let done = false;
    const isDone = (): boolean => done;
    const writers = grantAndRevoke(timeline, isDone).finally(() => {
      done = true;
    });
    const [, , ...askers] = await Promise.all([
      writers,
      dropNotifications(isDone),
      ask(services[0], isDone),
      ask(services[1], isDone),
      ask(services[1], isDone),
    ]);
    const seen = askers.flat();
    const wrong = seen.filter(({ revision, decision }) => decision !== timeline.standsAt(revision));
    expect(wrong).toEqual([]);
    expect(seen.filter(({ decision }) => decision).length).toBeGreaterThan(0);
    expect(seen.filter(({ decision }) => !decision).length).toBeGreaterThan(0);
  });

  it('never goes back in revisions within a process', async () => {
    const timeline = new Timeline();
    let done = false;
    const isDone = (): boolean => done;
    const writers = grantAndRevoke(timeline, isDone).finally(() => {
      done = true;
    });
    const [seen] = await Promise.all([ask(services[1], isDone), writers]);
    const revisions = seen.map(({ revision }) => revision);
    expect(revisions).toEqual(revisions.toSorted((one, other) => one - other));
  });
});
