/**
 * Requests that wait for their answer, in the order of their deadlines: all have the same time. One timer looks
 * after all of them, so that a request which is answered at once costs none.
 */
export class WaitingRequests {
    max;
    answerLate;
    /** In the order of their coming. */
    waiting = new Map();
    timer = null;
    constructor(max, answerLate) {
        this.max = max;
        this.answerLate = answerLate;
    }
    /** Whether as many wait as may. */
    isFull() {
        if (this.waiting.size >= this.max) {
            this.dropAnswered();
        }
        return this.waiting.size >= this.max;
    }
    add(request, reply) {
        this.waiting.set(request, reply);
        this.timer ??= this.wakeAt(request.deadline);
    }
    remove(request) {
        this.waiting.delete(request);
    }
    close() {
        if (this.timer !== null) {
            clearTimeout(this.timer);
        }
        this.waiting.clear();
    }
    /** Those that were refused before anybody could remove them. */
    dropAnswered() {
        for (const [request, reply] of this.waiting) {
            if (reply.sent) {
                this.waiting.delete(request);
            }
        }
    }
    wakeAt(deadline) {
        const timer = setTimeout(() => {
            this.answerExpired();
        }, Math.ceil(deadline - performance.now()));
        return timer.unref();
    }
    answerExpired() {
        this.timer = null;
        const now = performance.now();
        for (const [request, reply] of this.waiting) {
            if (request.deadline > now) {
                this.timer = this.wakeAt(request.deadline);
                return;
            }
            this.waiting.delete(request);
            if (!reply.sent) {
                this.answerLate(request, reply);
            }
        }
    }
}
