import {
  isJsonObject,
  type Attributes,
  type Json,
  type PolicyEntity,
  type PolicyInput,
  type PolicyResource,
} from '@legate/core';
import { CliError } from '../terminal/cli-error.js';
import { EXIT } from '../terminal/exit-codes.js';

const MEMBERS = [
  'subject',
  'actor',
  'mode',
  'chain',
  'action',
  'resource',
  'context',
  'approval',
  'now',
  'now_ns',
] as const;
const ENTITY = ['type', 'id', 'properties'];
const RESOURCE = [...ENTITY, 'stored', 'digest', 'owner', 'ancestors'];
const ACTION = ['name', 'properties'];
const NS_PER_MS = 1_000_000;

/**
 * Makes an `input` of the contract (docs/policy-contract.md) of what somebody wrote: what is left out is what a
 * request without it would give, and what the contract does not know is refused, since it would only be ignored.
 * @throws CliError naming the member
 */
export function readInput(value: Json, now: Date): PolicyInput {
  const input = requireObject(value, 'the input', MEMBERS);
  const action = requireObject(input['action'], 'action', ACTION);
  const actor = input['actor'] ?? null;
  const mode = input['mode'] ?? (actor === null ? 'autonomous' : 'delegated');
  if (mode !== 'autonomous' && mode !== 'delegated') {
    refuse('mode must be "autonomous" or "delegated"');
  }
  return {
    subject: readEntity(input['subject'], 'subject'),
    actor: actor === null ? null : readEntity(actor, 'actor'),
    mode,
    chain: readChain(input['chain'] ?? []),
    action: {
      name: requireText(action['name'], 'action.name'),
      properties: readProperties(action, 'action'),
    },
    resource: readResource(input['resource']),
    context: requireObject(input['context'] ?? {}, 'context'),
    approval: input['approval'] ?? null,
    ...readClock(input, now),
  };
}

function readEntity(value: Json | undefined, at: string): PolicyEntity {
  const entity = requireObject(value, at, ENTITY);
  return {
    type: requireText(entity['type'], `${at}.type`),
    id: requireText(entity['id'], `${at}.id`),
    properties: readProperties(entity, at),
  };
}

function readResource(value: Json | undefined): PolicyResource {
  const resource = requireObject(value, 'resource', RESOURCE);
  const { type, id, properties, ...stored } = resource;
  return {
    type: requireText(type, 'resource.type'),
    id: requireText(id, 'resource.id'),
    stored: false,
    ...(stored as Partial<PolicyResource>),
    properties: requireObject(properties ?? {}, 'resource.properties'),
  };
}

/** Its links are handed to the policy as they are. */
function readChain(value: Json): PolicyInput['chain'] {
  return Array.isArray(value)
    ? (value as PolicyInput['chain'])
    : refuse('chain must be a list of grants');
}

function readProperties(entity: Attributes, at: string): Attributes {
  return requireObject(entity['properties'] ?? {}, `${at}.properties`);
}

/** Either of the two gives the other; without both it is now. */
function readClock(input: Attributes, now: Date): Pick<PolicyInput, 'now' | 'now_ns'> {
  const { now: text, now_ns: ns } = input;
  if (ns !== undefined && typeof ns !== 'number') {
    refuse('now_ns must be a number of nanoseconds since 1970');
  }
  const fromNs = typeof ns === 'number' ? new Date(Math.floor(ns / NS_PER_MS)) : now;
  const clock =
    text === undefined ? fromNs : new Date(typeof text === 'string' ? text : Number.NaN);
  if (Number.isNaN(clock.getTime())) {
    refuse('now must be a time such as 2026-11-24T12:00:00Z');
  }
  return {
    now: clock.toISOString(),
    now_ns: typeof ns === 'number' ? ns : clock.getTime() * NS_PER_MS,
  };
}

function requireObject(
  value: Json | undefined,
  at: string,
  members?: readonly string[],
): Attributes {
  if (!isJsonObject(value)) {
    return refuse(value === undefined ? `${at} is missing` : `${at} must be an object`);
  }
  const unknown = members && Object.keys(value).find((name) => !members.includes(name));
  if (unknown !== undefined) {
    const where = at === 'the input' ? '' : ` of ${at}`;
    refuse(`unknown member "${unknown}"${where}; there are ${members?.join(', ') ?? ''}`);
  }
  return value;
}

function requireText(value: Json | undefined, at: string): string {
  return typeof value === 'string' && value !== ''
    ? value
    : refuse(`${at} must be a text that is not empty`);
}

function refuse(message: string): never {
  throw new CliError(
    'cli.input',
    message,
    EXIT.usage,
    'docs/policy-contract.md tells what an input holds',
  );
}
