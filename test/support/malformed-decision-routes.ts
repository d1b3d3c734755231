import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { refusedFrom } from './malformed-bodies.js';
import { badAttributes, badChoice, badId, notList, notNumber, notObject } from './malformed.js';

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly malformed: Arbitrary<string>;
  /** JSON when left out. */
  readonly contentType?: string;
}

const UNKNOWN = fc.jsonValue({ maxDepth: 2 });
const ASKED = {
  subject: { type: 'user', id: 'alice', properties: { act: { sub: 'helper' } } },
  action: { name: 'read', properties: {} },
  resource: { type: 'record', id: 'crm/1', properties: {} },
};
const ASKED_PAGE = { ...ASKED, context: { agent: 'helper' }, page: { limit: 1 } };
const BAD_ACTION = { action: notObject, 'action.name': badId, 'action.properties': notObject };
const BAD_PAGE = {
  subject: notObject,
  'subject.type': badId,
  'subject.properties': notObject,
  'subject.properties.act': notObject,
  resource: notObject,
  'resource.type': badId,
  'resource.properties': notObject,
  context: notObject,
  'context.agent': badId,
  page: notObject,
  'page.limit': fc.constantFrom(-1, 1.5, '1', null, [], {}, 1e300 / 7),
  'page.token': fc.oneof(notNumber, fc.string(), badId),
};
const QUESTION = {
  subject: { type: 'user', id: 'alice', properties: { act: { sub: 'helper' } } },
  action: { name: 'read', properties: {} },
  resource: { type: 'record', id: 'crm/1', properties: {} },
  context: { agent: 'helper' },
};
const BAD_QUESTION = {
  subject: notObject,
  'subject.type': badId,
  'subject.id': badId,
  'subject.properties': notObject,
  'subject.properties.act': notObject,
  'subject.properties.act.sub': badId,
  'subject.properties.act.iss': fc.constantFrom('', null, 5, {}, 'https://other.example'),
  action: notObject,
  'action.name': badId,
  'action.properties': notObject,
  resource: notObject,
  'resource.type': badId,
  'resource.id': badId,
  'resource.properties': notObject,
  context: notObject,
  'context.agent': badId,
};

/** Of the decision log. */
const ENTRY = {
  kind: 'decision',
  form: 'evaluation',
  tenant: 'default',
  subject: { type: 'user', id: 'alice', properties: {} },
  actor: { type: 'agent', id: 'helper' },
  action: { name: 'read' },
  resource: { type: 'record', id: 'crm/1', properties: {} },
  context: {},
  decision: false,
  outcome: 'deny',
  reasons: ['policy.no_match'],
  obligations: [],
  bundleDigest: 'f',
  revision: 1,
  now: '2026-11-23T12:00:00.000Z',
  limits: { maxChainLength: 3, fuel: 1000 },
};

