import type { Json, PolicyInput, PolicyOutcome } from '@legate/core';

/** The starter policy, rule by rule as starter.rego has it. */
export function starterOutcome(input: PolicyInput): PolicyOutcome {
  const permits = Object.keys(RULES).filter((name) => RULES[name]?.(input) === true);
  return { permits, unprovenGuards: [], obligations: [], failures: [] };
}

const RULES: Readonly<Record<string, (input: PolicyInput) => boolean>> = {
  admin: (input) => hasRole(input, 'admin'),
  autonomous: ({ subject, resource, action }) =>
    subject.type === 'agent' &&
    has(at(subject.properties['autonomous'], resource.type), action.name),
  editor: (input) => hasRole(input, 'editor') && (isReading(input) || WRITING.has(verbOf(input))),
  owner: ({ subject, resource }) =>
    subject.type !== 'agent' && resource.properties['owner'] === subject.id,
  viewer: (input) => hasRole(input, 'viewer') && isReading(input),
};

const READING = new Set(['list', 'read']);
const WRITING = new Set(['write']);

function isReading(input: PolicyInput): boolean {
  return READING.has(verbOf(input));
}

function verbOf({ action: { name } }: PolicyInput): string {
  return name.startsWith('can_') ? (name.split('_')[1] ?? '') : name;
}

function hasRole({ subject }: PolicyInput, role: string): boolean {
  return subject.type !== 'agent' && has(subject.properties['roles'], role);
}

function has(list: Json | undefined, wanted: string): boolean {
  return Array.isArray(list) && (list as readonly Json[]).includes(wanted);
}

function at(json: Json | undefined, name: string): Json | undefined {
  const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
  return isObject && Object.hasOwn(json, name)
    ? (json as Readonly<Record<string, Json>>)[name]
    : undefined;
}
