import { FeedProgress } from './feed-progress.js';
import type { FeedChange, FeedPage } from './poll-changes.js';

const TENANT = 'default';

function change(revision: number, key = `user/${revision}`): FeedChange {
  const holder = { kind: 'user', id: key } as const;
  return { tenant: TENANT, revision, entity: 'identity', key, grantee: null, holder };
}

function page(revision: number, changes: readonly FeedChange[] = []): FeedPage {
  return { now: 0, revisions: [{ tenant: TENANT, revision }], changes, isCut: false };
}

/** What listeners were told, in order. */
function followedAt(revision: number): { progress: FeedProgress; told: string[] } {
  const progress = new FeedProgress();
  const told: string[] = [];
  progress.listen({
    apply: ({ key }) => told.push(key),
    reset: (tenant) => told.push(`reset ${tenant}`),
  });
  progress.follow(TENANT, revision);
  progress.applyPage(progress.snapshot(), page(revision));
  return { progress, told };
}

const own = (revision: number): Parameters<FeedProgress['applyOwn']>[0] => ({
  tenant: TENANT,
  revision,
  changes: [change(revision)],
});

describe('a write of this process', () => {
  it('is taken in without a poll when it is the next', () => {
    const { progress, told } = followedAt(4);
    progress.applyOwn(own(5));
    expect(told).toEqual(['user/5']);
    expect(progress.settledRevision(TENANT)).toBe(5);
  });

  it('waits for a poll when another write is missing before it, and is told once', () => {
    const { progress, told } = followedAt(4);
    const asked = progress.snapshot();
    progress.applyOwn(own(6));
    expect(told).toEqual([]);
    expect(progress.appliedRevision(TENANT)).toBe(4);
    progress.applyPage(asked, page(6, [change(5), change(6)]));
    expect(told).toEqual(['user/5', 'user/6']);
  });

  it('waits for a poll when no poll has asked about the tenant yet', () => {
    const progress = new FeedProgress();
    progress.follow(TENANT, 4);
    progress.applyOwn(own(5));
    expect(progress.appliedRevision(TENANT)).toBe(4);
  });

  it('waits for a poll when its changes are not at hand', () => {
    const { progress } = followedAt(4);
    progress.applyOwn({ ...own(5), changes: [] });
    expect(progress.appliedRevision(TENANT)).toBe(4);
  });
});

describe('a poll that was under way when a write of this process was taken in', () => {
  it('takes nothing back when it saw less, and does not count as a counter that went back', () => {
    const { progress, told } = followedAt(4);
    const asked = progress.snapshot();
    progress.applyOwn(own(5));
    progress.applyPage(asked, page(4));
    expect(progress.hasRegressed).toBe(false);
    expect(progress.appliedRevision(TENANT)).toBe(5);
    expect(told).toEqual(['user/5']);
  });

  it('tells nothing twice when it saw as much', () => {
    const { progress, told } = followedAt(4);
    const asked = progress.snapshot();
    progress.applyOwn(own(5));
    progress.applyPage(asked, page(5, [change(5)]));
    expect(told).toEqual(['user/5']);
  });

  it('tells what is new when it saw more', () => {
    const { progress, told } = followedAt(4);
    const asked = progress.snapshot();
    progress.applyOwn(own(5));
    progress.applyPage(asked, page(7, [change(5), change(6), change(7)]));
    expect(told).toEqual(['user/5', 'user/6', 'user/7']);
    expect(progress.appliedRevision(TENANT)).toBe(7);
  });

  it('forgets all when it saw more and not the changes', () => {
    const { progress, told } = followedAt(4);
    const asked = progress.snapshot();
    progress.applyOwn(own(5));
    progress.applyPage(asked, page(7, [change(5), change(7)]));
    expect(told).toEqual(['user/5', 'reset default']);
  });
});

describe('a counter that went back (REV-2)', () => {
  it('is found by what was asked, and forgets all from then on', () => {
    const { progress, told } = followedAt(4);
    progress.applyPage(progress.snapshot(), page(3));
    expect(progress.hasRegressed).toBe(true);
    expect(told).toEqual(['reset default']);
    progress.applyOwn(own(4));
    expect(told).toEqual(['reset default']);
  });
});
