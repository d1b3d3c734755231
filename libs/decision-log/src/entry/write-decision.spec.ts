import { createHmac } from 'node:crypto';
import type { Decision } from '@legate/core';
import { aDelegatedRequest, aRequest } from '@legate/testing';
import { LogMaskSettings } from '../masking/mask-settings.js';
import type { DecisionToLog } from './decision-to-log.js';
import { writeDecision } from './write-decision.js';
import { writeRefused, writeSearch } from './write-others.js';

const DECISION_ID = '6f1f5d6c-6f6a-4b0a-9d43-3b1d2c1a0001';
const NO_MASK = new LogMaskSettings([], '');
const ASKING = {
  tenant: 'acme',
  form: 'evaluation',
  caller: 'c1',
  requestId: 'r "1"',
  traceId: null,
} as const;

function aDecided(change: Partial<DecisionToLog> = {}): DecisionToLog {
  return {
    asking: ASKING,
    decisionId: DECISION_ID,
    request: aRequest(),
    mode: 'autonomous',
    decision: {
      outcome: 'permit',
      reasons: ['permit.owner'],
      grants: [],
      deniedBy: null,
      obligations: [],
    },
    isPermit: true,
    revision: 7,
    now: 1_700_000_000_000.75,
    owners: [],
    bundleRevision: 'v1',
    bundleDigest: 'abc',
    timings: { decide: 41 },
    ...change,
  };
}

const read = (text: string): Record<string, unknown> =>
  JSON.parse(`{${text}`) as Record<string, unknown>;
const entryOf = (change: Partial<DecisionToLog>, mask = NO_MASK): Record<string, unknown> =>
  read(writeDecision(aDecided(change), mask));

function maskOf(rules: readonly object[], key = 'k'): LogMaskSettings {
  const parsed = LogMaskSettings.parse(JSON.stringify(rules), key);
  if (typeof parsed === 'string') {
    throw new Error(parsed);
  }
  return parsed;
}

