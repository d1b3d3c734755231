import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CONNECTIONS } from './measure.js';
import type { Load, Measurement } from './measure.js';
import { endWithUs } from './pinned-process.js';

const SCRIPT = join(__dirname, 'wrk.lua');
const run = promisify(execFile);

interface Said {
  readonly requests: number;
  readonly seconds: number;
  readonly wrong: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Loads one route for some seconds with wrk, on the core of this process. @throws on any wrong answer */
export async function measureWithWrk(load: Load, seconds: number): Promise<Measurement> {
  const { url, headers, body, expectBody, refuseBody } = load;
  const sent = Object.entries({ 'content-type': 'application/json', ...headers });
  const running = run(
    'wrk',
    [
      ...['--threads', '1', '--connections', String(CONNECTIONS), '--duration', `${seconds}s`],
      ...sent.flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
      ...['--latency', '--script', SCRIPT, url],
    ],
    {
      env: {
        ...process.env,
        BENCH_BODY: body,
        BENCH_EXPECT: expectBody,
        ...(refuseBody !== undefined && { BENCH_REFUSE: refuseBody }),
      },
    },
  );
  endWithUs(running.child);
  const { stdout } = await running;
  const said = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Said;
  if (said.wrong > 0 || said.requests === 0) {
    throw new Error(`${url}: ${said.wrong} wrong answers of ${said.requests}`);
  }
  return {
    requestsPerSecond: said.requests / said.seconds,
    p50Ms: said.p50Ms,
    p99Ms: said.p99Ms,
  };
}

export function hasWrk(): boolean {
  try {
    execFileSync('sh', ['-c', 'command -v wrk'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
