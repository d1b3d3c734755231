import fc from 'fast-check';
import { TokenBuckets } from './token-buckets.js';
const RATE = { perSecond: 10, burst: 3 };
describe('TokenBuckets', () => {
    it('gives a burst at once, then says how long the next token takes', () => {
        const buckets = new TokenBuckets();
        const waits = [1, 2, 3, 4].map(() => buckets.take('a', RATE, 1000));
        expect(waits).toEqual([0, 0, 0, 100]);
        expect(buckets.take('a', RATE, 1050)).toBe(50);
        expect(buckets.take('a', RATE, 1100)).toBe(0);
        expect(buckets.take('a', RATE, 1100)).toBe(100);
    });
    it('holds no more than a burst, however long the pause was', () => {
        const buckets = new TokenBuckets();
        buckets.take('a', RATE, 0);
        const waits = [1, 2, 3, 4].map(() => buckets.take('a', RATE, 1e9));
        expect(waits).toEqual([0, 0, 0, 100]);
    });
    it('keeps callers apart', () => {
        const buckets = new TokenBuckets();
        const one = { perSecond: 1, burst: 1 };
        expect(buckets.take('a', one, 0)).toBe(0);
        expect(buckets.take('a', one, 0)).toBe(1000);
        expect(buckets.take('b', one, 0)).toBe(0);
    });
    it('never lets more through than burst + rate × time', () => {
        const steps = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 });
        fc.assert(fc.property(steps, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 20 }), (gaps, perSecond, burst) => {
            const buckets = new TokenBuckets();
            let now = 0;
            let passed = 0;
            for (const gap of gaps) {
                now += gap;
                passed += buckets.take('a', { perSecond, burst }, now) === 0 ? 1 : 0;
            }
            expect(passed).toBeLessThanOrEqual(burst + (now * perSecond) / 1000 + 1e-6);
        }));
    });
    it('stays bounded however many callers there are', () => {
        const buckets = new TokenBuckets();
        for (let at = 0; at < 25_000; at += 1) {
            expect(buckets.take(`caller-${at}`, RATE, at)).toBe(0);
        }
        expect(buckets.size).toBeLessThanOrEqual(10_000);
    });
});
