import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';

/** Lines that one hook may say. */
const MAX_LINES = 1000;
const MAX_LINE_LENGTH = 4096;
/** Control characters would be commands to the terminal of whoever pushes. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/gu;

/** What one hook asks: its name and object folder, and lines of `<before> <after> <ref>`. */
export interface HookRequest {
  readonly hook: string;
  readonly objects: string;
  readonly lines: readonly string[];
}

/** Prints a line in the terminal of whoever pushes. */
export type Say = (line: string) => void;

/** Answers a hook: whether git may go on. Must not throw. */
export type AnswerHook = (request: HookRequest, say: Say) => Promise<boolean>;

/** Answers the hooks of one push, one after the other, until the channel closes. Never rejects. */
export async function serveHooks(channel: Duplex, answer: AnswerHook): Promise<void> {
  const say = (line: string): void => {
    for (const part of line.split('\n')) {
      write(channel, `- ${part.replaceAll(CONTROL, ' ')}`);
    }
  };
  channel.on('error', () => undefined);
  let lines: string[] = [];
  let isTooMuch = false;
  const read = createInterface({ input: channel });
  channel.once('close', () => {
    read.close();
  });
  try {
    for await (const line of read) {
      if (line === 'end') {
        const isAccepted = !isTooMuch && (await answer(toRequest(lines), say));
        write(channel, isAccepted ? 'accept' : 'refuse');
        lines = [];
      } else if (lines.length < MAX_LINES && line.length <= MAX_LINE_LENGTH) {
        lines.push(line);
      } else {
        isTooMuch = true;
      }
    }
  } catch {
    // The process is gone, and with it who would have been told.
  }
}

function write(channel: Duplex, line: string): void {
  if (channel.writable) {
    channel.write(`${line}\n`);
  }
}

function toRequest([first = '', ...lines]: readonly string[]): HookRequest {
  const at = first.indexOf(' ');
  return at < 0
    ? { hook: first, objects: '', lines }
    : { hook: first.slice(0, at), objects: first.slice(at + 1), lines };
}
