import { answeredOutcome, hasMembers, quoteJson } from '@legate/core';
import type { Attributes, DecisionRequest, Obligation } from '@legate/core';
import { findSecrets, maySecretsBeIn, withoutSecrets } from '../masking/find-secrets.js';
import { maskMembers } from '../masking/mask-entry.js';
import type { Masked } from '../masking/mask-entry.js';
import type { LogMaskSettings } from '../masking/mask-settings.js';
import type { Asking, DecisionToLog } from './decision-to-log.js';

/** What of a decision may be masked. */
type Members = Pick<DecisionRequest, 'subject' | 'actor' | 'action' | 'resource' | 'context'> & {
  readonly obligations: readonly Obligation[];
  readonly advice?: readonly Obligation[] | undefined;
};

/**
 * The JSON text of a decision's entry, from `"tenant":` on. Written by hand: on the path of every decision, this is
 * several times as fast as to build an object and have it serialised.
 */
export function writeDecision(decided: DecisionToLog, mask: LogMaskSettings): string {
  if (mask.rules.length > 0) {
    return writeMasked(decided, maskMembers(membersOf(decided), mask.rules, mask), mask);
  }
  const text = write(decided, membersOf(decided), null);
  return maySecretsBeIn(text) ? writeWithoutSecrets(decided, mask) : text;
}

function writeMasked(
  decided: DecisionToLog,
  masked: Masked<Members>,
  mask: LogMaskSettings,
): string {
  const text = write(decided, masked.members, masked);
  return maySecretsBeIn(text) ? writeWithoutSecrets(decided, mask) : text;
}

function writeWithoutSecrets(decided: DecisionToLog, mask: LogMaskSettings): string {
  const members = membersOf(decided);
  const masked = maskMembers(members, [...mask.rules, ...findSecrets(members)], mask);
  const isTouched = masked.masked.length + masked.erased.length > 0;
  return withoutSecrets(write(decided, masked.members, isTouched ? masked : null));
}

function membersOf({ request, decision }: DecisionToLog): Members {
  const { subject, actor, action, resource, context } = request;
  const { obligations, advice } = decision;
  return { subject, actor, action, resource, context, obligations, advice };
}

function write(
  decided: DecisionToLog,
  members: Members,
  masked: Omit<Masked<Members>, 'members'> | null,
): string {
  const { asking, decisionId, mode, decision, isPermit, revision, now } = decided;
  const { subject, actor, action, resource, context, obligations, advice } = members;
  const { reasons, grants, deniedBy } = decision;
  return (
    writeAsking(asking, decisionId) +
    `"subject":${writeEntity(subject)},"actor":${writeActor(actor)},` +
    (decided.owners.length > 0 ? `"owner":${JSON.stringify(decided.owners)},` : '') +
    `"mode":"${mode}","chain":${writeIds(grants)},` +
    (deniedBy === null ? '' : `"deniedBy":${quoteJson(deniedBy)},`) +
    `"action":{"name":${quoteJson(action.name)}${writeProperties(action.properties)}},` +
    `"resource":${writeEntity(resource)},"context":${writeObject(context)},` +
    writeSupported(decided.request) +
    `"decision":${isPermit},"outcome":"${answeredOutcome(decision)}","reasons":${writeIds(reasons)},` +
    `"obligations":${obligations.length === 0 ? '[]' : JSON.stringify(obligations)},` +
    (advice === undefined ? '' : `"advice":${JSON.stringify(advice)},`) +
    `"approval":null,"budgets":[],"bundleRevision":${writeText(decided.bundleRevision)},` +
    `"bundleDigest":${writeText(decided.bundleDigest)},"revision":${revision},` +
    `"now":${now === null ? 'null' : writeTime(now)},${writeTimings(decided.timings)}` +
    writeReplay(decided, masked)
  );
}

