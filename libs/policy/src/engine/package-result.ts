import type { Obligation, PolicyFailure } from '@legate/core';
import { isObligation } from './obligation-shape.js';

/** What one package said, checked. */
export interface PackageResult {
  readonly permits: readonly string[];
  readonly provenGuards: readonly string[];
  readonly obligations: readonly Obligation[];
  /** Shaped as obligations. */
  readonly advice: readonly Obligation[];
}

/** An answer that cannot be used, and why. */
export type RefusedResult = Omit<PolicyFailure, 'package'>;

const MEMBERS = new Set(['permit', 'guard', 'obligations', 'advice']);
const NONE: readonly never[] = [];

/**
 * Reads the result set of an entry rule, as JSON text. Only exactly the expected shape counts (WASM-1);
 * undefined (`[]`), further members and wrong types are refused. Throws when the text is not JSON.
 */
export function readPackageResult(json: string): PackageResult | RefusedResult {
  const result = onlyResult(JSON.parse(json));
  if (result === undefined) {
    return policyError('the package gave no result');
  }
  if (!Object.keys(result).every((name) => MEMBERS.has(name))) {
    return policyError('the package gave an unexpected member');
  }
  const permits = result['permit'] ?? NONE;
  const provenGuards = result['guard'] ?? NONE;
  if (!isTexts(permits) || !isTexts(provenGuards)) {
    return policyError('permit and guard must be sets of strings');
  }
  return readDuties({ permits, provenGuards }, result);
}

function readDuties(
  proofs: Pick<PackageResult, 'permits' | 'provenGuards'>,
  { obligations = NONE, advice = NONE }: Readonly<Record<string, unknown>>,
): PackageResult | RefusedResult {
  if (!isObligations(obligations)) {
    return {
      reason: 'indeterminate.obligation',
      detail: 'an obligation has not the shape it must',
    };
  }
  // Nobody has to follow it, but a policy that cannot spell it is broken: its permits prove nothing.
  return isObligations(advice)
    ? { ...proofs, obligations, advice }
    : { reason: 'indeterminate.advice', detail: 'an advice has not the shape it must' };
}

/** Tells the two answers of `readPackageResult` apart. */
export function isRefused(result: PackageResult | RefusedResult): result is RefusedResult {
  return 'reason' in result;
}

function policyError(detail: string): RefusedResult {
  return { reason: 'indeterminate.policy_error', detail };
}

function onlyResult(resultSet: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!Array.isArray(resultSet) || resultSet.length !== 1) {
    return undefined;
  }
  const row = resultSet[0] as { readonly result?: unknown } | null;
  const result = row?.result;
  return typeof result === 'object' && result !== null && !Array.isArray(result)
    ? (result as Record<string, unknown>)
    : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isObligations(value: unknown): value is readonly Obligation[] {
  return Array.isArray(value) && value.every(isObligation);
}
