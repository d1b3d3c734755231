import { opa, SHIPPED } from './support/opa.js';

const COVERAGE_FLOOR_PERCENT = 98;
const FOLDERS = Object.values(SHIPPED);

interface TestRun {
  readonly name: string;
  readonly fail?: boolean;
}

describe('the shipped Rego', () => {
  it.each([[FOLDERS], ...FOLDERS.map((folder) => [[folder]])])(
    'passes its tests: %j',
    async (folders) => {
      const { exitCode, stdout } = await opa(['test', '--format', 'json', ...folders]);
      const runs = JSON.parse(stdout) as TestRun[];
      expect(runs.filter(({ fail }) => fail).map(({ name }) => name)).toEqual([]);
      expect(exitCode).toBe(0);
      expect(runs.length).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(FOLDERS)('%s is covered by its tests', async (folder) => {
    const threshold = ['--coverage', '--threshold', String(COVERAGE_FLOOR_PERCENT)];
    const { exitCode, stdout } = await opa(['test', ...threshold, folder]);
    expect(stdout).toContain('"coverage"');
    expect(exitCode).toBe(0);
  });

  it('is formatted and strict', async () => {
    expect(await opa(['fmt', '--fail', '--list', ...FOLDERS])).toMatchObject({
      exitCode: 0,
      stdout: '',
    });
    expect(await opa(['check', '--strict', ...FOLDERS])).toMatchObject({ exitCode: 0 });
  });
});
