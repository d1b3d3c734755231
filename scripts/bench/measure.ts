import autocannon from 'autocannon';

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What every answer must have in it; others make the measurement void. */
  readonly expectBody: string;
  /** What no answer may have in it. */
  readonly refuseBody?: string;
}

export interface Measurement {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export const CONNECTIONS = 32;

/** Loads one route for some seconds after a warm-up, over keep-alive connections. @throws on any wrong answer */
export async function measure(load: Load, seconds: number): Promise<Measurement> {
  await run(load, Math.max(1, Math.ceil(seconds / 4)));
  const result = await run(load, seconds);
  return {
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  };
}

async function run(
  { url, headers, body, expectBody, refuseBody }: Load,
  duration: number,
): Promise<autocannon.Result> {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    connections: CONNECTIONS,
    duration,
    verifyBody: (text) =>
      String(text).includes(expectBody) &&
      (refuseBody === undefined || !String(text).includes(refuseBody)),
  });
  const wrong = result.errors + result.non2xx + result.mismatches;
  if (wrong > 0) {
    throw new Error(`${url}: ${wrong} wrong answers of ${result.requests.total}`);
  }
  return result;
}
