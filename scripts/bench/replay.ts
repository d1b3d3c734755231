import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { worldsWithQuestions } from '../../test/reference/worlds/worlds.js';
import { ChangingWorld } from '../../test/support/changing-world.js';
import { HttpClient } from '../../test/support/http-client.js';
import { startLegate } from './servers.js';

const WORLDS = 10;
const QUESTIONS = 400;
/** Decisions between two writes. */
const BETWEEN = 200;
const AT_ONCE = 8;
/** How often a question is asked while replays run. */
const PROBE_MS = 20;
const SHIPPING_MS = 60_000;

interface Totals {
  entries: number;
  alike: number;
  different: number;
  readonly left: Map<string, number>;
  readonly differences: unknown[];
}

interface Tenant {
  readonly admin: HttpClient;
  readonly asked: number;
}

/**
 * Makes decisions over HTTP in generated worlds that are written to in between, then replays all of them by the policy,
 * the data and the clock of each, while others ask on. Fails where one comes out otherwise.
 */
export async function measureReplay(
  key: string,
  { decisions, seed }: { readonly decisions: number; readonly seed: number },
): Promise<void> {
  const server = await startLegate(key);
  try {
    const tenants = await makeDecisions(new HttpClient(server.url, key), { decisions, seed });
    const asked = tenants.reduce((sum, one) => sum + one.asked, 0);
    await shipped(tenants);
    const probe = tenants[0]?.admin ?? new HttpClient(server.url, key);
    tell('alone', await probing(probe, sleep(5000)));
    const began = performance.now();
    const replaying = replayAll(tenants);
    tell('while replays run', await probing(probe, replaying));
    const seconds = (performance.now() - began) / 1000;
    report(await replaying, { asked, seconds });
  } finally {
    await server.stop();
  }
}

async function makeDecisions(
  admin: HttpClient,
  { decisions, seed }: { readonly decisions: number; readonly seed: number },
): Promise<readonly Tenant[]> {
  const generated = worldsWithQuestions(
    { now: Date.now(), writable: true },
    { minLength: QUESTIONS, maxLength: QUESTIONS },
  );
  const tenants: Tenant[] = [];
  for (const [at, plan] of fc.sample(generated, { numRuns: WORLDS, seed }).entries()) {
    const name = `world-${at}`;
    await admin.put(`/admin/v1/tenants/${name}`, {});
    const own = new HttpClient(`${admin.url}/t/${name}`, admin.key);
    const world = await ChangingWorld.start(own, plan);
    const asked = await askAll(world, Math.ceil(decisions / WORLDS));
    console.log(`${name}: ${asked} decisions`);
    tenants.push({ admin: own, asked });
  }
  return tenants;
}

async function askAll(world: ChangingWorld, decisions: number): Promise<number> {
  let asked = 0;
  while (asked < decisions) {
    await world.change();
    const until = asked + BETWEEN;
    const ask = async (): Promise<void> => {
      while (asked < until) {
        asked += await world.ask();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
  }
  return asked;
}

/** Waits until the last entries of each are in the database. */
async function shipped(tenants: readonly Tenant[]): Promise<void> {
  const until = performance.now() + SHIPPING_MS;
  for (const { admin, asked } of tenants) {
    while ((await countEntries(admin)) < asked && performance.now() < until) {
      await sleep(500);
    }
  }
}

async function countEntries(admin: HttpClient): Promise<number> {
  let count = 0;
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const answer = await admin.get(`/admin/v1/decisions?limit=1000${query}`);
    const page = answer.body as {
      readonly items: readonly unknown[];
      readonly nextCursor?: string;
    };
    count += page.items.length;
    cursor = page.nextCursor;
  }
  return count;
}

async function replayAll(tenants: readonly Tenant[]): Promise<Totals> {
  const totals: Totals = { entries: 0, alike: 0, different: 0, left: new Map(), differences: [] };
  for (const { admin } of tenants) {
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const query = cursor === '' ? '' : `?cursor=${cursor}`;
      const answer = await admin.send('POST', `/admin/v1/decisions/replay${query}`);
      const page = answer.body as Page;
      if (answer.status !== 200) {
        throw new Error(`${answer.status} ${JSON.stringify(page)}`);
      }
      add(totals, page);
      cursor = page.nextCursor;
    }
  }
  return totals;
}

interface Page extends Pick<Totals, 'entries' | 'alike' | 'different'> {
  readonly notReplayable: readonly { readonly reason: string; readonly count: number }[];
  readonly differences: readonly unknown[];
  readonly nextCursor?: string;
}

function add(totals: Totals, page: Page): void {
  totals.entries += page.entries;
  totals.alike += page.alike;
  totals.different += page.different;
  totals.differences.push(...page.differences);
  for (const { reason, count } of page.notReplayable) {
    totals.left.set(reason, (totals.left.get(reason) ?? 0) + count);
  }
}

/** Asks again and again until the work is done. @returns how long each answer took, ms */
async function probing(client: HttpClient, work: Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  const state = { isDone: false };
  const done = (): void => {
    state.isDone = true;
  };
  work.then(done, done);
  const question = {
    subject: { type: 'user', id: 'probe' },
    action: { name: 'read' },
    resource: { type: 'doc', id: 'a' },
  };
  while (!state.isDone) {
    const began = performance.now();
    await client.evaluate(question);
    times.push(performance.now() - began);
    await sleep(PROBE_MS);
  }
  return times.sort((one, other) => one - other);
}

function tell(when: string, times: readonly number[]): void {
  const at = (share: number): string =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN).toFixed(1);
  console.log(
    `answers ${when}: ${times.length}, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`,
  );
}

function report(
  { entries, alike, different, left, differences }: Totals,
  { asked, seconds }: { readonly asked: number; readonly seconds: number },
): void {
  const reasons = [...left].map(([reason, count]) => `${count} ${reason}`).join(', ');
  const rate = (entries / seconds).toFixed(0);
  console.log(`${asked} decisions asked; probes besides`);
  console.log(`${entries} entries replayed in ${seconds.toFixed(1)} s, ${rate} a second`);
  console.log(`${alike} alike, ${different} different, not replayable: ${reasons || 'none'}`);
  for (const difference of differences.slice(0, 20)) {
    console.log(JSON.stringify(difference));
  }
  if (different > 0 || entries < asked) {
    process.exitCode = 1;
  }
}
