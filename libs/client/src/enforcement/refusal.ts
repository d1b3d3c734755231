import type { Outcome } from './enforce.js';

/** Why a request is not let through, as problem details (RFC 9457). Reasons stay with us: they tell of policy. */
export interface Refusal {
  readonly status: 403 | 503;
  readonly problem: { readonly type: string; readonly title: string; readonly status: number };
}

export function toRefusal({ kind }: Exclude<Outcome, { readonly kind: 'allowed' }>): Refusal {
  return kind === 'denied' ? refusal(403, 'Forbidden') : refusal(503, 'Service Unavailable');
}

function refusal(status: Refusal['status'], title: string): Refusal {
  return { status, problem: { type: 'about:blank', title, status } };
}
