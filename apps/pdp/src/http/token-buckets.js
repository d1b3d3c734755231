const MAX_BUCKETS = 10_000;
/** A token bucket for each caller. Time comes in as an argument, ms of a monotonic clock. */
export class TokenBuckets {
    buckets = new Map();
    get size() {
        return this.buckets.size;
    }
    /** Takes a token. @returns 0 when there was one, else the ms until there is one. */
    take(key, { perSecond, burst }, now) {
        const bucket = this.buckets.get(key) ?? this.open(key, burst, now);
        const earned = ((now - bucket.at) * perSecond) / 1000;
        bucket.tokens = Math.min(burst, bucket.tokens + earned);
        bucket.at = now;
        if (bucket.tokens >= 1) {
            bucket.tokens -= 1;
            return 0;
        }
        return ((1 - bucket.tokens) * 1000) / perSecond;
    }
    open(key, tokens, now) {
        if (this.buckets.size >= MAX_BUCKETS) {
            this.dropOldest();
        }
        const bucket = { tokens, at: now };
        this.buckets.set(key, bucket);
        return bucket;
    }
    /** Of the callers known, those that have come first; each gains at most one burst by it. */
    dropOldest() {
        for (const key of [...this.buckets.keys()].slice(0, MAX_BUCKETS / 10)) {
            this.buckets.delete(key);
        }
    }
}
