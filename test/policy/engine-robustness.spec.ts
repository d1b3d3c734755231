import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Json, PolicyInput } from '@legate/core';
import { BUNDLE_FORMAT_VERSION, PolicyEngine, PROVIDED_BUILTINS, runOpa } from '@legate/policy';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import { buildFiles, engineOf, opa, testOpa, withFolder } from './support/opa.js';
import { CASES } from './support/questions.js';

const [first] = CASES;
if (first === undefined) {
  throw new Error('no cases');
}
const QUESTION = first.input;
const asking = (context: Record<string, Json>): PolicyInput => ({ ...QUESTION, context });

/** One rule traps on demand; the other packages are to go on. */
const TRAPS = {
  'a.rego': 'package policy.a\n\nguards := set()\n\npermit contains "a" if true\n',
  'b.rego': `package policy.b

guards := {"g"}
guard contains "g" if true
permit contains "b" if conflict == 1
conflict := 1 if true
conflict := 2 if input.context.conflict
permit contains "grown" if count(numbers.range(1, input.context.grow)) > 0
permit contains "big" if count(concat("", [x | some i in numbers.range(1, input.context.big); x := input.context.text])) > 0
permit contains sprintf("%#v", ["x"]) if input.context.host
`,
  'c.rego': 'package policy.c\n\nguards := set()\n\npermit contains "c" if true\n',
};

/** So much time that memory runs out first. */
const PATIENT = { fuel: 2_000_000_000 };

describe('a policy of many constants', () => {
  it.each([300, 600])('runs: %i texts of 1,000 characters', async (count) => {
    const texts = Array.from({ length: count }, (_, at) => String(at).padStart(1000, 'x'));
    const rule = `permit contains "known" if input.context.text in ${JSON.stringify(texts)}`;
    const engine = await engineOf({ 'a.rego': `package policy.a\n\nguards := set()\n\n${rule}\n` });
    const permits = (text: string): readonly string[] => engine.evaluate(asking({ text })).permits;
    expect(permits(texts.at(-1) ?? '')).toEqual(['known']);
    expect(permits('another')).toEqual([]);
  });
});

describe('a policy that traps', () => {
  it.each([
    ['conflicting values', { conflict: true }, 'conflict'],
    ['more memory than there may be', { grow: 5_000_000 }, ''],
    ['a host builtin that throws', { host: true }, 'sprintf'],
  ])('WASM-3, WASM-5: by %s is a failure of its package only', async (_, context, detail) => {
    const engine = await engineOf(TRAPS, PATIENT);
    for (let round = 0; round < 3; round++) {
      expect(engine.evaluate(asking(context))).toEqual({
        permits: ['a', 'c'],
        unprovenGuards: ['g'],
        obligations: [],
        failures: [
          {
            package: 'policy.b',
            reason: 'indeterminate.policy_error',
            detail: expect.stringContaining(detail) as string,
          },
        ],
      });
      expect(engine.evaluate(asking({}))).toEqual({
        permits: ['a', 'b', 'c'],
        unprovenGuards: [],
        obligations: [],
        failures: [],
      });
    }
  });

  it('WASM-5: an input larger than the memory is a failure of all, and the next one is answered', async () => {
    const engine = await engineOf(TRAPS, { maxMemoryPages: 16 });
    const outcome = engine.evaluate(asking({ text: 'x'.repeat(2 * 1024 * 1024) }));
    expect(outcome.failures.map((each) => each.package)).toEqual([
      'policy.a',
      'policy.b',
      'policy.c',
    ]);
    expect(outcome.permits).toEqual([]);
    expect(engine.evaluate(asking({})).permits).toEqual(['a', 'b', 'c']);
  });

  it('WASM-5: an instance that grew beyond the bound is replaced, one below it is kept', async () => {
    const engine = await engineOf(TRAPS, { ...PATIENT, recycleMemoryPages: 32 });
    expect(engine.evaluate(asking({})).permits).toEqual(['a', 'b', 'c']);
    const small = engine.memoryPages;
    expect(small).toBeGreaterThan(0);
    expect(engine.evaluate(asking({ grow: 100_000 })).permits).toContain('grown');
    expect(engine.memoryPages).toBe(0);
    expect(engine.evaluate(asking({})).permits).toEqual(['a', 'b', 'c']);
    expect(engine.memoryPages).toBe(small);
  });

  it('WASM-5: an instance that trapped is thrown away', async () => {
    const engine = await engineOf(TRAPS, { ...PATIENT, recycleMemoryPages: 512 });
    expect(engine.evaluate(asking({})).failures).toEqual([]);
    const small = engine.memoryPages;
    expect(engine.evaluate(asking({ grow: 5_000_000 })).failures).toHaveLength(1);
    expect(engine.memoryPages).toBe(small);
  });

  it('a value that is no JSON is a failure of all', async () => {
    const engine = await engineOf(TRAPS);
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const outcome = engine.evaluate(asking(cyclic as Record<string, Json>));
    expect(outcome.failures).toHaveLength(3);
    expect(outcome.permits).toEqual([]);
  });
});

