import { HttpClient } from '../../test/support/http-client.js';
import { bundleOf, permitting, pushBundle } from '../../test/support/push-bundle.js';
import { USER_ALONE } from './questions.js';
import { startLegate } from './servers.js';

const ACTIVATIONS = 20;
const CONNECTIONS = 8;
/** Quiet time before the first, between two and after the last, ms. */
const PAUSE_MS = 250;

interface Asked {
  /** When it was asked, ms of the monotonic clock. */
  readonly at: number;
  readonly tookMs: number;
}

/** Two bundles of 50 packages take turns while questions are asked: how long the longest of them waits. */
export async function measureActivations(key: string): Promise<void> {
  const server = await startLegate(key);
  try {
    const client = new HttpClient(server.url, key);
    const ids = [await push(client, 'a'), await push(client, 'b')];
    const state = { isOver: false };
    const asking = Array.from({ length: CONNECTIONS }, async () => await ask(client, state));
    await pause(4 * PAUSE_MS);
    const began = performance.now();
    const switches = await activate(client, ids);
    const ended = performance.now();
    await pause(4 * PAUSE_MS);
    state.isOver = true;
    const asked = (await Promise.all(asking)).flat();
    print(asked, switches, { began, ended });
  } finally {
    await server.stop();
  }
}

async function push(client: HttpClient, name: string): Promise<string> {
  const packages = Array.from({ length: 50 }, (_, at): [string, string] => [
    `p${at}.rego`,
    permitting(name).replace('policy.main', `policy.p${at}`),
  ]);
  const pushed = await pushBundle(client, bundleOf(name, Object.fromEntries(packages)));
  const body = pushed.body as { readonly id: string };
  if (pushed.status !== 201) {
    throw new Error(`push: ${pushed.status} ${JSON.stringify(body)}`);
  }
  return body.id;
}

async function activate(client: HttpClient, ids: readonly string[]): Promise<readonly number[]> {
  const switches: number[] = [];
  for (let round = 0; round < ACTIVATIONS; round += 1) {
    switches.push(performance.now());
    const { status } = await client.post(`/admin/v1/bundles/${ids[round % 2] ?? ''}/activate`, {});
    if (status !== 200) {
      throw new Error(`an activation was answered ${status}`);
    }
    await pause(PAUSE_MS);
  }
  return switches;
}

async function ask(client: HttpClient, state: { isOver: boolean }): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  while (!state.isOver) {
    const at = performance.now();
    const answer = await client.post('/access/v1/evaluation', USER_ALONE);
    asked.push({ at, tookMs: performance.now() - at });
    if ((answer.body as { readonly decision: unknown }).decision !== true) {
      throw new Error(`a decision failed: ${JSON.stringify(answer.body)}`);
    }
  }
  return asked;
}

function print(
  asked: readonly Asked[],
  switches: readonly number[],
  { began, ended }: { readonly began: number; readonly ended: number },
): void {
  const quiet = asked.filter(({ at }) => at < began - PAUSE_MS || at > ended);
  const beside = asked.filter(({ at, tookMs }) =>
    switches.some((switched) => at + tookMs >= switched && at <= switched + PAUSE_MS / 2),
  );
  console.log(
    `\n${switches.length} activations, ${CONNECTIONS} connections, 50 packages asked each\n`,
  );
  for (const [name, some] of [
    ['between them', quiet],
    ['beside them', beside],
  ] as const) {
    const times = some.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
    const at = (share: number): string =>
      (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
    console.log(
      `${name.padEnd(14)}${String(times.length).padStart(7)} decisions, none failed   p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   longest ${at(1)} ms`,
    );
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
