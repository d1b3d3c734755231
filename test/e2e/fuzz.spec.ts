import { randomInt } from 'node:crypto';
import { makeApiKey } from '@legate/callers';
import fc from 'fast-check';
import { evaluate } from '../reference/evaluate.js';
import type { Question, World } from '../reference/world.js';
import { ACTIONS, TYPES } from '../reference/worlds/vocabulary.js';
import { worldsWithQuestions } from '../reference/worlds/worlds.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { HttpClient } from '../support/http-client.js';
import { makeDataFolder, ServiceProcess } from '../support/service-process.js';
import type { DataFolder } from '../support/service-process.js';
import { load, put } from './fixtures/world-loading.js';
import { Chance } from './fuzz/chance.js';
import { generateBody } from './fuzz/generate-body.js';
import type { FuzzedBody, Seeds } from './fuzz/generate-body.js';
import { AnswerJudge } from './fuzz/judge-answer.js';
import type { Tally } from './fuzz/judge-answer.js';
import { KeepAliveClient } from './fuzz/keep-alive-client.js';

/** `npm run fuzz` sets these (docs/security-tests.md). */
const { FUZZ_BODIES, FUZZ_SEED } = process.env;
const BODIES = Number(FUZZ_BODIES ?? 4000);
const SEED = Number(FUZZ_SEED ?? randomInt(2 ** 31));
const BODIES_PER_WORLD = FUZZ_BODIES === undefined ? 1000 : 5000;
const QUESTIONS = { minLength: 60, maxLength: 60 };
const LEAST_PERMITTED = 10;
/** When the worlds are made: no time in a writable world is within a day of it. */
const CIRCUMSTANCES = { now: Date.now(), maxChainLength: 16 };
const IN_FLIGHT = 16;
/** Long enough for a million bodies; the bound only stops a run that hangs. */
const TIMEOUT_MS = 3_600_000;
const SHOWN_FINDINGS = 10;
const SHOWN_BYTES = 1500;

let database: TestDatabase;
let data: DataFolder;
let service: ServiceProcess;
let admin: HttpClient;
const key = makeApiKey();

beforeAll(async () => {
  database = await createTestDatabase();
  data = await makeDataFolder();
  service = ServiceProcess.start({
    DATABASE_URL: database.url,
    LEGATE_DATA_DIR: data.path,
    LEGATE_PORT: '0',
    LEGATE_LOG_LEVEL: 'warn',
    LEGATE_BOOTSTRAP_ADMIN_KEY: key,
  });
  admin = new HttpClient(await service.ready(), key);
});

afterAll(async () => {
  await service.stop();
  await data.remove();
  await database.drop();
});

interface Generated {
  readonly world: World;
  readonly questions: readonly Question[];
}

interface Findings {
  readonly tally: Tally;
  readonly wrong: string[];
}

/** Mostly what is permitted: of what is denied, most stays so. */
function weigh({ world, questions }: Generated): readonly Question[] {
  const permitted = permittedOf({ world, questions });
  return [...questions, ...permitted, ...permitted, ...permitted, ...permitted];
}

function permittedOf({ world, questions }: Generated): readonly Question[] {
  return questions.filter((one) => evaluate(world, one, CIRCUMSTANCES).decision);
}

/** Makes the world a tenant, and gives what bodies about it are made from. */
async function prepare(tenant: string, generated: Generated): Promise<Seeds> {
  const { world } = generated;
  await put(admin, ['tenants', tenant], {});
  const own = new HttpClient(`${admin.url}/t/${tenant}`, key);
  for (const type of TYPES) {
    await put(own, ['action-types', type], { actions: [...ACTIONS] });
  }
  await load(own, world);
  const { type, id } = world.resources[0] ?? { type: 'doc', id: 'a' };
  const search = { subject: { type: 'user' }, action: { name: 'read' }, resource: { type, id } };
  const page = await own.post('/access/v1/search/subject', { ...search, page: { limit: 0 } });
  return { questions: weigh(generated), pageToken: String(page.body.page.next_token) };
}

async function fuzzWorld(
  { seeds, tenant, judge }: { seeds: Seeds; tenant: string; judge: AnswerJudge },
  { chance, client }: { chance: Chance; client: KeepAliveClient },
  { wrong }: Findings,
): Promise<void> {
  let left = BODIES_PER_WORLD;
  const work = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const body = generateBody(seeds, chance);
      const answer = await client.send(tenant, body);
      const problem = judge.findWrong(body, answer);
      if (problem !== null) {
        wrong.push(
          `${problem}\n  ${answer.status} ${answer.text.slice(0, SHOWN_BYTES)}\n  ${show(body)}`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, work));
}

const show = ({ route, bytes }: FuzzedBody): string =>
  `${route} ${bytes.toString('latin1').slice(0, SHOWN_BYTES)}`;

async function fuzz(): Promise<Findings> {
  const findings: Findings = { tally: new Map(), wrong: [] };
  const client = new KeepAliveClient(admin.url, key, IN_FLIGHT);
  const worlds = worldsWithQuestions({ now: CIRCUMSTANCES.now, writable: true }, QUESTIONS);
  const generated = fc.sample(
    worlds.filter((one) => permittedOf(one).length >= LEAST_PERMITTED),
    { seed: SEED, numRuns: Math.ceil(BODIES / BODIES_PER_WORLD) },
  );
  for (const [at, one] of generated.entries()) {
    const tenant = `w${at}`;
    const seeds = await prepare(tenant, one);
    const judge = new AnswerJudge(one.world, findings.tally);
    const chance = new Chance(SEED + at);
    await fuzzWorld({ seeds, tenant, judge }, { chance, client }, findings);
  }
  client.close();
  return findings;
}

describe(`${BODIES} generated bodies over the decision routes`, () => {
  it(
    'are answered with the shape documented, by no fault, and by no permit that the reference denies',
    async () => {
      process.stdout.write(`fuzz.spec.ts: FUZZ_SEED=${SEED}\n`);
      const began = performance.now();
      const { tally, wrong } = await fuzz();
      const seconds = Math.round((performance.now() - began) / 1000);
      const lines = [...tally].toSorted().map(([what, count]) => `  ${what}: ${count}\n`);
      process.stdout.write(
        `fuzz.spec.ts: ${wrong.length} findings in ${seconds} s\n${lines.join('')}`,
      );
      expect(wrong.slice(0, SHOWN_FINDINGS)).toEqual([]);
      // Else nothing was told about what is permitted, or about what is not.
      for (const what of ['permits', 'denies', 'results']) {
        expect({ what, count: tally.get(what) }).toEqual({ what, count: expect.any(Number) });
      }
      expect((await admin.get('/health/ready')).status).toBe(200);
      expect(service.text).not.toMatch(/"level":"(error|fatal)"/);
    },
    TIMEOUT_MS,
  );
});
