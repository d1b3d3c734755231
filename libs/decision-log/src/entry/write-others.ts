import { findSecrets, withoutSecrets } from '../masking/find-secrets.js';
import { maskMembers } from '../masking/mask-entry.js';
import type { LogMaskSettings } from '../masking/mask-settings.js';
import type { RefusedToLog, SearchToLog } from './decision-to-log.js';
import { writeActor, writeAsking } from './write-decision.js';

const NO_BASIS = { approval: null, budgets: [], bundleRevision: null, bundleDigest: null };

/** As `writeDecision`, of an item that is no question. What it says cannot be trusted to be of any shape. */
export function writeRefused({ asking, decisionId, code }: RefusedToLog): string {
  const members = {
    subject: null,
    actor: null,
    mode: 'autonomous',
    chain: [],
    action: null,
    resource: null,
    context: {},
    decision: false,
    outcome: 'indeterminate',
    reasons: ['indeterminate.request'],
    code,
    obligations: [],
    ...NO_BASIS,
    revision: null,
    now: null,
    timings: {},
    replayable: false,
    whyNot: 'it is no question',
  };
  return withoutSecrets(writeAsking(asking, decisionId) + JSON.stringify(members).slice(1));
}

/** As `writeDecision`, of a search. */
export function writeSearch(found: SearchToLog, mask: LogMaskSettings): string {
  const { asking, decisionId, search, actor, results, revision } = found;
  const { subject, action, resource, context } = found;
  const asked = {
    subject,
    actor: actor === null ? null : (JSON.parse(writeActor(actor)) as object),
    mode: actor === null ? 'autonomous' : 'delegated',
    chain: [],
    action,
    resource,
    context,
  };
  const rules = [...mask.rules, ...findSecrets(asked)];
  const { members, masked, erased } = maskMembers(asked, rules, mask);
  const rest = {
    ...members,
    search,
    results,
    decision: results > 0,
    outcome: results > 0 ? 'permit' : 'deny',
    reasons: [],
    obligations: [],
    ...NO_BASIS,
    revision,
    now: null,
    timings: {},
    ...(masked.length > 0 && { masked }),
    ...(erased.length > 0 && { erased }),
    replayable: false,
    whyNot: 'it is a search',
  };
  return withoutSecrets(writeAsking(asking, decisionId) + JSON.stringify(rest).slice(1));
}
