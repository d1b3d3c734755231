import { inTime } from './in-time.js';

const never = new Promise<never>(() => undefined);

describe('inTime', () => {
  it('gives what the work gives, and leaves no timer', async () => {
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const deadline = performance.now() + 3_600_000;
    await expect(inTime({ deadline }, Promise.resolve('facts'))).resolves.toBe('facts');
    await expect(inTime({}, Promise.resolve('facts'))).resolves.toBe('facts');
    await expect(inTime({ deadline }, Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    const left = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    expect(left).toBe(timers);
  });

  it.each([0, -1000, 5])(
    'says that it is indeterminate when the deadline is %i ms away',
    async (ms) => {
      await expect(inTime({ deadline: performance.now() + ms }, never)).rejects.toMatchObject({
        reason: 'indeterminate.deadline',
      });
    },
  );

  it('swallows what fails after the deadline', async () => {
    let fail: (cause: Error) => void = () => undefined;
    const work = new Promise<never>((_, reject) => {
      fail = reject;
    });
    await expect(inTime({ deadline: 0 }, work)).rejects.toMatchObject({
      reason: 'indeterminate.deadline',
    });
    // Were it not handled, Jest would fail with an unhandled rejection.
    fail(new Error('late'));
    await expect(work).rejects.toThrow('late');
  });
});
