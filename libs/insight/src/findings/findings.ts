import { DecisionLimits } from '@legate/decision';
import { isGrantId } from '@legate/delegation';
import type { Page, PageRequest } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import { Snapshots } from '../snapshot.js';
import type { AtRevision } from '../snapshot.js';
import { collect, readPosition } from '../walk.js';
import type { Position, Step } from '../walk.js';
import { FINDING_KINDS } from './finding.js';
import type { Finding, FindingKind } from './finding.js';
import { walkGrants } from './grant-findings.js';
import type { GrantView } from './grant-findings.js';
import { walkAgents, walkInventory } from './owner-findings.js';

export interface FindingsQuery extends PageRequest {
  /** Only that kind. */
  readonly kind?: FindingKind | undefined;
  /** From how many days without use a grant counts as unused. */
  readonly days: number;
}

/** What somebody should look at: grants and agents that are more than is needed, or that nobody answers for. */
@Injectable()
export class Findings {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly limits: DecisionLimits,
  ) {}

  /** Findings by kind and id. @throws InvalidRequestError, UnavailableError */
  async list(
    tenant: string,
    { kind, days, limit, cursor }: FindingsQuery,
  ): Promise<AtRevision<Page<Finding>>> {
    const kinds = kind === undefined ? FINDING_KINDS : [kind];
    const position = readPosition({ cursor }, (one) => isFindingPosition(one, kinds));
    return await this.snapshots.read(tenant, async (snapshot) => {
      const view = { snapshot, limits: this.limits, days };
      return await collect(walkKinds(kinds, view, position), limit);
    });
  }
}

/** The kind, then a grant's or agent's id, or a resource's type and id. */
function isFindingPosition([kind, key, ...rest]: Position, kinds: readonly string[]): boolean {
  const isOfGrant = kind?.startsWith('grant.') === true;
  return (
    rest.length === 1 &&
    kinds.some((one) => one === kind) &&
    (isOfGrant ? isGrantId(key) : key !== undefined)
  );
}

async function* walkKinds(
  kinds: readonly FindingKind[],
  view: GrantView,
  position: Position | null,
): AsyncGenerator<Step<Finding>> {
  const [fromKind, ...key] = position ?? [];
  const first = kinds.findIndex((kind) => kind === fromKind);
  for (const kind of kinds.slice(Math.max(0, first))) {
    yield* walkKind(kind, view, kind === fromKind ? key : []);
  }
}

function walkKind(
  kind: FindingKind,
  view: GrantView,
  key: readonly string[],
): AsyncGenerator<Step<Finding>> {
  const [after = null] = key;
  switch (kind) {
    case 'grant.unused':
    case 'grant.wider_than_use':
    case 'grant.dead_parties':
      return walkGrants(kind, view, after);
    case 'agent.no_owner':
    case 'agent.no_live_owner':
      return walkAgents(kind, view.snapshot, after);
    case 'inventory.no_owner':
      return walkInventory(view.snapshot, key);
  }
}