describe('the entry of a decision (OPA-34)', () => {
  it('holds the question, the answer and what it was judged by', () => {
    const request = aRequest({
      subject: { type: 'user', id: 'al"ice', properties: { level: 3 } },
      action: { name: 'read', properties: { limit: 1 } },
      resource: { type: 'doc', id: 'a\u2028b', properties: { owner: 'bob' } },
      context: { ip: '10.0.0.1' },
      supportedObligations: ['step-up'],
    });
    expect(entryOf({ request })).toEqual({
      tenant: request.tenant === 'acme' ? 'acme' : ASKING.tenant,
      decisionId: DECISION_ID,
      form: 'evaluation',
      caller: 'c1',
      requestId: 'r "1"',
      traceId: null,
      subject: { type: 'user', id: 'al"ice', properties: { level: 3 } },
      actor: null,
      mode: 'autonomous',
      chain: [],
      action: { name: 'read', properties: { limit: 1 } },
      resource: { type: 'doc', id: 'a\u2028b', properties: { owner: 'bob' } },
      context: { ip: '10.0.0.1' },
      supportedObligations: ['step-up'],
      decision: true,
      outcome: 'permit',
      reasons: ['permit.owner'],
      obligations: [],
      approval: null,
      budgets: [],
      bundleRevision: 'v1',
      bundleDigest: 'abc',
      revision: 7,
      now: '2023-11-14T22:13:20.000Z',
      timings: { decide: 41 },
      replayable: true,
    });
  });

  it('names who acts, its owners and the grants', () => {
    const actor = {
      kind: 'agent',
      id: 'bot',
      issuer: 'https://idp.example',
      alsoCalled: [],
      properties: { model: 'm' },
    } as const;
    const decision = { ...aDecided().decision, grants: ['g1', 'g2'], deniedBy: 'g2' };
    const request = aDelegatedRequest({ actor });
    const owners = ['user:alice'];
    const asking = { ...ASKING, traceId: 'a'.repeat(32) };
    expect(entryOf({ request, decision, owners, mode: 'delegated', asking })).toMatchObject({
      traceId: 'a'.repeat(32),
      actor: {
        type: 'agent',
        id: 'bot',
        issuer: 'https://idp.example',
        properties: { model: 'm' },
      },
      owner: ['user:alice'],
      mode: 'delegated',
      chain: ['g1', 'g2'],
      deniedBy: 'g2',
    });
  });

  it('has obligations and advice, and what was answered where that could not carry them', () => {
    const obligations = [{ id: 'o', type: 'step-up', properties: { x: 1 } }];
    const decision = { ...aDecided().decision, obligations, advice: obligations };
    expect(entryOf({ decision, isPermit: false })).toMatchObject({
      decision: false,
      outcome: 'permit',
      obligations,
      advice: obligations,
    });
  });

  it.each([
    [{ revision: null, now: null, bundleDigest: null }, 'there were no facts to judge by'],
    [{ bundleDigest: null }, 'there was no policy to judge by'],
  ])('cannot be replayed without %j, and says why', (change, whyNot) => {
    const decision: Decision = {
      ...aDecided().decision,
      outcome: 'deny',
      reasons: ['indeterminate.facts'],
    };
    expect(entryOf({ ...change, decision })).toMatchObject({
      outcome: 'indeterminate',
      replayable: false,
      whyNot,
    });
  });

  it('leaves out, replaces and hashes what a mask says, and tells of it (OPA-32)', () => {
    const request = aRequest({
      context: { phone: '123', list: [{ a: 1 }, { a: 2 }], deep: { er: true } },
    });
    const mask = maskOf([
      { pointer: '/context/phone', op: 'erase' },
      { pointer: '/context/list/1/a', op: 'replace', value: { is: 'gone' } },
      { pointer: '/context/list/0', op: 'erase' },
      { pointer: '/context/absent', op: 'erase' },
      { pointer: '/context/deep/er/est', op: 'erase' },
      { pointer: '/subject/id', op: 'hash' },
    ]);
    const digest = createHmac('sha256', 'k')
      .update(JSON.stringify(request.subject.id))
      .digest('hex');
    expect(entryOf({ request }, mask)).toMatchObject({
      subject: { id: `hmac-sha256:${digest}` },
      context: { list: [null, { a: { is: 'gone' } }], deep: { er: true } },
      masked: ['/context/list/1/a', '/subject/id'],
      erased: ['/context/phone', '/context/list/0'],
      replayable: false,
      whyNot: 'a part of the question is masked',
    });
    expect(request.context).toHaveProperty('phone', '123');
  });

  const KEY = `lgt_${'k"y\\/'.repeat(8)}`;
  const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';

  it.each([KEY, TOKEN])('never has a key or a token in it, wherever a caller puts %s', (secret) => {
    const request = aRequest({
      context: { a: { b: [`Bearer ${secret}`] }, [secret]: 1 },
      resource: { type: 'doc', id: secret, properties: { p: secret } },
    });
    for (const mask of [NO_MASK, maskOf([{ pointer: '/context/x', op: 'erase' }])]) {
      const text = writeDecision(
        aDecided({ request, asking: { ...ASKING, requestId: secret } }),
        mask,
      );
      expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
      expect(read(text)).toMatchObject({
        masked: ['/resource/id', '/resource/properties/p', '/context/a/b/0'],
        replayable: false,
      });
    }
  });

  it('has an id that only looks a little like a key', () => {
    const request = aRequest({ resource: { type: 'doc', id: 'lgt_short/eyJ', properties: {} } });
    expect(entryOf({ request })).toMatchObject({
      resource: { id: 'lgt_short/eyJ' },
      replayable: true,
    });
  });
});

describe('the other entries of decisions', () => {
  it('are of items that are no question', () => {
    expect(
      read(writeRefused({ asking: ASKING, decisionId: DECISION_ID, code: 'x' })),
    ).toMatchObject({
      decision: false,
      outcome: 'indeterminate',
      reasons: ['indeterminate.request'],
      code: 'x',
      subject: null,
      replayable: false,
    });
  });

  it('are of searches, with what was searched for left open', () => {
    const { actor, action, context } = aDelegatedRequest();
    const found = {
      asking: { ...ASKING, form: 'search' },
      decisionId: DECISION_ID,
      search: 'subject',
      subject: { type: 'user' },
      actor,
      action,
      resource: { type: 'doc', id: 'd', properties: { secret: 's' } },
      context,
      results: 2,
      revision: 9,
    } as const;
    const mask = maskOf([{ pointer: '/resource/properties/secret', op: 'erase' }]);
    expect(read(writeSearch(found, mask))).toMatchObject({
      form: 'search',
      search: 'subject',
      subject: { type: 'user' },
      mode: 'delegated',
      resource: { type: 'doc', id: 'd', properties: {} },
      results: 2,
      decision: true,
      outcome: 'permit',
      revision: 9,
      erased: ['/resource/properties/secret'],
      replayable: false,
    });
  });
});
