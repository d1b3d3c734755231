import type { HttpClient } from '../../test/support/http-client.js';

/** One question that was answered as it should be. */
export interface Asked {
  /** When it was asked, ms of the monotonic clock. */
  readonly at: number;
  readonly tookMs: number;
}

interface Answer {
  readonly decision: unknown;
  readonly context: { readonly reasons: readonly string[] };
}

/** One decision. */
export async function ask(client: HttpClient, question: object): Promise<Answer> {
  return (await client.post('/access/v1/evaluation', question)).body as Answer;
}

/** Connections that ask the same question again and again; every answer must permit. */
export class SteadyLoad {
  private isOver = false;
  private readonly asking: Promise<readonly Asked[]>;

  constructor(
    private readonly client: HttpClient,
    private readonly question: object,
    connections: number,
    /** Between an answer and the next question, ms. */
    private readonly restMs = 0,
  ) {
    const each = Array.from({ length: connections }, async () => await this.ask());
    this.asking = Promise.all(each).then((all) => all.flat());
  }

  /** Ends it. @returns all that was asked; rejects when a decision failed */
  async stop(): Promise<readonly Asked[]> {
    this.isOver = true;
    return await this.asking;
  }

  private async ask(): Promise<Asked[]> {
    const asked: Asked[] = [];
    while (!this.isOver) {
      const at = performance.now();
      const answer = await ask(this.client, this.question);
      asked.push({ at, tookMs: performance.now() - at });
      if (answer.decision !== true) {
        throw new Error(`a decision failed: ${JSON.stringify(answer)}`);
      }
      if (this.restMs > 0) {
        await pause(this.restMs);
      }
    }
    return asked;
  }
}

/** No decision may wait longer for what happens beside it. */
const LONG_MS = 20;

/** One line: how many, and how long they took. */
export function timesLine(name: string, asked: readonly Asked[]): string {
  const times = asked.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
  const at = (share: number): string =>
    (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
  const long = times.filter((ms) => ms > LONG_MS).length;
  return `${name.padEnd(28)}${String(times.length).padStart(6)} decisions, none failed   p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   longest ${at(1)} ms   over ${LONG_MS} ms ${long}`;
}

export async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}
