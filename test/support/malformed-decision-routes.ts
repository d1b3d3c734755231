import fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { refusedFrom } from './malformed-bodies.js';
import { badChoice, badId, notList, notNumber, notObject } from './malformed.js';

export interface Route {
  readonly method: string;
  readonly path: string;
  readonly malformed: Arbitrary<string>;
}

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
/** Of the decision API. */
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
};
