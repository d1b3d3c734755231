import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Shipper } from './shipper.js';
import type { ShipperOutput } from './shipper.js';
import type { ThreadData } from './shipping-thread.js';

/** The thread that ships: away from the event loop that decides. Ends when it is told to and has delivered. */
async function ship(): Promise<void> {
  giveWay();
  const { settings, recorded } = workerData as ThreadData;
  const seq = new BigInt64Array(recorded);
  const output: ShipperOutput = {
    log: (level, event) => {
      parentPort?.postMessage({ kind: 'log', level, event });
    },
    report: (report) => {
      parentPort?.postMessage({ kind: 'report', report });
    },
  };
  const shipper = new Shipper(settings, output, () => Number(Atomics.load(seq, 0)));
  parentPort?.once('message', () => {
    void shipper.close().finally(() => {
      parentPort?.close();
    });
  });
  await shipper.start();
}

/** Of this thread alone, on Linux: what is decided now comes before what was; the spool holds it meanwhile. */
function giveWay(): void {
  try {
    setPriority(0, constants.priority.PRIORITY_LOW);
  } catch {
    // Where it may not be changed, threads share alike.
  }
}

void ship();
