import { collect, MAX_CANDIDATES, readPosition, skip } from './walk.js';
import type { Step } from './walk.js';

async function* numbers(from: number, to: number, isFound: (n: number) => boolean) {
  await Promise.resolve();
  for (let n = from; n < to; n += 1) {
    const step: Step<number> = {
      position: [String(n)],
      cost: 1,
      find: () => (isFound(n) ? n : null),
    };
    yield step;
  }
}

const isAny = (): boolean => true;

describe('a walk', () => {
  it('gives full pages that go on where the last one ended', async () => {
    const first = await collect(numbers(0, 5, isAny), 2);
    expect(first.items).toEqual([0, 1]);
    expect(readPosition({ cursor: first.nextCursor }, isAny)).toEqual(['1']);
    expect(await collect(numbers(2, 5, isAny), 100)).toEqual({ items: [2, 3, 4] });
  });

  it('looks at no more than it may, and can find nothing there', async () => {
    const page = await collect(
      numbers(0, 3 * MAX_CANDIDATES, (n) => n === MAX_CANDIDATES),
      100,
    );
    expect(page.items).toEqual([]);
    expect(readPosition({ cursor: page.nextCursor }, isAny)).toEqual([String(MAX_CANDIDATES - 1)]);
  });

  it('counts what a stretch without candidates costs', async () => {
    async function* stretches(): AsyncGenerator<Step<number>> {
      await Promise.resolve();
      yield skip(['a'], MAX_CANDIDATES);
      yield* numbers(0, 1, isAny);
    }
    expect(await collect(stretches(), 1)).toMatchObject({ items: [] });
  });

  it('lets others have their turn', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const slow = (): boolean => {
      const end = performance.now() + 0.05;
      while (performance.now() < end) {
        // Holds the turn.
      }
      return false;
    };
    await collect(numbers(0, 1000, slow), 1);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });
});
