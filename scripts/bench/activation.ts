import { HttpClient } from '../../test/support/http-client.js';
import { bundleOf, permitting, pushBundle } from '../../test/support/push-bundle.js';
import { USER_ALONE } from './questions.js';
import { startLegate } from './servers.js';
import { pause, SteadyLoad, timesLine } from './steady-load.js';
import type { Asked } from './steady-load.js';

const ACTIVATIONS = 30;
const CONNECTIONS = 8;
const WARM_UP_MS = 5000;
/** Without it one core has more to do than it can. */
const REST_MS = 10;
/** Quiet time after each write, ms; what is asked in its first half is beside the write. */
const PAUSE_MS = 250;

/**
 * Two bundles of 50 packages take turns while questions are asked: how long the longest of them waits. Beside that, the
 * same for an admin write that changes no policy, and for nothing at all: the machine makes some wait without a cause.
 */
export async function measureActivations(key: string): Promise<void> {
  const server = await startLegate(key, { LEGATE_LOG_LEVEL: 'error' });
  try {
    const client = new HttpClient(server.url, key);
    const ids = [await push(client, 'a'), await push(client, 'b')];
    for (const restMs of [0, REST_MS]) {
      await measureAt(client, ids, restMs);
    }
  } finally {
    await server.stop();
  }
}

async function measureAt(
  client: HttpClient,
  ids: readonly string[],
  restMs: number,
): Promise<void> {
  const load = new SteadyLoad(client, USER_ALONE, CONNECTIONS, restMs);
  await pause(WARM_UP_MS);
  const activations: number[] = [];
  const others: number[] = [];
  const nothings: number[] = [];
  for (let round = 0; round < ACTIVATIONS; round += 1) {
    activations.push(
      await timed(async () => {
        await activate(client, ids[round % 2] ?? '');
      }),
    );
    others.push(
      await timed(async () => {
        await writeAnother(client, round);
      }),
    );
    nothings.push(
      await timed(async () => {
        await Promise.resolve();
      }),
    );
  }
  const asked = await load.stop();
  console.log(
    `\n${ACTIVATIONS} activations, ${CONNECTIONS} connections that rest ${restMs} ms after each answer, 50 packages asked each\n`,
  );
  console.log(timesLine('beside an activation', beside(asked, activations)));
  console.log(timesLine('beside another admin write', beside(asked, others)));
  console.log(timesLine('beside nothing', beside(asked, nothings)));
}

/** @returns when it began */
async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  await pause(PAUSE_MS);
  return began;
}

async function activate(client: HttpClient, id: string): Promise<void> {
  const { status } = await client.post(`/admin/v1/bundles/${id}/activate`, {});
  if (status !== 200) {
    throw new Error(`an activation was answered ${status}`);
  }
}

async function writeAnother(client: HttpClient, round: number): Promise<void> {
  const path = '/admin/v1/identities/user/somebody';
  const { status } = await client.put(path, { displayName: `round ${round}` });
  if (status >= 300) {
    throw new Error(`a write was answered ${status}`);
  }
}

function beside(asked: readonly Asked[], begins: readonly number[]): readonly Asked[] {
  return asked.filter(({ at, tookMs }) =>
    begins.some((began) => at + tookMs >= began && at <= began + PAUSE_MS / 2),
  );
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
