import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PolicyEngine } from '@legate/policy';
import { build, REPO, SHIPPED } from '../../../test/policy/support/opa.js';
import { firstQuestion } from './first-question.js';

const RELOADS = 1000;
const EVERY = 100;

/** The memory of the process while one bundle takes the place of the other, again and again. */
export async function measureReloads(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const bundle = await build(join(REPO, SHIPPED.starter));
  const input = firstQuestion();
  const points: [number, number][] = [];
  for (let reload = 1; reload <= RELOADS; reload++) {
    const engine = await PolicyEngine.load(bundle);
    for (let each = 0; each < 20; each++) {
      engine.evaluate(input);
    }
    if (reload % EVERY === 0) {
      collect();
      await sleep(50);
      collect();
      points.push([reload, process.memoryUsage().rss / 2 ** 20]);
    }
  }
  console.log(points.map(([at, mib]) => `${at}: ${mib.toFixed(0)} MiB`).join(', '));
  // The first points are left out: until then the engine compiles and the heap takes its size.
  console.log(`slope: ${(slope(points.slice(2)) * 1024).toFixed(1)} KiB for a reload`);
}

/** Least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const above = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return above / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}
