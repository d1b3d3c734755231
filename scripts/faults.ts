/**
 * `npm run test:faults`: breaks the built service, its database, its disk, its sinks and its connections under load, and
 * holds every answer that clients got against the decision log (docs/fault-tests.md). `-- --kills N` says how often the
 * service is killed, `--rounds N` how often the others happen, `--parts service,disk` picks.
 */
import { parseArgs } from 'node:util';
import { runScenario } from '../test/faults/run-scenario.js';
import {
  failingSink,
  fullDisk,
  halfOpenClients,
  halfOpenDatabase,
  hangingSink,
  killPostgres,
  killService,
  mayMount,
} from '../test/faults/scenarios.js';
import type { Scenario } from '../test/faults/scenarios.js';

const PARTS: Readonly<Record<string, readonly [string, Scenario]>> = {
  service: ['kill -9 of the service', killService],
  postgres: ['kill -9 of PostgreSQL', killPostgres],
  disk: ['a full disk', fullDisk],
  'hanging-sink': ['a sink that hangs', hangingSink],
  'failing-sink': ['a sink that answers 500, demanded', failingSink],
  'half-open': ['database connections half open', halfOpenDatabase],
  clients: ['client connections half open', halfOpenClients],
};

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '5' },
    parts: { type: 'string', default: Object.keys(PARTS).join(',') },
  },
});

async function run(name: string): Promise<boolean> {
  const [title, scenario] = PARTS[name] ?? [];
  if (title === undefined || scenario === undefined) {
    throw new Error(`there is no part "${name}": ${Object.keys(PARTS).join(', ')}`);
  }
  if (name === 'disk' && !mayMount()) {
    console.log(`${title}: skipped, since no disk can be mounted here`);
    return true;
  }
  const rounds = Number(name === 'service' ? values.kills : values.rounds);
  const start = performance.now();
  const { wrong, ...figures } = await runScenario(scenario, rounds);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`${title} × ${rounds} (${seconds} s): ${JSON.stringify(figures)}`);
  wrong.forEach((line) => {
    console.log(`  WRONG: ${line}`);
  });
  return wrong.length === 0;
}

async function main(): Promise<void> {
  let isWell = true;
  for (const name of values.parts.split(',')) {
    isWell = (await run(name)) && isWell;
  }
  console.log(isWell ? 'answered = logged' : 'FAILED');
  process.exitCode = isWell ? 0 : 1;
}

void main();
