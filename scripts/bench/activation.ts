import { HttpClient } from '../../test/support/http-client.js';
import { bundleOf, permitting, pushBundle } from '../../test/support/push-bundle.js';
import { USER_ALONE } from './questions.js';
import { startLegate } from './servers.js';
import { pause, SteadyLoad, timesLine } from './steady-load.js';
import type { Asked } from './steady-load.js';

const ACTIVATIONS = 20;
const CONNECTIONS = 8;
/** Quiet time before the first, between two and after the last, ms. */
const PAUSE_MS = 250;

/** Two bundles of 50 packages take turns while questions are asked: how long the longest of them waits. */
export async function measureActivations(key: string): Promise<void> {
  const server = await startLegate(key);
  try {
    const client = new HttpClient(server.url, key);
    const ids = [await push(client, 'a'), await push(client, 'b')];
    const load = new SteadyLoad(client, USER_ALONE, CONNECTIONS);
    await pause(4 * PAUSE_MS);
    const began = performance.now();
    const switches = await activate(client, ids);
    const ended = performance.now();
    await pause(4 * PAUSE_MS);
    print(await load.stop(), switches, { began, ended });
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
  console.log(timesLine('between them', quiet));
  console.log(timesLine('beside them', beside));
}
