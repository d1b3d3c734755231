import { shown } from '../terminal/plain-text.js';
import type { Style } from '../terminal/style.js';
import { listed } from '../terminal/table.js';

/** Decisions that another policy makes otherwise, in a like way. */
export interface DifferenceGroup {
  readonly kind: string;
  readonly agent: { readonly type: string; readonly id: string } | null;
  readonly action: string;
  readonly resourceType: string;
  readonly reasons: readonly string[];
  readonly count: number;
  readonly samples: readonly unknown[];
}

export function renderGroup(
  { kind, agent, action, resourceType, reasons, count }: DifferenceGroup,
  style: Style,
): string {
  const by = agent === null ? '' : ` by ${agent.type}/${agent.id}`;
  const paint = kind === 'allowed' ? style.bad : style.warn;
  return `  ${paint(`${count} ${shown(kind)}`)} ${shown(`${action} ${resourceType}${by}: ${listed(reasons)}`)}`;
}
