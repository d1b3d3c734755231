import { measureMetering } from './measure-metering.js';
import { measureReloads } from './measure-reloads.js';
import { measureRules } from './measure-rules.js';
import { measureRunaways } from './measure-runaways.js';

const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  metering: measureMetering,
  runaways: measureRunaways,
  rules: measureRules,
  reloads: measureReloads,
};
export const RUNTIME_PARTS = Object.keys(PARTS);

/** Measures the policy runtime within this process: no HTTP, no database. */
export async function runRuntime(parts: readonly string[]): Promise<void> {
  for (const part of parts) {
    console.log(`\n${part}`);
    await PARTS[part]?.();
  }
}
