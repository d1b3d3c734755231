import { TurnTaking } from './turn-taking.js';

describe('work done piece by piece', () => {
  let now = 0;

  beforeEach(() => {
    now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('waits for nothing until it has taken its time', () => {
    const turns = new TurnTaking();
    now = 4.9;
    expect(turns.pause()).toBeUndefined();
  });

  it('lets others go on then, and has its time anew', async () => {
    const turns = new TurnTaking();
    let hasGone = false;
    setImmediate(() => {
      hasGone = true;
    });
    now = 5;
    await turns.pause();
    expect(hasGone).toBe(true);
    now = 9.9;
    expect(turns.pause()).toBeUndefined();
    now = 10;
    expect(turns.pause()).toBeInstanceOf(Promise);
  });
});
