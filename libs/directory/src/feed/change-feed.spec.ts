import { setTimeout as sleep } from 'node:timers/promises';
import type { RevisionedWriter } from '@legate/persistence';
import { ChangeFeed } from './change-feed.js';
import { SystemClock } from './feed-clock.js';
import type { FeedConnection } from './feed-connection.js';
import { FeedSettings } from './feed-settings.js';

const LIMIT_MS = 400;

function feedOver(run: () => Promise<unknown[]>): ChangeFeed {
  const connection = { run } as unknown as FeedConnection;
  const writer = { afterCommit: () => undefined } as unknown as RevisionedWriter;
  const settings = new FeedSettings({
    pollIntervalMs: 1000,
    maxStalenessMs: 1000,
    maxClockSkewMs: 1000,
    catchUpLimitMs: LIMIT_MS,
  });
  return new ChangeFeed(connection, settings, new SystemClock(), writer);
}

describe('the wait for a revision', () => {
  it('ends at its bound also when a poll fails just before and the next one hangs', async () => {
    let polls = 0;
    const feed = feedOver(async () => {
      polls += 1;
      await (polls === 1 ? sleep(LIMIT_MS * 0.8) : new Promise<never>(() => undefined));
      throw new Error('Connection terminated');
    });
    feed.follow('default', 1);
    const first = await Promise.race([
      feed.catchUp('default', 2),
      sleep(LIMIT_MS * 1.7).then(() => 'still waiting'),
    ]);
    expect(first).toBe(false);
    expect(polls).toBe(2);
  });

  it('takes the poll under way for an answer', async () => {
    const answer = {
      now: Date.now(),
      revisions: [{ tenant: 'default', revision: 2 }],
      changes: [],
    };
    let polls = 0;
    const feed = feedOver(async () => {
      polls += 1;
      await sleep(polls === 1 ? 1 : LIMIT_MS * 10);
      return [answer];
    });
    feed.follow('default', 1);
    expect(await feed.catchUp('default', 2)).toBe(true);
    expect(feed.appliedRevision('default')).toBe(2);
  });
});