/** The members that every kind of decision begins with. */
export function writeAsking(asking: Asking, decisionId: string): string {
  if (asking !== asked.of) {
    asked = { of: asking, head: `"tenant":${quoteJson(asking.tenant)},`, tail: writeAsker(asking) };
  }
  return `${asked.head}"decisionId":"${decisionId}",${asked.tail}`;
}

/** All items of a batch are asked by one. */
let asked: { of: Asking | null; head: string; tail: string } = { of: null, head: '', tail: '' };

function writeAsker({ form, caller, requestId, traceId }: Asking): string {
  return (
    `"form":"${form}","caller":${quoteJson(caller)},"requestId":${quoteJson(requestId)},` +
    `"traceId":${writeText(traceId)},`
  );
}

function writeEntity({
  type,
  id,
  properties,
}: {
  readonly type: string;
  readonly id: string;
  readonly properties?: Attributes;
}): string {
  return `{"type":${quoteJson(type)},"id":${quoteJson(id)}${writeProperties(properties)}}`;
}

export function writeActor(actor: DecisionRequest['actor']): string {
  if (actor === null) {
    return 'null';
  }
  const { kind, id, issuer, properties } = actor;
  const namespace = issuer === null ? '' : `,"issuer":${quoteJson(issuer)}`;
  return `{"type":"${kind}","id":${quoteJson(id)}${namespace}${writeProperties(properties)}}`;
}

/** Nothing where there are none. */
function writeProperties(properties: Attributes | undefined): string {
  const text = properties === undefined ? '{}' : writeObject(properties);
  return text === '{}' ? '' : `,"properties":${text}`;
}

/** Items of a batch mostly share their context. */
let written: { of: Attributes; text: string } = { of: {}, text: '{}' };

function writeObject(object: Attributes): string {
  if (object === written.of) {
    return written.text;
  }
  if (!hasMembers(object)) {
    return '{}';
  }
  written = { of: object, text: JSON.stringify(object) };
  return written.text;
}

function writeIds(ids: readonly string[]): string {
  let text = '';
  for (const id of ids) {
    text += text === '' ? quoteJson(id) : `,${quoteJson(id)}`;
  }
  return `[${text}]`;
}

function writeSupported({ supportedObligations: types }: DecisionRequest): string {
  return types === undefined ? '' : `"supportedObligations":${JSON.stringify(types)},`;
}

export function writeText(text: string | null): string {
  return text === null ? 'null' : quoteJson(text);
}

let time = { ms: 0, text: '"1970-01-01T00:00:00.000Z"' };

function writeTime(ms: number): string {
  const whole = Math.floor(ms);
  if (whole !== time.ms) {
    time = { ms: whole, text: `"${new Date(whole).toISOString()}"` };
  }
  return time.text;
}

function writeTimings(timings: DecisionToLog['timings']): string {
  let text = '';
  for (const stop in timings) {
    text += `${text === '' ? '' : ','}"${stop}":${timings[stop]}`;
  }
  return `"timings":{${text}},`;
}

function writeReplay(
  { revision, bundleDigest }: DecisionToLog,
  masked: Omit<Masked<Members>, 'members'> | null,
): string {
  const touched = masked ?? { masked: [], erased: [] };
  const lists =
    (touched.masked.length > 0 ? `"masked":${JSON.stringify(touched.masked)},` : '') +
    (touched.erased.length > 0 ? `"erased":${JSON.stringify(touched.erased)},` : '');
  const whyNot = findWhyNot(revision, bundleDigest, lists !== '');
  return whyNot === null
    ? `${lists}"replayable":true}`
    : `${lists}"replayable":false,"whyNot":"${whyNot}"}`;
}

function findWhyNot(
  revision: number | null,
  bundleDigest: string | null,
  isMasked: boolean,
): string | null {
  if (isMasked) {
    return 'a part of the question is masked';
  }
  if (revision === null) {
    return 'there were no facts to judge by';
  }
  return bundleDigest === null ? 'there was no policy to judge by' : null;
}
