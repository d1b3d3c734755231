import { Client } from 'pg';
import type { ClientConfig } from 'pg';
import { nameOf } from './prepared-text.js';

type Query = (...args: readonly unknown[]) => unknown;

/**
 * A connection that is closed with the first statement that it does not answer in time. The driver would go on
 * waiting for that answer, and TypeORM hands the connection back as if nothing had happened: every later statement
 * on it would wait for its time limit too, until the operating system finds the peer gone hours later.
 */
export class BoundedClient extends Client {
  constructor(config?: ClientConfig | string) {
    super(config);
    // Between two statements of a transaction nobody else listens, and a database that is killed would end the process.
    this.on('error', () => undefined);
    const query = this.query.bind(this) as Query;
    // Not an override: that would have to spell out every overload.
    this.query = ((...args: readonly unknown[]) =>
      this.closeOnTimeout(query(...named(args)))) as Client['query'];
  }

  private closeOnTimeout(answer: unknown): unknown {
    if (answer instanceof Promise) {
      answer.catch((cause: unknown) => {
        if (cause instanceof Error && cause.message === 'Query read timeout') {
          // With a statement under way this drops the socket; the pool then leaves the connection out.
          void this.end();
        }
      });
    }
    return answer;
  }
}

/** A statement by text and values, under its name if it has one. */
function named(args: readonly unknown[]): readonly unknown[] {
  const [text, values, ...rest] = args;
  const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
  return name === undefined ? args : [{ name, text, values }, ...rest];
}
