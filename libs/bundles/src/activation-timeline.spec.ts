import { ActivationTimeline, MAX_ACTIVATIONS } from './activation-timeline.js';

const timeline = (): ActivationTimeline =>
  new ActivationTimeline({
    revision: 10,
    activations: [
      { revision: 4, bundle: 'a' },
      { revision: 8, bundle: 'b' },
    ],
    isCut: false,
  });

describe('the timeline of activations', () => {
  it('says exactly what was active at each revision', () => {
    const bundles = [3, 4, 7, 8, 10].map((revision) => timeline().at(revision, null));
    expect(bundles).toEqual([null, 'a', 'a', 'b', 'b']);
  });

  it('knows nothing of a revision that neither its snapshot nor the feed has reached', () => {
    expect(timeline().at(11, null)).toBeUndefined();
    expect(timeline().at(11, 10)).toBeUndefined();
    expect(timeline().at(11, 11)).toBe('b');
  });

  it('takes in what the feed tells, once', () => {
    const told = timeline();
    told.apply({ revision: 8, key: 'b' });
    told.apply({ revision: 12, key: 'c' });
    expect([11, 12, 20].map((revision) => told.at(revision, 20))).toEqual(['b', 'c', 'c']);
  });

  it('does not guess what was before the activations it remembers', () => {
    const told = timeline();
    for (let revision = 11; revision < 11 + MAX_ACTIVATIONS; revision += 1) {
      told.apply({ revision, key: `c${revision}` });
    }
    expect(told.at(10, 100)).toBeUndefined();
    expect(told.at(11, 100)).toBe('c11');
    const cut = new ActivationTimeline({ revision: 9, activations: [], isCut: true });
    expect(cut.at(9, null)).toBeUndefined();
  });
});
