import { HttpClient } from '../../test/support/http-client.js';
import { pushBundle } from '../../test/support/push-bundle.js';
import { median } from './runtime/median.js';
import { startLegate } from './servers.js';
import { ask, pause, SteadyLoad, timesLine } from './steady-load.js';

const CONNECTIONS = 8;
const SECONDS = 10;
/** A runaway question is asked so often. */
const EVERY_MS = 100;

/** What a push cannot find: it takes a word that nobody generates, and a number from the request. */
const HOG = `# METADATA
# scope: package
# custom:
#   legate:
#     resource_types: [hog]
package policy.hog

guards := set()

permit contains "found" if {
	input.context.code == concat("-", ["run", "away"])
	ns := numbers.range(1, input.context.size)
	count([1 | some x in ns; some y in ns; some z in ns; (x + y) + z == -1]) > 0
}
`;
const HARMLESS = `# METADATA
# scope: package
# custom:
#   legate:
#     resource_types: [record]
package policy.main

guards := set()

permit contains "ok" if is_string(input.subject.id)
`;

const question = (type: string, context: object): object => ({
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type, id: '1' },
  context,
});

/** Questions whose evaluation never ends, among harmless ones: how long both take, with the breaker and without. */
export async function measureRunawayQuestions(key: string): Promise<void> {
  for (const [name, settings] of [
    ['as it is set by default', {}],
    ['with packages that are never stopped', { LEGATE_POLICY_BREAKER_TRAPS: '1000' }],
  ] as const) {
    const server = await startLegate(key, { ...settings, LEGATE_LOG_LEVEL: 'silent' });
    try {
      const client = new HttpClient(server.url, key);
      await push(client);
      console.log(`\n${name}: one of 10^9 elements each ${EVERY_MS} ms`);
      const alone = new SteadyLoad(client, question('record', {}), CONNECTIONS);
      await pause(SECONDS * 1000);
      console.log(timesLine('others, before', await alone.stop()));
      const beside = new SteadyLoad(client, question('record', {}), CONNECTIONS);
      const times = await runAway(client);
      console.log(timesLine('others, meanwhile', await beside.stop()));
      console.log(
        `runaways: ${times.length}, each denied with indeterminate.deadline; answered in ${median(times).toFixed(1)} ms (most ${Math.max(...times).toFixed(1)})`,
      );
    } finally {
      await server.stop();
    }
  }
}

async function push(client: HttpClient): Promise<void> {
  const metadata = { legate: { resource_types: ['hog', 'record'] } };
  const manifest = JSON.stringify({ revision: 'hog', roots: ['policy'], metadata });
  const files = { '.manifest': manifest, 'hog.rego': HOG, 'main.rego': HARMLESS };
  const pushed = await pushBundle(client, files);
  if (pushed.status !== 201) {
    throw new Error(`push: ${pushed.status} ${JSON.stringify(pushed.body)}`);
  }
}

async function runAway(client: HttpClient): Promise<number[]> {
  const asked = question('hog', { size: 1000, code: 'run-away' });
  const times: number[] = [];
  for (const end = performance.now() + SECONDS * 1000; performance.now() < end;) {
    const at = performance.now();
    const { reasons } = (await ask(client, asked)).context;
    times.push(performance.now() - at);
    if (!reasons.includes('indeterminate.deadline')) {
      throw new Error(`not the deadline: ${reasons.join()}`);
    }
    await pause(EVERY_MS - (performance.now() - at));
  }
  return times;
}
