import { USUAL_LIMITS } from '@legate/core';
import type { DecidingLimits } from '@legate/core';

/** Adds the limits of a decision to the text of its entry, where they are not the usual ones. */
export function limitsWriter({ maxChainLength, fuel }: DecidingLimits): (text: string) => string {
  if (maxChainLength === USUAL_LIMITS.maxChainLength && fuel === USUAL_LIMITS.fuel) {
    return (text) => text;
  }
  const end = `,"limits":${JSON.stringify({ maxChainLength, fuel })}}`;
  return (text) => text.slice(0, -1) + end;
}
