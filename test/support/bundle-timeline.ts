import type { HttpAnswer, HttpClient } from './http-client.js';
import { bundleOf, permitting, pushBundle } from './push-bundle.js';

export const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'read' },
  resource: { type: 'record', id: 'r1' },
};

/** A decision as its caller saw it. */
export interface Decided {
  readonly revision: number;
  readonly reasons: readonly string[];
}

export async function decide(client: HttpClient, minRevision = 0): Promise<Decided> {
  const headers = { 'legate-min-revision': String(minRevision) };
  const body = JSON.stringify(QUESTION);
  const answer = await client.send('POST', '/access/v1/evaluation', body, headers);
  if (answer.status !== 200) {
    throw new Error(`a decision failed: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  const { context } = answer.body as { readonly context: { readonly reasons: readonly string[] } };
  return { revision: Number(answer.headers.get('legate-revision')), reasons: context.reasons };
}

/** Which bundle was active from which revision on, as the pushes were answered. */
export class BundleTimeline {
  private readonly turns: { readonly revision: number; readonly reason: string }[] = [];

  /** The reason that decisions have from the first revision on. */
  constructor(reason: string) {
    this.turns.push({ revision: 0, reason });
  }

  /** Pushes a policy that permits for a reason of its own. */
  async push(client: HttpClient, name: string): Promise<HttpAnswer> {
    const answer = await pushBundle(client, bundleOf(name, { 'main.rego': permitting(name) }));
    this.note(answer, name);
    return answer;
  }

  note({ status, body }: HttpAnswer, name: string): void {
    if (status !== 200 && status !== 201) {
      throw new Error(`a switch failed: ${status} ${JSON.stringify(body)}`);
    }
    this.turns.push({ revision: Number(body.revision), reason: `permit.${name}` });
  }

  /** The reason that a decision must have. */
  at(revision: number): string {
    const before = this.turns.filter((turn) => turn.revision <= revision);
    return before.toSorted((a, b) => a.revision - b.revision).at(-1)?.reason ?? '';
  }

  /** Decisions that another bundle has made than the one of their revision. */
  wrong(decided: readonly Decided[]): readonly Decided[] {
    return decided.filter(({ revision, reasons }) => reasons.join() !== this.at(revision));
  }
}
