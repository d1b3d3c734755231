import type { LegateClient } from '../legate-client.js';
import type { EvaluationRequest, EvaluationResult, Obligation } from '../types.js';

/** Performs an obligation; what it throws is a failure, and no permit. */
export type PerformObligation<C> = (obligation: Obligation, context: C) => void | Promise<void>;

/** By type of obligation. Types that are not here are not supported: a permit with one is a deny. */
export type ObligationHandlers<C> = Readonly<Record<string, PerformObligation<C>>>;

export interface EnforcementOptions<C> {
  readonly obligations?: ObligationHandlers<C>;
}

/** What is asked for a request; what it throws is a failure, and no permit. */
export type MapQuestion<C> = (context: C) => EvaluationRequest | Promise<EvaluationRequest>;

export type Outcome =
  | { readonly kind: 'allowed'; readonly result: EvaluationResult }
  | { readonly kind: 'denied'; readonly result: EvaluationResult }
  | { readonly kind: 'undecided'; readonly cause: unknown };

/** Asks, and performs the obligations of the answer before a permit counts. Never throws. */
export async function enforce<C>(
  client: Pick<LegateClient, 'evaluate'>,
  context: C,
  map: MapQuestion<C>,
  { obligations = {} }: EnforcementOptions<C> = {},
): Promise<Outcome> {
  try {
    const question = await map(context);
    const supportedObligations = Object.keys(obligations);
    const result = await client.evaluate(question, { supportedObligations });
    if (result.decision) {
      await perform(result, obligations, context);
      return { kind: 'allowed', result };
    }
    // A deny stays one, whatever becomes of its obligations.
    await perform(result, obligations, context).catch(() => undefined);
    return { kind: 'denied', result };
  } catch (cause) {
    return { kind: 'undecided', cause };
  }
}

async function perform<C>(
  { obligations }: EvaluationResult,
  handlers: ObligationHandlers<C>,
  context: C,
): Promise<void> {
  for (const obligation of obligations) {
    const handler = Object.hasOwn(handlers, obligation.type)
      ? handlers[obligation.type]
      : undefined;
    await handler?.(obligation, context);
  }
}
