import type { Company, Party } from './company.js';
import { randomArea } from './company.js';
import { grantTree } from './grant-trees.js';
import type { GrantTree } from './grant-trees.js';
import { Random } from './random.js';

export const EVALUATION = '/access/v1/evaluation';

export interface Delegation {
  readonly subject: Party;
  readonly actor: Party;
  readonly resourceId: string;
}

/** What the last grant of a tree's chain was given for. Other trees, other questions. */
export function delegationOf(company: Company, index: number): Delegation & { tree: GrantTree } {
  const tree = grantTree(company, index);
  const leaf = tree.chain.at(-1) ?? tree.chain[0];
  const random = new Random(company.size.seed, 2_000_000_000 + index);
  const team = Number(/\d+/.exec(leaf.area)?.[0]);
  const area = leaf.area.includes('/') ? leaf.area : randomArea(random, team);
  return {
    tree,
    subject: company.party(leaf.rootUid),
    actor: company.party(leaf.granteeUid),
    // Half of them are stored.
    resourceId: `${area}/doc-${random.below(20)}`,
  };
}

export function toQuestion({ subject, actor, resourceId }: Delegation): string {
  return JSON.stringify({
    subject: { type: subject.kind, id: subject.id, properties: { act: { sub: actor.id } } },
    action: { name: 'read' },
    resource: { type: 'record', id: resourceId },
  });
}

/**
 * Delegations over a chain of exactly that many grants. `from` counts trees in shares of the number of grants, of
 * which a tree has three to four on average: below 0.28 there are some.
 */
export function* delegationsOfLength(
  company: Company,
  length: number,
  from: number,
): Generator<Delegation & { tree: GrantTree }> {
  for (let index = Math.floor(company.size.grants * from); ; index += 1) {
    const delegation = delegationOf(company, index);
    if (delegation.tree.chain.length === length) {
      yield delegation;
    }
  }
}
