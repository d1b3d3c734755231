import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import { pollUntil } from './poll-until.js';
import { servesCluster } from './process-facts.js';

/** PostgreSQL's ways to shut down, and how long each is given: fast, immediate, and the kernel's. */
const STEPS = [
  { signal: 'SIGINT', boundMs: 60_000 },
  { signal: 'SIGQUIT', boundMs: 10_000 },
  { signal: 'SIGKILL', boundMs: 10_000 },
] as const;

/**
 * Stops the server of `cluster` and waits until it is gone. Does nothing when `pid` is not, or no
 * longer, that server. Nothing committed is lost, whichever step it takes.
 */
export async function stopServer(pid: number, cluster: string): Promise<void> {
  const isGone = async (): Promise<true | undefined> =>
    (await servesCluster(pid, cluster)) ? undefined : true;
  for (const { signal, boundMs } of STEPS) {
    if (await isGone()) {
      return;
    }
    signalIfThere(pid, signal);
    if (await pollUntil(isGone, { everyMs: 20, boundMs })) {
      return;
    }
  }
  throw new EmbeddedPostgresError(
    'database.embedded_failed',
    `PostgreSQL (pid ${pid}) in ${cluster} does not stop`,
  );
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw error;
    }
  }
}
