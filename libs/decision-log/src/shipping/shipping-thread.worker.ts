import { parentPort, workerData } from 'node:worker_threads';
import { Shipper } from './shipper.js';
import type { ShippingSettings } from './shipping-settings.js';

/** The thread that ships: away from the event loop that decides. Ends when it is told to and has delivered. */
async function ship(): Promise<void> {
  const shipper = new Shipper(workerData as ShippingSettings, {
    log: (level, event) => {
      parentPort?.postMessage({ kind: 'log', level, event });
    },
    report: (report) => {
      parentPort?.postMessage({ kind: 'report', report });
    },
  });
  parentPort?.once('message', () => {
    void shipper.close().finally(() => {
      parentPort?.close();
    });
  });
  await shipper.start();
}

void ship();
