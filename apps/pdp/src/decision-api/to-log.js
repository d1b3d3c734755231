import { deny } from '@legate/core';
import { isPermit } from './evaluation.mapper.js';
const NO_OWNERS = [];
const NO_TIMINGS = {};
/** An answer as its entry has it. */
export function toLog(answer, { request, asking, caller, evaluationId, timings = NO_TIMINGS }) {
    const { mode, decision, revision, policyRevision, policyDigest, facts } = answer;
    return {
        asking,
        decisionId: evaluationId,
        request,
        mode,
        decision,
        isPermit: isPermit(decision, caller.answers),
        revision,
        now: facts?.now ?? null,
        owners: (facts?.actor ?? facts?.subject)?.owners ?? NO_OWNERS,
        bundleRevision: policyRevision,
        bundleDigest: policyDigest,
        timings,
    };
}
/** What is answered instead of what could not be recorded. */
export function unrecorded(answer) {
    return { ...answer, decision: deny('indeterminate.log') };
}
