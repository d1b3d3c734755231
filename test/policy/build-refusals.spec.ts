import type { BuildProblem } from '@legate/policy';
import { buildFiles, type Files } from './support/opa.js';
import { GOOD, legate, REFUSALS } from './support/refusals.js';

async function problemsOf(files: Files): Promise<readonly BuildProblem[]> {
  try {
    await buildFiles(files);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ name: 'PolicyBuildError', code: 'policy.build_refused' });
    return (error as { problems: BuildProblem[] }).problems;
  }
}

describe('the build refuses, with code, file and line', () => {
  it.each(REFUSALS)('$code at $file:$line ($says)', async ({ code, file, line, says, text }) => {
    const problems = await problemsOf({ 'good.rego': GOOD, [file]: text });
    expect(problems).toContainEqual({
      code,
      file,
      line,
      message: expect.stringContaining(says) as string,
    });
    expect(problems.every((each) => each.file === file)).toBe(true);
  });

  it('policy.build.check for a second annotation of a package, in whichever file it is', async () => {
    const files = {
      'a.rego': `${legate('#     actions: [a]')}package policy.p\n\nguards := set()\n`,
      'b.rego': `${legate('#     actions: [b]')}package policy.p\n\nx := 1\n`,
    };
    expect(await problemsOf(files)).toEqual([
      {
        code: 'policy.build.check',
        file: 'b.rego',
        line: 1,
        message: 'package annotation redeclared: a.rego:1',
      },
    ]);
  });

  it('everything that is wrong at once, by file and line', async () => {
    const problems = await problemsOf({
      'b.rego': 'package policy.b\n\nguard contains "g" if input.x\n',
      'a.rego': 'package other.a\n',
      'b/c.rego':
        'package policy.c\n\nguards := {"g"}\n\nguard contains "h" if input.x\npermit := true\n',
    });
    expect(problems.map(({ code, file, line }) => `${file}:${line} ${code}`)).toEqual([
      'a.rego:1 policy.build.package_name',
      'b.rego:1 policy.build.guards_missing',
      'b.rego:3 policy.build.guard_unknown',
      'b/c.rego:5 policy.build.guard_unknown',
      'b/c.rego:6 policy.build.rule_form',
    ]);
  });

  it('a bundle of libraries only', async () => {
    const library = `${legate('#     library: true')}package policy.p\n\nx := 1\n`;
    expect(await problemsOf({ 'p.rego': library })).toEqual([
      expect.objectContaining({ code: 'policy.build.empty' }),
    ]);
  });
});

describe('the build', () => {
  it('warns of deny and allow, and of a guard that nothing proves, and goes on', async () => {
    const text =
      'package policy.p\n\nguards := {"g"}\n\ndeny contains "x" if input.x\nallow if input.y\n';
    const { manifest } = await buildFiles({ 'p.rego': text });
    expect(manifest.warnings).toEqual([
      expect.objectContaining({ code: 'policy.build.guard_unprovable', file: 'p.rego', line: 3 }),
      expect.objectContaining({ code: 'policy.build.rule_ignored', file: 'p.rego', line: 5 }),
      expect.objectContaining({ code: 'policy.build.rule_ignored', file: 'p.rego', line: 6 }),
    ]);
  });

  it('makes one entrypoint per package, and none for tests and libraries', async () => {
    const { manifest } = await buildFiles({
      'b.rego': `${legate('#     resource_types: [z, a, z]', '#     actions: [read]')}package policy.b\n\nguards := {"y", "x"}\nguard contains "x" if input.x\nguard contains "y" if input.y\n`,
      'b2.rego': 'package policy.b\n\nobligations contains "o" if input.o\n',
      'a.rego': GOOD,
      'a_test.rego': 'package policy.a_test\n\ntest_a if true\n',
      'lib.rego': `${legate('#     library: true')}package policy.lib\n\nx := 1\n`,
    });
    expect(manifest.packages).toEqual([
      {
        name: 'policy.b',
        entrypoint: 'legate_entry/p0/result',
        resourceTypes: ['a', 'z'],
        actions: ['read'],
        guards: ['x', 'y'],
        hasObligations: true,
      },
      {
        name: 'policy.good',
        entrypoint: 'legate_entry/p1/result',
        resourceTypes: null,
        actions: null,
        guards: [],
        hasObligations: false,
      },
    ]);
  });

  it('gives the same bytes each time', async () => {
    const [one, two] = await Promise.all([
      buildFiles({ 'a.rego': GOOD, 'b.rego': GOOD.replace('good', 'b') }),
      buildFiles({ 'b.rego': GOOD.replace('good', 'b'), 'a.rego': GOOD }),
    ]);
    expect(Buffer.from(one.wasm).equals(Buffer.from(two.wasm))).toBe(true);
    expect({ ...one, wasm: null }).toEqual({ ...two, wasm: null });
  });
});
