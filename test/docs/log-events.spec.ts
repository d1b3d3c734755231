import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const EVENT = /\bevent: '([^']+)'/g;
/** Of marks in the decision log, which are no lines of the operational log. */
const MARKS = ['start', 'stop', 'checkpoint', 'recovered', 'canary'];

function sources(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(spec|fixture)\.ts$/.test(file))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8'));
}

const events = new Set(
  [...sources('apps/pdp/src'), ...sources('libs')]
    .flatMap((source) => Array.from(source.matchAll(EVENT), ([, event = '']) => event))
    .filter((event) => !MARKS.includes(event)),
);
/** Chosen by a condition, or made of two parts. */
const COMPOSED = [
  'bundle_remote.failed',
  'bundle_remote.refused',
  'policy.out_of_fuel',
  'policy.trapped',
];

describe('the events of the operational log', () => {
  it('have stable codes: a noun and a verb', () => {
    expect(events.size).toBeGreaterThan(40);
    expect([...events].filter((event) => !/^[a-z_]+\.[a-z_]+$/.test(event))).toEqual([]);
  });

  it('are those that docs/operations.md lists', () => {
    const page = readFileSync(join(ROOT, 'docs', 'operations.md'), 'utf8');
    const [, table = ''] = page.split('## The operational log');
    const listed = Array.from(table.matchAll(/`([a-z_]+\.[a-z_]+)`/g), ([, event = '']) => event);
    expect([...new Set(listed)].toSorted()).toEqual([...events, ...COMPOSED].toSorted());
  });
});
