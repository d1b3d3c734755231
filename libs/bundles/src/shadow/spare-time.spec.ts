import { SpareTime } from './spare-time.js';
import type { Timing } from './spare-time.js';

/** A loop whose time goes on only by what is done, and by waiting. */
class GivenLoop implements Timing {
  time = 0;
  waits: number[] = [];
  private work: (() => void) | null = null;

  now(): number {
    return this.time;
  }

  later(work: () => void, ms: number): void {
    this.waits.push(ms);
    this.work = (): void => {
      this.time += Math.max(0, ms);
      work();
    };
  }

  /** Does what is due next. @returns false when nothing is */
  turn(): boolean {
    const { work } = this;
    this.work = null;
    work?.();
    return work !== null;
  }
}

/** Work of so many steps that take a while each. */
function steps(loop: GivenLoop, count: number, ms: number): { step(): boolean; left(): number } {
  let left = count;
  return {
    step: () => {
      left -= 1;
      loop.time += ms;
      return left > 0;
    },
    left: () => left,
  };
}

describe('work in spare time', () => {
  it('does not begin before the loop has turned', () => {
    const loop = new GivenLoop();
    const work = steps(loop, 1, 0.1);
    new SpareTime(() => work.step(), 0.5, loop).wake();
    expect(work.left()).toBe(1);
    loop.turn();
    expect(work.left()).toBe(0);
  });

  it('lets others in after half a millisecond', () => {
    const loop = new GivenLoop();
    const work = steps(loop, 100, 0.25);
    new SpareTime(() => work.step(), 1, loop).wake();
    loop.turn();
    expect(work.left()).toBe(98);
    loop.turn();
    expect(work.left()).toBe(96);
  });

  it('takes no more than its share of the time, also when it is woken all the time', () => {
    const loop = new GivenLoop();
    let worked = 0;
    const spare = new SpareTime(
      () => {
        worked += 5;
        loop.time += 5;
        return false;
      },
      0.1,
      loop,
    );
    for (let turn = 0; turn < 50; turn += 1) {
      spare.wake();
      spare.wake();
      loop.turn();
    }
    expect(worked).toBe(250);
    expect(loop.time).toBeGreaterThanOrEqual(49 * 50);
  });

  it('is scheduled once, and again only when there is something left', () => {
    const loop = new GivenLoop();
    const work = steps(loop, 2, 1);
    const spare = new SpareTime(() => work.step(), 0.5, loop);
    spare.wake();
    spare.wake();
    expect(loop.waits).toHaveLength(1);
    loop.turn();
    expect(loop.waits).toHaveLength(2);
    loop.turn();
    expect(loop.turn()).toBe(false);
  });
});
