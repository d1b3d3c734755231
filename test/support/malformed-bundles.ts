import fc from 'fast-check';
import { refusedFrom } from './malformed-bodies.js';
import type { Route } from './malformed-decision-routes.js';
import { malformedRemote } from './malformed-remote.js';
import { badId, notNumber, notObject } from './malformed.js';

const UNKNOWN = fc.jsonValue({ maxDepth: 2 });
const BAD_REASON = fc.oneof(
  fc.constantFrom('', 'a\0b', 'x'.repeat(1025)),
  fc.integer(),
  notObject.filter((one) => typeof one !== 'string'),
);

/** Routes of policies. */
export const BUNDLE_ROUTES: Readonly<Record<string, () => Route>> = {
  'a remote of bundles': malformedRemote,
  'a freeze of the policy': () => ({
    method: 'PUT',
    path: '/admin/v1/bundles/freeze',
    malformed: refusedFrom(
      { frozen: true, reason: 'test' },
      {
        frozen: fc.constantFrom(null, 0, 'true', [], {}),
        reason: BAD_REASON,
        more: UNKNOWN,
      },
    ),
  }),
  'a bundle of a stored branch': () => ({
    method: 'POST',
    path: '/admin/v1/bundles/from-ref',
    malformed: refusedFrom(
      { ref: 'no-such-branch' },
      { ref: fc.oneof(badId, fc.constant('a'.repeat(256))), more: UNKNOWN },
    ),
  }),
  'the gate before activations': () => ({
    method: 'PUT',
    path: '/admin/v1/bundles/gate',
    malformed: refusedFrom(
      { enabled: true, maxNewlyAllowed: 0, minDecisions: 1000, confirmWithinS: 3600 },
      {
        enabled: fc.constantFrom(null, 0, 'true', [], {}),
        maxNewlyAllowed: fc.oneof(notNumber, fc.constantFrom(-1, 0.5, 1e12)),
        minDecisions: fc.oneof(notNumber, fc.constantFrom(0, 1.5)),
        confirmWithinS: fc.oneof(notNumber, fc.constantFrom(0, 1e9)),
        more: UNKNOWN,
      },
    ),
  }),
};
