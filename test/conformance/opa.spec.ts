import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { opa, REPO, testOpa } from '../policy/support/opa.js';
import { OPA_MISSING, readCases, type OpaCase } from './opa/cases.js';
import { evaluateCases, interpretCases, type Said } from './opa/evaluate-cases.js';
import { builtinsNeededFor } from './opa/needed-builtins.js';
import { buildCases } from './opa/opa-build.js';
import { report } from './opa/report.js';
import { REFUSED_BUILTINS } from './opa/skips.js';
import { verdictOf, type Reference, type Verdict } from './opa/verdict.js';

const PAGE = join(REPO, 'docs/opa-conformance.md');
const describeWithData = OPA_MISSING === null ? describe : describe.skip;

describeWithData("OPA's own cases through our build and runtime (WASM-1, WASM-2, WASM-7)", () => {
  const verdicts = new Map<OpaCase, Verdict>();

  beforeAll(async () => {
    const cases = readCases().filter(({ isIgnored }) => !isIgnored);
    const built = await buildCases(cases);
    const said = evaluateCases(built);
    const strict = cases.filter((each) => each.isStrict && built.packages.has(each));
    const { stdout } = await opa(['capabilities', '--current']);
    const { builtins } = JSON.parse(stdout) as { builtins: { name: string }[] };
    const reference: Reference = {
      interpreted: await interpretCases(strict),
      known: new Set(builtins.map(({ name }) => name)),
    };
    for (const each of cases) {
      const first = verdictOf(each, saidTo(each, said), reference);
      const verdict = first.kind === 'failed' ? await verdictAlone(each, reference) : first;
      verdicts.set(each, verdict);
    }
  }, 300_000);

  it('give the answer that OPA wants, or are left out for a reason that is named', () => {
    const failed = [...verdicts].filter(([, { kind }]) => kind === 'failed');
    expect(failed.map(([{ id }, verdict]) => ({ id, ...verdict }))).toEqual([]);
    expect(verdicts.size).toBeGreaterThan(1000);
  });

  it('ask, where a builtin is refused, for one that no module of the WASM target has in itself', async () => {
    const refused = Object.keys(REFUSED_BUILTINS).sort();
    const needed = await builtinsNeededFor(refused);
    expect(needed).toEqual(refused);
  });

  it('are counted in docs/opa-conformance.md (LEGATE_WRITE_DOCS=1 writes it)', async () => {
    const page = report(verdicts, (await testOpa()).version);
    if (process.env['LEGATE_WRITE_DOCS'] === '1') {
      await writeFile(PAGE, page);
    }
    expect(await readFile(PAGE, 'utf8')).toBe(page);
  });
});

function saidTo(each: OpaCase, said: ReadonlyMap<OpaCase, Said>): Said {
  return said.get(each) ?? { error: 'not evaluated' };
}

async function verdictAlone(each: OpaCase, reference: Reference): Promise<Verdict> {
  return verdictOf(each, saidTo(each, evaluateCases(await buildCases([each], true))), reference);
}
