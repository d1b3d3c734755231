import type { Question, Ref, Value, Values } from './world.js';

const READS = 'browse download get list query read search view'.split(' ');
const WRITES =
  'add annotate append comment create edit insert rename reply save tag update upload write'.split(
    ' ',
  );

/**
 * What the starter policy permits (policies-rego/starter): role admin everything; the owner everything with what
 * it owns; editor and viewer the usual; an agent alone only what its own attribute `autonomous` names.
 */
export function starterPermits(
  question: Question,
  { kind, id, attributes: subject }: Ref & { readonly attributes: Values },
  resource: Values,
): readonly string[] {
  const action = question.action.name;
  if (kind === 'agent') {
    const named = members(subject['autonomous'])[question.resource.type];
    return Array.isArray(named) && named.includes(action) ? ['autonomous'] : [];
  }
  const roles: readonly Value[] = Array.isArray(subject['roles']) ? subject['roles'] : [];
  const verb = action.startsWith('can_') ? (action.split('_')[1] ?? '') : action;
  const proofs = {
    admin: roles.includes('admin'),
    editor: roles.includes('editor') && [...READS, ...WRITES].includes(verb),
    owner: resource['owner'] === id,
    viewer: roles.includes('viewer') && READS.includes(verb),
  };
  return Object.entries(proofs).flatMap(([name, holds]) => (holds ? [name] : []));
}

function members(value: Value | undefined): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Values)
    : {};
}
