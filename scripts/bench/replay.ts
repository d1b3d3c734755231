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
    const client = new HttpClient(server.url, key);
    const generated = worldsWithQuestions(
      { now: Date.now(), writable: true },
      { minLength: QUESTIONS, maxLength: QUESTIONS },
    );
    const run = new Run(client, Math.ceil(decisions / WORLDS));
    for (const [at, plan] of fc.sample(generated, { numRuns: WORLDS, seed }).entries()) {
      await run.world(`world-${at}`, plan);
    }
    run.report();
  } finally {
    await server.stop();
  }
}

/** World after world: asked, written to, shipped, and replayed. */
class Run {
  private readonly totals: Totals = {
    ...{ entries: 0, alike: 0, different: 0, left: new Map(), differences: [] },
  };
  private asked = 0;
  private seconds = 0;
  private readonly waits: number[] = [];

  constructor(
    private readonly client: HttpClient,
    private readonly decisions: number,
  ) {}

  async world(name: string, plan: Parameters<typeof ChangingWorld.start>[1]): Promise<void> {
    await this.client.put(`/admin/v1/tenants/${name}`, {});
    const admin = new HttpClient(`${this.client.url}/t/${name}`, this.client.key);
    const world = await ChangingWorld.start(admin, plan);
    const asked = await askAll(world, this.decisions);
    this.asked += asked;
    await shipped([{ admin, asked }]);
    const began = performance.now();
    const replaying = replayAll(admin, this.totals);
    this.waits.push(...(await probing(this.client, replaying)));
    await replaying;
    this.seconds += (performance.now() - began) / 1000;
    const { entries, alike, different } = this.totals;
    console.log(
      `${name}: ${this.asked} asked; ${entries} entries, ${alike} alike, ${different} different`,
    );
  }

  report(): void {
    tell(
      'while replays run',
      this.waits.toSorted((one, other) => one - other),
    );
    report(this.totals, { asked: this.asked, seconds: this.seconds });
  }
}

async function askAll(world: ChangingWorld, wanted: number): Promise<number> {
  let asked = 0;
  while (asked < wanted) {
    await world.change();
    const until = asked + BETWEEN;
    const ask = async (): Promise<void> => {
      while (asked < until) {
        const decisions = await answered(world);
        asked += decisions;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, ask));
  }
  return asked;
}

/** Where the machine was halted in between, connections are closed; such an answer does not count. */
async function answered(world: ChangingWorld): Promise<number> {
  try {
    return await world.ask();
  } catch (cause) {
    if (cause instanceof TypeError) {
      return 0;
    }
    throw cause;
  }
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

async function replayAll(admin: HttpClient, totals: Totals): Promise<void> {
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
  console.log(`${asked} decisions asked`);
  console.log(`${entries} entries replayed in ${seconds.toFixed(1)} s, ${rate} a second`);
  console.log(`${alike} alike, ${different} different, not replayable: ${reasons || 'none'}`);
  for (const difference of differences.slice(0, 20)) {
    console.log(JSON.stringify(difference));
  }
  if (different > 0 || entries < asked) {
    process.exitCode = 1;
  }
}
