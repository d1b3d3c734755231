/** Type and length, which counts itself but not the type (PostgreSQL protocol, section 54.7). */
const HEAD_BYTES = 5;
const NOTIFICATION_RESPONSE = 'A'.charCodeAt(0);

/** What happens to a notification on its way from the database. */
export type Treatment = 'pass' | 'drop' | 'delay';

/** How many later notifications a delayed one waits for. */
const DELAY = 3;

/** Treats the notifications of all connections of a proxy alike; everything else passes. */
export class NotificationFilter {
  treatment: Treatment = 'pass';
  private dropped = 0;
  private delayed = 0;

  /** How many were dropped and how many came late. */
  get counts(): Readonly<Record<'dropped' | 'delayed', number>> {
    const { dropped, delayed } = this;
    return { dropped, delayed };
  }

  /** For one connection: takes what the database sends and gives what the service is to get. */
  connection(): (bytes: Buffer) => Buffer {
    const held: Buffer[] = [];
    let rest: Buffer = Buffer.alloc(0);
    return (bytes) => {
      const [messages, incomplete] = split(Buffer.concat([rest, bytes]));
      rest = incomplete;
      return Buffer.concat(messages.flatMap((message) => this.treat(message, held)));
    };
  }

  private treat(message: Buffer, held: Buffer[]): readonly Buffer[] {
    if (message[0] !== NOTIFICATION_RESPONSE || this.treatment === 'pass') {
      return [message];
    }
    if (this.treatment === 'drop') {
      this.dropped += 1;
      return [];
    }
    held.push(message);
    const late = held.splice(0, Math.max(0, held.length - DELAY));
    this.delayed += late.length;
    return late;
  }
}

/** Whole messages, and the beginning of one that has not come whole yet. */
function split(bytes: Buffer): readonly [readonly Buffer[], Buffer] {
  const messages: Buffer[] = [];
  let at = 0;
  while (at + HEAD_BYTES <= bytes.length) {
    const end = at + 1 + bytes.readInt32BE(at + 1);
    if (end > bytes.length) {
      break;
    }
    messages.push(bytes.subarray(at, end));
    at = end;
  }
  return [messages, bytes.subarray(at)];
}
