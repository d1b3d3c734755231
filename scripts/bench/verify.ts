import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import {
  CheckpointKey,
  CheckpointKeys,
  LogVerifier,
  VerifySettings,
  verifySpool,
} from '@legate/decision-log';

const TIMEOUT_MS = 600_000;

/** Verifies a spool in this process. */
export async function measureVerifySpool(data: string): Promise<void> {
  const keys = CheckpointKeys.parse((await CheckpointKey.obtain(data)).publicKey);
  if (keys === null) {
    throw new Error('the key cannot be read');
  }
  const began = performance.now();
  const trusted = { keys, outsideFile: null };
  const { ok, checked } = await verifySpool(join(data, 'spool'), trusted, { maxFindings: 10 });
  tell('spool', { ok, checked, began });
}

/** Verifies all that is in the database with the thread that the service uses. */
export async function measureVerifyDatabase(data: string, databaseUrl: string): Promise<void> {
  const { publicKey: keys } = await CheckpointKey.obtain(data);
  const verifier = new LogVerifier(
    new VerifySettings({
      ...{ databaseUrl, keys, outsideFile: null, graceMs: 0 },
      ...{ connectTimeoutMs: 10_000, timeoutMs: TIMEOUT_MS },
    }),
  );
  const range = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2036-01-01T00:00:00Z') };
  const order = { ...range, after: null, limit: Number.MAX_SAFE_INTEGER, maxFindings: 10 };
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const { ok, checked } = await verifier.verify(order, new AbortController().signal);
  delay.disable();
  tell('database', { ok, checked, began });
  console.log(
    `  event loop meanwhile: p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, longest ${(delay.max / 1e6).toFixed(1)} ms`,
  );
}

function tell(
  what: string,
  {
    ok,
    checked,
    began,
  }: { readonly ok: boolean; readonly checked: number; readonly began: number },
): void {
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `verified the ${what}: ${checked} entries, ${ok ? 'nothing wrong' : 'SOMETHING WRONG'}, in ${seconds.toFixed(1)} s: ${(checked / seconds).toFixed(0)} entries/s`,
  );
}