describe('an input that the module reads otherwise, or not at all', () => {
  const MISSING = {
    'a.rego':
      'package policy.a\n\nguards := set()\n\npermit contains "nothing" if not input.subject.id\n\npermit contains input.context.text\n',
  };

  it.each([
    ['deep nesting', JSON.parse('['.repeat(60_000) + ']'.repeat(60_000)) as Json],
    ['a lone surrogate', '\ud800'],
    ['a number out of range', 1e308],
  ])('never proves a permit from a missing input: %s', async (_, value) => {
    const engine = await engineOf(MISSING);
    const { permits } = engine.evaluate(asking({ value }));
    expect(permits).not.toContain('nothing');
    expect(engine.evaluate(asking({ text: 'ok' })).permits).toEqual(['ok']);
  });

  it.each(['', '{"subject":', 'null', '[]', '{"context":{"text":"a\u0001"}}'])(
    'WASM-4: the text %j is no input, and the entry is undefined',
    async (text) => {
      const { wasm, manifest } = await buildFiles(MISSING);
      const module = await loadPolicy(wasm);
      const evaluate = (json: string): unknown =>
        module.evaluate(
          Uint8Array.from(Buffer.from(json)).buffer,
          manifest.packages[0]?.entrypoint,
        );
      expect(evaluate('{"subject":{}}')).toEqual([{ result: { permit: ['nothing'] } }]);
      expect(evaluate(text)).toEqual([]);
    },
  );

  it.each(['ä€😀', 'a"b\\c\n', '\u0000', '\u2028', '\u007f', 'x'.repeat(1_000_000)])(
    'text comes back as it went in (%#)',
    async (text) => {
      const engine = await engineOf(MISSING);
      expect(engine.evaluate(asking({ text })).permits).toEqual([text]);
    },
  );
});

describe('a result of the wrong shape', () => {
  it.each([
    ['permit contains 1', 'indeterminate.policy_error'],
    ['permit contains input.subject', 'indeterminate.policy_error'],
    ['permit contains null', 'indeterminate.policy_error'],
    ['obligations contains "tell"', 'indeterminate.obligation'],
    ['obligations contains {"id": "o", "type": "custom"}', 'indeterminate.obligation'],
    [
      'obligations contains {"id": "o", "type": "tell", "properties": {}}',
      'indeterminate.obligation',
    ],
  ])('WASM-1, OBL-2: %s is %s', async (rule, reason) => {
    const engine = await engineOf({
      'a.rego': `package policy.a\n\nguards := {"g"}\nguard contains "g" if true\npermit contains "x" if true\n${rule} if true\n`,
    });
    expect(engine.evaluate(QUESTION)).toMatchObject({
      permits: [],
      unprovenGuards: ['g'],
      failures: [{ package: 'policy.a', reason }],
    });
  });
});

describe('outcomes of several packages', () => {
  it('OBL-1: are put together once each, sorted; equal obligations collapse', async () => {
    const text = (name: string, guard: string): string => `package policy.${name}

guards := {"both", "${guard}"}
permit contains "z" if true
permit contains "${name}" if true
obligations contains {"id": "o", "type": "custom", "properties": {"b": 1, "a": {"y": 2, "x": 1}}} if true
obligations contains {"id": "${name}", "type": "custom", "properties": {}} if true
`;
    const engine = await engineOf({ 'b.rego': text('b', 'g2'), 'a.rego': text('a', 'g1') });
    const { obligations, ...outcome } = engine.evaluate(QUESTION);
    expect(outcome).toEqual({
      permits: ['a', 'b', 'z'],
      unprovenGuards: ['both', 'g1', 'g2'],
      failures: [],
    });
    expect(obligations.map(({ id }) => id).sort()).toEqual(['a', 'b', 'o']);
  });

  it('are empty where no package applies', async () => {
    const engine = await engineOf({
      'a.rego':
        '# METADATA\n# scope: package\n# custom:\n#   legate:\n#     actions: [never]\npackage policy.a\n\nguards := {"g"}\n\npermit contains "x" if true\n',
    });
    expect(engine.evaluate(QUESTION)).toEqual({
      permits: [],
      unprovenGuards: [],
      obligations: [],
      failures: [],
    });
  });
});