/** Of the decision API and its other forms. */
export const DECISION_ROUTES: Readonly<Record<string, (grantId: string) => Route>> = {
  'an evaluation': () => ({
    method: 'POST',
    path: '/access/v1/evaluation',
    malformed: refusedFrom(
      {
        subject: { type: 'user', id: 'alice', properties: { act: { sub: 'helper' } } },
        action: { name: 'read', properties: {} },
        resource: { type: 'record', id: 'crm/1', properties: {} },
        context: { agent: 'helper' },
      },
      {
        subject: notObject,
        'subject.type': badId,
        'subject.id': badId,
        'subject.properties': notObject,
        'subject.properties.act': notObject,
        'subject.properties.act.sub': badId,
        'subject.properties.act.iss': fc.constantFrom('', null, 5, {}, 'https://other.example'),
        action: notObject,
        'action.name': badId,
        'action.properties': notObject,
        resource: notObject,
        'resource.type': badId,
        'resource.id': badId,
        'resource.properties': notObject,
        context: notObject,
        'context.agent': badId,
      },
    ),
  }),
  'a batch': () => ({
    method: 'POST',
    path: '/access/v1/evaluations',
    malformed: refusedFrom(
      { ...ASKED, evaluations: [{}], options: { evaluations_semantic: 'execute_all' } },
      {
        evaluations: notList,
        options: notObject,
        'options.evaluations_semantic': badChoice(
          'execute_all',
          'deny_on_first_deny',
          'permit_on_first_permit',
        ),
      },
    ),
  }),
  'a search for subjects': () => ({
    method: 'POST',
    path: '/access/v1/search/subject',
    malformed: refusedFrom(ASKED_PAGE, { ...BAD_PAGE, ...BAD_ACTION, 'resource.id': badId }),
  }),
  'a search for resources': () => ({
    method: 'POST',
    path: '/access/v1/search/resource',
    malformed: refusedFrom(ASKED_PAGE, { ...BAD_PAGE, ...BAD_ACTION, 'subject.id': badId }),
  }),
  'a search for actions': () => ({
    method: 'POST',
    path: '/access/v1/search/action',
    malformed: refusedFrom(ASKED_PAGE, {
      ...BAD_PAGE,
      'subject.id': badId,
      'resource.id': badId,
    }),
  }),
  'a replay': () => ({
    method: 'POST',
    path: '/admin/v1/decisions/replay',
    contentType: 'application/x-ndjson',
    malformed: refusedFrom(ENTRY, {
      subject: notObject,
      'subject.type': badId,
      'subject.id': badId,
      'subject.properties': notObject,
      'actor.id': badId,
      action: notObject,
      'action.name': badId,
      resource: notObject,
      'resource.id': badId,
      'resource.properties': notObject,
      context: notObject,
      tenant: fc.constantFrom('other', ''),
      revision: fc.constantFrom('x', true, [1], {}, -1, 1.5),
      now: fc.constantFrom('yesterday', 5, true, [], {}, '2030-01-01', '9999-13-01T00:00:00Z'),
      limits: fc.constantFrom({ fuel: 0 }, { fuel: '1' }, { maxChainLength: null }),
    }),
  }),
  'an explanation': () => ({
    method: 'POST',
    path: '/admin/v1/explain',
    malformed: refusedFrom(QUESTION, BAD_QUESTION),
  }),
  "a decision in OPA's form": () => ({
    method: 'POST',
    path: '/v1/data/legate/decision',
    malformed: refusedFrom(
      { input: QUESTION },
      Object.fromEntries(
        Object.entries(BAD_QUESTION).map(([path, wrong]) => [`input.${path}`, wrong]),
      ),
    ),
  }),
  'a route table': () => ({
    method: 'PUT',
    path: '/admin/v1/route-tables/new',
    malformed: refusedFrom(
      {
        proxy: 'nginx',
        subject: { type: 'user', header: 'X-User' },
        actor: { header: 'X-Agent' },
        context: { audience: 'crm' },
        routes: [
          {
            methods: ['GET'],
            host: 'a.example',
            path: '/a/{id}',
            action: { name: 'read' },
            resource: { type: 'record', id: '{id}' },
          },
        ],
      },
      {
        proxy: badChoice('nginx', 'traefik', 'caddy', 'envoy'),
        subject: notObject,
        'subject.type': badId,
        'subject.header': badId,
        'subject.more': UNKNOWN,
        actor: notObject,
        'actor.header': badId,
        context: badAttributes,
        routes: notList,
        'routes.0': notObject,
        'routes.0.methods': fc.oneof(notList, fc.constant([]), fc.constant(['GET', 'GET'])),
        'routes.0.methods.0': badId,
        'routes.0.host': badId,
        'routes.0.path': badId,
        'routes.0.action': notObject,
        'routes.0.action.name': badId,
        'routes.0.resource': notObject,
        'routes.0.resource.type': badId,
        'routes.0.resource.id': fc.oneof(badId, fc.constantFrom('{x}', '{', '}', '{**}')),
        'routes.0.more': UNKNOWN,
        more: UNKNOWN,
        constructor: UNKNOWN,
      },
    ),
  }),
};
