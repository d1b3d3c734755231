import type { ActorClaim, Attributes, DecisionRequest } from '@legate/core';
import { attributesOf, idOf, objectOf } from './read-members.js';

/** The question of an entry of the decision log. @throws InvalidRequestError `request.invalid` */
export function readRequest(entry: Attributes, tenant: string): DecisionRequest {
  return {
    tenant,
    subject: readSubject(entry),
    actor: readActor(entry),
    action: readAction(entry),
    resource: readResource(entry),
    context: attributesOf(entry, 'context'),
  };
}

function readSubject(entry: Attributes): DecisionRequest['subject'] {
  const subject = objectOf(entry, 'subject');
  return {
    type: idOf(subject, 'type'),
    id: idOf(subject, 'id'),
    ...(subject['properties'] !== undefined && { properties: attributesOf(subject, 'properties') }),
  };
}

/** With `issuer`, the id is one of that namespace: it is looked up as it was then. */
function readActor(entry: Attributes): ActorClaim | null {
  if ((entry['actor'] ?? null) === null) {
    return null;
  }
  const actor = objectOf(entry, 'actor');
  const { properties, issuer } = actor;
  return {
    kind: actor['type'] === 'service' ? 'service' : 'agent',
    id: idOf(actor, 'id'),
    issuer: issuer === undefined ? null : idOf(actor, 'issuer'),
    ...(properties !== undefined && { properties: attributesOf(actor, 'properties') }),
    alsoCalled: [],
  };
}

function readAction(entry: Attributes): DecisionRequest['action'] {
  const action = objectOf(entry, 'action');
  return { name: idOf(action, 'name'), properties: attributesOf(action, 'properties') };
}

function readResource(entry: Attributes): DecisionRequest['resource'] {
  const resource = objectOf(entry, 'resource');
  return {
    type: idOf(resource, 'type'),
    id: idOf(resource, 'id'),
    properties: attributesOf(resource, 'properties'),
  };
}