describe('the builtins', () => {
  const HEAD = { file: 'x.rego', package: 'package policy.x\n\n' };

  /** Compiles without our capabilities, as another build would. */
  async function compileUnchecked(text: string): Promise<Buffer> {
    return await withFolder({ [HEAD.file]: `${HEAD.package}${text}\n` }, async (folder) => {
      const args = ['build', '--target', 'wasm', '--entrypoint', 'policy/x/r', HEAD.file];
      expect(await runOpa(await testOpa(), args, { cwd: folder })).toMatchObject({ exitCode: 0 });
      const tar = gunzipSync(await readFile(join(folder, 'bundle.tar.gz')));
      const start = tar.indexOf(Buffer.from([0, 97, 115, 109]));
      // The size stands, in octal, 124 bytes into the 512 bytes of header.
      const size = Number.parseInt(tar.toString('latin1', start - 388, start - 377), 8);
      return tar.subarray(start, start + size);
    });
  }

  async function load(wasm: Uint8Array, entrypoint = 'policy/x/r'): Promise<PolicyEngine> {
    const manifest = {
      formatVersion: BUNDLE_FORMAT_VERSION,
      packages: [
        {
          name: 'policy.x',
          entrypoint,
          resourceTypes: null,
          actions: null,
          guards: [],
          hasObligations: false,
        },
      ],
      warnings: [],
    };
    return await PolicyEngine.load({ digest: 'd', opaVersion: '1.4.2', wasm, manifest });
  }

  it.each([
    'time.now_ns()',
    'opa.runtime()',
    'rand.intn("x", 3)',
    'net.lookup_ip_addr(input.x)',
    'json.match_schema(input.x, input.y)',
    'graphql.is_valid(input.x, input.y)',
    'http.send(input.x)',
    'uuid.rfc4122("x")',
  ])('WASM-2: a module that demands %s is refused when it is loaded', async (call) => {
    await expect(load(await compileUnchecked(`r := ${call}`))).rejects.toMatchObject({
      name: 'PolicyLoadError',
      code: 'policy.load.builtin',
      message: expect.stringContaining(call.split('(')[0] ?? '') as string,
    });
  });

  it('a module without an entrypoint of the manifest is refused', async () => {
    await expect(load(await compileUnchecked('r := 1'), 'policy/x/s')).rejects.toMatchObject({
      code: 'policy.load.entrypoint',
    });
  });

  it('WASM-2: every builtin we provide is one of OPA, and a module that uses it loads', async () => {
    const { stdout } = await opa(['capabilities', '--current']);
    interface Builtin {
      readonly name: string;
      readonly infix?: string;
      readonly decl: { readonly args?: readonly { type: string }[]; readonly result?: unknown };
    }
    const { builtins } = JSON.parse(stdout) as { builtins: Builtin[] };
    const provided = builtins.filter(({ name }) => PROVIDED_BUILTINS.has(name));
    expect(provided.map(({ name }) => name).sort()).toEqual([...PROVIDED_BUILTINS].sort());
    const callable = provided.filter(
      ({ name, infix, decl }) =>
        infix === undefined &&
        decl.result !== undefined &&
        !/^(?:internal\.|rego\.metadata\.|print$|walk$)/u.test(name),
    );
    const rules = callable.map(({ name, decl: { args = [] } }, index) => {
      const inputs = args.map((_, at) => `input.context["${at}"]`).join(', ');
      return `permit contains "x" if f${index}\nf${index} := ${name}(${inputs})`;
    });
    const text = ['package policy.a', '', 'guards := set()', ...rules, ''].join('\n');
    const bundle = await buildFiles({ 'a.rego': text });
    await expect(PolicyEngine.load(bundle)).resolves.toBeInstanceOf(PolicyEngine);
    expect(callable.length).toBeGreaterThan(70);
  });
});
