import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { verifyAt } from './verify-at.js';
import type { VerifyAnswer, VerifyTask } from './verify-thread.js';

/** The thread that verifies one stretch, and ends. */
async function run(): Promise<VerifyAnswer> {
  giveWay();
  const { settings, order } = workerData as VerifyTask;
  try {
    return { report: await verifyAt(settings, order) };
  } catch (cause) {
    return { failure: (cause as Error).message };
  }
}

/** Of this thread alone, on Linux: what is decided now comes first. */
function giveWay(): void {
  try {
    setPriority(0, constants.priority.PRIORITY_LOW);
  } catch {
    // Where it may not be changed, threads share alike.
  }
}

void run().then((answer) => {
  parentPort?.postMessage(answer);
});
