import type { Admission, Attributes } from '@legate/core';
import {
  aChain,
  aDelegatedRequest,
  anAgent,
  aRequest,
  aResource,
  aUser,
  MONDAY_NOON,
  someFacts,
} from '@legate/testing';
import { joinResourceProperties, toPolicyInput } from './policy-input.js';

const ALICE = aUser('alice', { attributes: { roles: ['editor'] } });
const BOT = anAgent('bot', { attributes: { model: 'm1' } });
const ALONE: Admission = { admitted: true, subject: ALICE, actor: null, chains: null };

describe('toPolicyInput', () => {
  it('DEL-62: says that a subject alone is autonomous', () => {
    const facts = someFacts({ subject: ALICE });
    expect(toPolicyInput(aRequest({ context: { ip: '::1' } }), facts, ALONE, null)).toEqual({
      subject: { type: 'user', id: 'alice', properties: { roles: ['editor'] } },
      actor: null,
      mode: 'autonomous',
      chain: [],
      action: { name: 'read', properties: {} },
      resource: { type: 'doc', id: 'a/1', properties: {}, stored: false },
      context: { ip: '::1' },
      approval: null,
      now: '2026-11-23T12:00:00.000Z',
      now_ns: MONDAY_NOON * 1_000_000,
    });
  });

  it('DEL-62: shows the actor and the chain of a delegation, root first', () => {
    const chain = aChain(ALICE, anAgent('planner'), BOT);
    const admission: Admission = { admitted: true, subject: ALICE, actor: BOT, chains: [chain] };
    const input = toPolicyInput(aDelegatedRequest(), someFacts({ actor: BOT }), admission, chain);
    expect(input).toMatchObject({
      actor: { type: 'agent', id: 'bot', properties: { model: 'm1' } },
      mode: 'delegated',
      chain: [
        {
          id: 'g1',
          grantor: { type: 'user', id: 'alice' },
          grantee: { type: 'agent', id: 'planner' },
          purpose: null,
        },
        {
          id: 'g2',
          grantor: { type: 'agent', id: 'planner' },
          grantee: { type: 'agent', id: 'bot' },
          purpose: null,
        },
      ],
    });
  });

  it('puts what the caller is trusted to assert above what is stored', () => {
    const chain = aChain(ALICE, BOT);
    const admission: Admission = { admitted: true, subject: ALICE, actor: BOT, chains: [chain] };
    const asked = aDelegatedRequest();
    const actor = asked.actor && { ...asked.actor, properties: { model: 'm2' } };
    const request = { ...asked, subject: { ...asked.subject, properties: { level: 2 } }, actor };
    const input = toPolicyInput(request, someFacts({ actor: BOT }), admission, chain);
    expect(input.subject.properties).toEqual({ roles: ['editor'], level: 2 });
    expect(input.actor?.properties).toEqual({ model: 'm2' });
  });

  it('shows what is stored of a resource beside its properties', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const resource = aResource({
      attributes: { owner: 'bob' },
      digest,
      owner: { kind: 'user', id: 'alice' },
      ancestors: [
        { type: 'folder', id: 'inner', attributes: { level: 2 } },
        { type: 'folder', id: 'outer', attributes: {} },
      ],
    });
    const facts = someFacts({ subject: ALICE, resource });
    expect(toPolicyInput(aRequest(), facts, ALONE, null).resource).toEqual({
      type: 'doc',
      id: 'a/1',
      properties: { owner: 'bob' },
      stored: true,
      digest,
      owner: { type: 'user', id: 'alice' },
      ancestors: [
        { type: 'folder', id: 'inner', properties: { level: 2 } },
        { type: 'folder', id: 'outer', properties: {} },
      ],
    });
  });

  it('is made once of a stored resource, and anew with what the caller says of it', () => {
    const facts = someFacts({ subject: ALICE, resource: aResource({ attributes: { a: 1 } }) });
    const seen = (properties: Attributes): unknown => {
      const request = aRequest({ resource: { type: 'doc', id: 'a/1', properties } });
      return toPolicyInput(request, facts, ALONE, null).resource;
    };
    const first = seen({});
    expect(seen({ b: 2 })).toMatchObject({ properties: { a: 1, b: 2 } });
    expect(seen({})).toBe(first);
    expect(first).toMatchObject({ properties: { a: 1 }, stored: true });
    expect(first).not.toMatchObject({ properties: { b: 2 } });
  });

  it('leaves out what a stored resource does not have', () => {
    const facts = someFacts({ subject: ALICE, resource: aResource() });
    expect(toPolicyInput(aRequest(), facts, ALONE, null).resource).toEqual({
      type: 'doc',
      id: 'a/1',
      properties: {},
      stored: true,
    });
  });

  it('gives whole milliseconds, and the same moment in nanoseconds without rounding', () => {
    const facts = someFacts({ now: 1_795_435_200_123.987 });
    const { now, now_ns: ns } = toPolicyInput(aRequest(), facts, ALONE, null);
    expect(now).toBe('2026-11-23T12:00:00.123Z');
    expect(JSON.stringify(ns)).toBe('1795435200123000000');
  });
});

describe('joinResourceProperties', () => {
  const joined = (asserted: Attributes, stored: Attributes): Attributes =>
    joinResourceProperties(
      aRequest({ resource: { type: 'doc', id: 'a/1', properties: asserted } }),
      someFacts({ resource: aResource({ attributes: stored }) }),
    );

  it('lets what is stored win over what the caller says', () => {
    expect(joined({ owner: 'mallory', size: 1 }, { owner: 'alice' })).toEqual({
      owner: 'alice',
      size: 1,
    });
  });

  it('takes a member named __proto__ as any other', () => {
    const asserted = JSON.parse('{"__proto__":{"owner":"mallory"}}') as Attributes;
    const properties = joined(asserted, {});
    expect(properties['owner']).toBeUndefined();
    expect(Object.keys(properties)).toEqual(['__proto__']);
  });
});
