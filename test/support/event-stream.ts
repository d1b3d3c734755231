import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';

/** One event of a stream (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface StreamEvent {
  readonly id: string | null;
  readonly event: string | null;
  readonly data: string | null;
}

/** Reads server-sent events as they come, over a connection of its own. */
export class EventStream {
  private text = '';
  private readonly chunks: AsyncIterator<Buffer>;

  private constructor(readonly response: IncomingMessage) {
    this.chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  static async open(
    url: string,
    key: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<EventStream> {
    const asked = request(url, {
      agent: false,
      headers: { authorization: `Bearer ${key}`, ...headers },
    });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    return new EventStream(response);
  }

  /** The next event; null when the stream has ended. */
  async next(): Promise<StreamEvent | null> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.text.slice(0, end);
        this.text = this.text.slice(end + 2);
        return parse(block);
      }
      const { done, value } = await this.chunks.next();
      if (done === true) {
        return null;
      }
      this.text += value.toString();
    }
  }

  /** The next so many events of that name; others are passed over. */
  async take(event: string, count: number): Promise<readonly StreamEvent[]> {
    const taken: StreamEvent[] = [];
    while (taken.length < count) {
      const next = await this.next();
      if (next === null) {
        throw new Error(`the stream ended after ${taken.length} of ${count}`);
      }
      if (next.event === event) {
        taken.push(next);
      }
    }
    return taken;
  }

  close(): void {
    this.response.destroy();
  }
}

function parse(block: string): StreamEvent {
  const read = (field: string): string | null =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${field}: `))
      ?.slice(field.length + 2) ?? null;
  return { id: read('id'), event: read('event'), data: read('data') };
}
