import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { runs } from '../property/support/runs.js';
import { evaluate } from '../reference/evaluate.js';
import type { Question, Ref, World } from '../reference/world.js';
import { ACTIONS, PARTIES, TYPES } from '../reference/worlds/vocabulary.js';
import { worlds } from '../reference/worlds/worlds.js';
import type { HttpClient } from '../support/http-client.js';
import { startService } from '../support/running-service.js';
import { load, put } from './fixtures/world-loading.js';

const NOW = Date.now();
/** The limit of the service under test. */
const CIRCUMSTANCES = { now: NOW, maxChainLength: 16 };
const WORLDS = 4;
/** For runs that FC_RUNS makes longer. */
const TIMEOUT_MS = 300_000;

interface Candidate {
  readonly subject: Ref;
  readonly actor: Ref | null;
  readonly action: string;
  readonly resource: { readonly type: string; readonly id: string };
}

/** What is told of a candidate that is listed. */
interface Told {
  readonly chain: readonly string[];
  readonly reasons: readonly string[];
  readonly condition: string | undefined;
}

type Listing = ReadonlyMap<string, Told>;

const isSame = (one: Ref, other: Ref): boolean => one.kind === other.kind && one.id === other.id;

function keyOf({ subject, actor, action, resource }: Candidate): string {
  const party = (ref: Ref | null): string => (ref === null ? '-' : `${ref.kind} ${ref.id}`);
  return JSON.stringify([party(subject), party(actor), action, resource.type, resource.id]);
}

/** Everybody alone and for everybody else, each known action, each stored resource. */
function candidatesOf({ resources }: World): readonly Candidate[] {
  const actors = [null, ...PARTIES.filter(({ kind }) => kind !== 'user')];
  return PARTIES.flatMap((subject) =>
    actors
      .filter((actor) => actor === null || !isSame(actor, subject))
      .flatMap((actor) =>
        resources.flatMap(({ type, id }) =>
          ACTIONS.map((action) => ({ subject, actor, action, resource: { type, id } })),
        ),
      ),
  );
}

function toQuestion({ subject, actor, action, resource }: Candidate): Question {
  const profile = actor?.kind === 'service' ? { sub_profile: 'service' } : {};
  return {
    subject: {
      type: subject.kind,
      id: subject.id,
      ...(actor !== null && { properties: { act: { sub: actor.id, ...profile } } }),
    },
    action: { name: action },
    resource,
  };
}

/** The world without what a question could meet by what it says. */
function relaxed(world: World): World {
  return {
    ...world,
    identities: world.identities.map(({ body, ...ref }) => ({
      ...ref,
      body: { ...body, ...(body.ceiling && { ceiling: without('constraints', body.ceiling) }) },
    })),
    grants: world.grants.map(({ body, ...grant }) => ({
      ...grant,
      body: { ...without('audience', without('purpose', body)), constraints: [] },
    })),
  };
}

function without<T extends object, K extends keyof T>(name: K, from: T): Omit<T, K> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => key !== name)) as Omit<T, K>;
}

type Item = Omit<Candidate, 'actor' | 'resource'> &
  Omit<Told, 'condition'> & {
    readonly mode: string;
    readonly actor?: Ref;
    readonly resource?: Candidate['resource'];
    readonly condition?: string;
  };

async function readAll(
  admin: HttpClient,
  path: string,
  limit: number,
  toCandidate: (item: Item) => Candidate,
): Promise<Listing> {
  const told = new Map<string, Told>();
  let cursor = '';
  do {
    const { status, body } = await admin.get(`${path}?limit=${limit}${cursor}`);
    expect(status).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(limit);
    for (const item of body.items as readonly Item[]) {
      const key = keyOf(toCandidate(item));
      // Nothing comes twice.
      expect(told.has(key)).toBe(false);
      const { chain, reasons, condition } = item;
      told.set(key, { chain, reasons, condition });
    }
    cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  return told;
}

async function reachOf(admin: HttpClient, party: Ref, limit: number): Promise<Listing> {
  return await readAll(
    admin,
    `/admin/v1/identities/${party.kind}/${party.id}/reach`,
    limit,
    ({ mode, subject, action, resource = { type: '', id: '' } }) => {
      expect(mode === 'autonomous' ? subject : party).toEqual(party);
      return { subject, actor: mode === 'autonomous' ? null : party, action, resource };
    },
  );
}

async function accessTo(
  admin: HttpClient,
  resource: Candidate['resource'],
  limit: number,
): Promise<Listing> {
  return await readAll(
    admin,
    `/admin/v1/resources/${encodeURIComponent(resource.type)}/${encodeURIComponent(resource.id)}/access`,
    limit,
    ({ subject, actor = null, action }) => ({ subject, actor, action, resource }),
  );
}

function together(listings: readonly Listing[]): Listing {
  return new Map(listings.flatMap((listing) => [...listing]));
}

async function compare(admin: HttpClient, world: World, listing: Listing): Promise<string[]> {
  const bound = relaxed(world);
  const decided: string[] = [];
  for (const candidate of candidatesOf(world)) {
    const question = toQuestion(candidate);
    const { body } = await admin.evaluate(question);
    const told = listing.get(keyOf(candidate));
    const { reasons, grants = [] } = body.context;
    const expected = body.decision
      ? { reasons, chain: grants, condition: undefined }
      : evaluate(bound, question, CIRCUMSTANCES).decision
        ? { reasons: expect.anything(), chain: expect.anything(), condition: reasons[0] }
        : undefined;
    expect({ candidate, told }).toEqual({ candidate, told: expected });
    decided.push(body.decision ? 'permit' : told === undefined ? 'deny' : 'condition');
  }
  return decided;
}

describe('reach and access, on generated worlds', () => {
  it(
    'list a candidate exactly when it is a permit, or would be but for what the context lacks',
    async () => {
      const options = { seed: randomInt(2 ** 31), ...runs(WORLDS), endOnFailure: true };
      process.stdout.write(`reach-agrees.spec.ts: FC_SEED=${options.seed}\n`);
      const decided: string[] = [];
      await fc.assert(
        fc.asyncProperty(worlds({ now: NOW, writable: true }), async (world) => {
          const service = await startService();
          try {
            const { admin } = service;
            for (const type of TYPES) {
              await put(admin, ['action-types', type], { actions: [...ACTIONS] });
            }
            await load(admin, world);
            const listings: Listing[] = [];
            for (const party of PARTIES) {
              listings.push(await reachOf(admin, party, 7));
            }
            const reached = together(listings);
            decided.push(...(await compare(admin, world, reached)));

            const accesses: Listing[] = [];
            for (const resource of world.resources) {
              accesses.push(await accessTo(admin, resource, 7));
              expect(await accessTo(admin, resource, 1)).toEqual(accesses.at(-1));
            }
            expect(together(accesses)).toEqual(new Map(reached));
            const bot = { kind: 'agent', id: 'bot' } as const;
            expect(await reachOf(admin, bot, 1)).toEqual(await reachOf(admin, bot, 1000));
          } finally {
            await service.stop();
          }
        }),
        options,
      );
      expect(decided).toContain('permit');
      expect(decided).toContain('deny');
    },
    TIMEOUT_MS,
  );
});
