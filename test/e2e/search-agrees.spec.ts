import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { runs } from '../property/support/runs.js';
import type { Ref, World } from '../reference/world.js';
import { ACTIONS, PARTIES, TYPES } from '../reference/worlds/vocabulary.js';
import { worlds } from '../reference/worlds/worlds.js';
import type { HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import { load, put } from './fixtures/world-loading.js';

const NOW = Date.now();
const WORLDS = 3;
/** For runs that FC_RUNS makes longer. */
const TIMEOUT_MS = 300_000;

interface Entity {
  readonly type: string;
  readonly id: string;
  readonly properties?: object;
}
interface Question {
  readonly subject: Entity;
  readonly action: { readonly name: string };
  readonly resource: Entity;
  readonly context: object;
}

/** Who acts: nobody, each agent and service by `act`, or by the context alone. */
const WAYS: readonly { readonly properties?: object; readonly context: object }[] = [
  { context: {} },
  ...PARTIES.filter(({ kind }) => kind !== 'user').map(({ kind, id }) => ({
    properties: { act: { sub: id, ...(kind === 'service' && { sub_profile: 'service' }) } },
    context: {},
  })),
  ...PARTIES.filter(({ kind }) => kind !== 'user').flatMap(({ id }) => [
    { context: { agent: id } },
    { context: { client_id: id } },
  ]),
];

/** Every page of a search, some results at a time. */
async function readAll(
  admin: HttpClient,
  kind: string,
  question: object,
  limit: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const page = token === undefined ? { limit } : { token };
    const { status, body } = await admin.post(`/access/v1/search/${kind}`, { ...question, page });
    expect({ question, status }).toEqual({ question, status: 200 });
    expect(body.results.length).toBeLessThanOrEqual(limit);
    found.push(
      ...(body.results as { id?: string; name?: string }[]).map(({ id, name }) => id ?? name ?? ''),
    );
    token = body.page.next_token;
  } while (token !== '');
  return found;
}

/** Which of the candidates evaluate to true. */
async function evaluateAll(
  admin: HttpClient,
  candidates: readonly string[],
  toQuestion: (candidate: string) => Question,
): Promise<readonly string[]> {
  const permitted: string[] = [];
  for (const candidate of candidates) {
    const { status, body } = await admin.evaluate(toQuestion(candidate));
    expect(status).toBe(200);
    if (body.decision === true) {
      permitted.push(candidate);
    }
  }
  return permitted;
}

interface Tally {
  asked: number;
  permitted: number;
}

async function compare(admin: HttpClient, world: World, tally: Tally): Promise<void> {
  const check = async (
    kind: 'subject' | 'resource' | 'action',
    candidates: readonly string[],
    question: Question,
  ): Promise<void> => {
    const open = (candidate: string): Question =>
      kind === 'action'
        ? { ...question, action: { name: candidate } }
        : { ...question, [kind]: { ...question[kind], id: candidate } };
    const found = await readAll(admin, kind, question, 1 + (tally.asked % 3));
    const permitted = await evaluateAll(admin, candidates, open);
    expect({ kind, question, found: found.toSorted() }).toEqual({
      ...{ kind, question },
      found: permitted.toSorted(),
    });
    tally.asked += candidates.length;
    tally.permitted += permitted.length;
  };
  const idsOf = (parties: readonly Ref[]): readonly string[] => parties.map(({ id }) => id);
  for (const [at, way] of WAYS.entries()) {
    const { context, ...rest } = way;
    const party = PARTIES[at % PARTIES.length];
    const resource = world.resources[at % Math.max(1, world.resources.length)];
    const action = { name: ACTIONS[at % ACTIONS.length] ?? '' };
    if (party === undefined || resource === undefined) {
      continue;
    }
    const subject = { type: party.kind, id: party.id, ...rest };
    const { type, id } = resource;
    const question = { subject, action, resource: { type, id }, context };
    await check('subject', idsOf(PARTIES.filter(({ kind }) => kind === party.kind)), question);
    const ofType = world.resources.filter((one) => one.type === type);
    await check(
      'resource',
      ofType.map((one) => one.id),
      question,
    );
    await check('action', ACTIONS, question);
  }
}

describe('searches, on generated worlds', () => {
  it(
    'find exactly the stored candidates that evaluate to true (AZ-43)',
    async () => {
      const options = { seed: randomInt(2 ** 31), ...runs(WORLDS), endOnFailure: true };
      process.stdout.write(`search-agrees.spec.ts: FC_SEED=${options.seed}\n`);
      const tally = { asked: 0, permitted: 0 };
      await fc.assert(
        fc.asyncProperty(
          worlds({ now: NOW, writable: true }).filter(({ resources }) => resources.length > 1),
          async (world) => {
            const service = await startService();
            try {
              const { admin } = service;
              for (const type of TYPES) {
                await put(admin, ['action-types', type], { actions: [...ACTIONS] });
              }
              await load(admin, world);
              await compare(admin, world, tally);
            } finally {
              await service.stop();
            }
          },
        ),
        options,
      );
      expect(tally.asked).toBeGreaterThan(300);
      expect(tally.permitted).toBeGreaterThan(0);
      expect(tally.permitted).toBeLessThan(tally.asked);
    },
    TIMEOUT_MS,
  );
});
