import type { ResourceSelector } from '@legate/core';
import type { Target } from './examine.js';
import type { Snapshot } from './snapshot.js';

const TYPES_AT_ONCE = 100;
const RESOURCES_AT_ONCE = 200;

/** Where a walk over targets goes on: after that action of that resource. */
export interface TargetPosition {
  readonly type: string;
  readonly id: string;
  readonly action: string;
}

export const FIRST_TARGET: TargetPosition = { type: '', id: '', action: '' };

export interface TargetFilter {
  readonly resourceType?: string | undefined;
  readonly action?: string | undefined;
}

/** A type that the walk comes to, then each resource of it. */
export interface TargetsOfType {
  readonly type: string;
  /** What is still to be looked at of one resource; none for the type itself. */
  readonly targets: readonly Target[];
}

/** The known actions on resources of a type, in byte order. */
export async function actionsOn(
  { tx, tenant }: Snapshot,
  type: string,
  { action }: TargetFilter,
): Promise<readonly string[]> {
  const rows: ActionType[] = await tx.query(ACTIONS, [tenant, type]);
  return rows.flatMap(({ actions }) => narrow(actions, action));
}

interface ActionType {
  readonly type: string;
  readonly actions: readonly string[];
}

interface KnownType extends ActionType {
  readonly hasResources: boolean;
}

/**
 * Every stored resource whose type has known actions, by type and id, retired ones too. `types` are the only ones
 * that can matter; null for all.
 */
export async function* walkTargets(
  snapshot: Snapshot,
  filter: TargetFilter,
  { from, types }: { readonly from: TargetPosition; readonly types: readonly string[] | null },
): AsyncGenerator<TargetsOfType> {
  for await (const { type, actions, hasResources } of walkTypes(snapshot, filter, {
    from,
    types,
  })) {
    // There can be more types without resources than one call may look at.
    yield { type, targets: [] };
    const start = type === from.type ? from : FIRST_TARGET;
    const wanted = narrow(actions, filter.action);
    if (hasResources && wanted.length > 0) {
      yield* walkResources(snapshot, { type, actions: wanted }, start);
    }
  }
}

async function* walkTypes(
  { tx, tenant }: Snapshot,
  { resourceType }: TargetFilter,
  { from, types }: { readonly from: TargetPosition; readonly types: readonly string[] | null },
): AsyncGenerator<KnownType> {
  let after: string | null = null;
  for (;;) {
    const start: string = after ?? from.type;
    const values = [tenant, start, after !== null, resourceType ?? null, types, TYPES_AT_ONCE];
    const rows: KnownType[] = await tx.query(TYPES, values);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < TYPES_AT_ONCE) {
      return;
    }
    after = last.type;
  }
}

async function* walkResources(
  { facts }: Snapshot,
  { type, actions }: ActionType,
  start: TargetPosition,
): AsyncGenerator<TargetsOfType> {
  let from = { id: start.id, isAfter: false };
  for (;;) {
    const resources = await facts.resources(type, from, RESOURCES_AT_ONCE);
    for (const resource of resources) {
      const isGoneOn = resource.id === start.id;
      const left = isGoneOn ? actions.filter((action) => isAfter(action, start.action)) : actions;
      yield { type, targets: left.map((action) => ({ action, resource })) };
    }
    const last = resources.at(-1);
    if (last === undefined || resources.length < RESOURCES_AT_ONCE) {
      return;
    }
    from = { id: last.id, isAfter: true };
  }
}

/**
 * The types that the selectors can select, when they name them all; null when a pattern is among them. No selector
 * at all selects nothing.
 */
export function namedTypes(selectors: readonly ResourceSelector[]): readonly string[] | null {
  const named = selectors.flatMap(({ type }) => type.exact ?? []);
  return named.length === selectors.length ? [...new Set(named)] : null;
}

function narrow(actions: readonly string[], wanted: string | undefined): readonly string[] {
  const known = actions.filter((action) => wanted === undefined || action === wanted);
  return [...new Set(known)].sort(inByteOrder);
}

export function isAfter(one: string, other: string): boolean {
  return inByteOrder(one, other) > 0;
}

function inByteOrder(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

const ACTIONS = `
  SELECT t.resource_type AS type, t.actions FROM action_types t
  WHERE t.tenant_id = $1 AND t.resource_type = $2`;

const TYPES = `
  SELECT t.resource_type AS type, t.actions, EXISTS (
    SELECT FROM resources r WHERE r.tenant_id = t.tenant_id AND r.type = t.resource_type) AS "hasResources"
  FROM action_types t
  WHERE t.tenant_id = $1 AND t.resource_type >= $2 AND ($2 <> t.resource_type OR NOT $3::boolean)
    AND ($4::text IS NULL OR t.resource_type = $4)
    AND ($5::text[] IS NULL OR t.resource_type = ANY ($5::text[]))
  ORDER BY t.resource_type LIMIT $6`;
