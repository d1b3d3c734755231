import type { PolicyInput } from '@legate/core';
import { DEFAULT_MAX_DATA_BYTES, PolicyEngine } from '@legate/policy';
import { opaOutcomes } from './support/opa-eval.js';
import { build, buildFiles, opa, withFolder } from './support/opa.js';

const POLICY = `package policy.main

guards := {"not_blocked"}

permit contains "listed" if data.lists.people[input.subject.id].level >= 2
permit contains "ratio" if input.action.properties.x * data.factor == 0.3
guard contains "not_blocked" if not input.subject.id in data.lists.blocked
`;
const FILES = {
  'main.rego': POLICY,
  'lists/data.json': JSON.stringify({
    people: { alice: { level: 2 }, 'b"ö😀': { level: 3 }, carol: { level: 1 } },
    blocked: ['b"ö😀', ''],
  }),
  'data.json': '{"factor": 0.1}',
};

const ask = (id: string, x = 0): PolicyInput => ({
  subject: { type: 'user', id, properties: {} },
  actor: null,
  mode: 'autonomous',
  chain: [],
  action: { name: 'read', properties: { x } },
  resource: { type: 'record', id: '1', properties: {}, stored: false },
  context: {},
  approval: null,
  now: '2026-11-24T12:00:00.000Z',
  now_ns: 0,
});

describe('base data in a policy', () => {
  it('is the same in WASM as for `opa eval`', async () => {
    await withFolder(FILES, async (folder) => {
      const bundle = await build(folder);
      const engine = await PolicyEngine.load(bundle);
      const inputs = ['alice', 'b"ö😀', 'carol', 'nobody', ''].flatMap((id) =>
        [0, 1, 2, 3].map((x) => ask(id, x)),
      );
      const ours = inputs.map((input) => engine.evaluate(input));
      expect(ours).toEqual(await opaOutcomes(folder, bundle.manifest.packages, inputs));
      expect(ours[0]).toMatchObject({ permits: ['listed'], unprovenGuards: [] });
      expect(ours[4]).toMatchObject({ unprovenGuards: ['not_blocked'] });
    });
  });

  it('is what tests of the policy see', async () => {
    const test = `package policy.main_test
test_level if data.lists.people.alice.level == 2`;
    await withFolder({ ...FILES, 'main_test.rego': test }, async (folder) => {
      expect((await opa(['test', folder])).exitCode).toBe(0);
      await expect(build(folder)).resolves.toMatchObject({ manifest: { warnings: [] } });
    });
  });

  it('is part of the digest, and only where there is some', async () => {
    const digest = async (data: object | null): Promise<string> => {
      const files = data === null ? {} : { 'data.json': JSON.stringify(data) };
      return (await buildFiles({ 'main.rego': POLICY, ...files })).digest;
    };
    const [none, empty, one, other] = [
      await digest(null),
      await digest({}),
      await digest({ factor: 1 }),
      await digest({ factor: 2 }),
    ];
    expect(empty).toBe(none);
    expect(new Set([none, one, other]).size).toBe(3);
  });

  it('must be there for the policy to be loaded: without it a `not` over it would hold', async () => {
    const bundle = await buildFiles(FILES);
    for (const data of [null, Buffer.from('{"factor":1}')]) {
      await expect(PolicyEngine.load({ ...bundle, data })).rejects.toMatchObject({
        code: 'policy.load.data',
      });
    }
    const plain = await buildFiles({ 'main.rego': POLICY });
    await expect(PolicyEngine.load({ ...plain, data: Buffer.from('{}') })).rejects.toMatchObject({
      code: 'policy.load.data',
    });
  });

  it('is there again after an instance was thrown away', async () => {
    const files = {
      ...FILES,
      'grow.rego': `package policy.grow
guards := set()
permit contains "never" if count({[x, y, z] | some x in numbers.range(1, 300); some y in numbers.range(1, 300); some z in numbers.range(1, 300)}) == input.action.properties.x`,
    };
    const engine = await PolicyEngine.load(await buildFiles(files), {
      maxMemoryPages: 64,
      fuel: 2_000_000_000,
    });
    const outcome = engine.evaluate(ask('alice'));
    expect(outcome.failures).toMatchObject([{ package: 'policy.grow' }]);
    expect(engine.evaluate(ask('alice'))).toMatchObject({
      permits: ['listed'],
      unprovenGuards: [],
    });
  });
});

describe('base data of the largest size', () => {
  const fill = (each: (index: number) => string): string => {
    const parts: string[] = [];
    for (
      let size = 0;
      size < DEFAULT_MAX_DATA_BYTES - 1000;
      size += 1 + (parts.at(-1)?.length ?? 0)
    ) {
      parts.push(each(parts.length));
    }
    return parts.join(',');
  };

  const load = async (people: string): Promise<PolicyEngine> => {
    const json = `{"people":${people},"blocked":[]}`;
    return await PolicyEngine.load(
      await buildFiles({ 'main.rego': POLICY, 'lists/data.json': json }),
    );
  };

  it('fits each instance, and evaluations keep the memory that they had without it', async () => {
    const engine = await load(`{${fill((index) => `"p${index}":{"level":${index % 4}}`)}}`);
    const pages = engine.memoryPages;
    expect(pages * 65_536).toBeLessThan(32 * DEFAULT_MAX_DATA_BYTES);
    for (let index = 0; index < 300; index += 1) {
      expect(engine.evaluate(ask(`p${index}`)).failures).toEqual([]);
    }
    expect(engine.memoryPages).toBeGreaterThanOrEqual(pages);
    expect(engine.memoryPages).toBeLessThanOrEqual(pages + 64);
  });

  it.each<[string, string]>([
    ['numbers', `{"all":[${fill((index) => String(index % 10))}]}`],
    ['empty objects', `{"all":[${fill(() => '{}')}]}`],
    ['lists of one', `{"all":[${fill(() => '[1]')}]}`],
  ])('is refused when it takes more than 32 times its text: %s', async (_, people) => {
    await expect(load(people)).rejects.toMatchObject({ code: 'policy.load.data' });
  });
});
