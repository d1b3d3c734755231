import { OperationalLog } from './operational-log.js';
import type { LogEvent } from './operational-log.js';

interface Line {
  readonly level: string;
  readonly event: string;
  readonly time: string;
  readonly err?: Record<string, unknown>;
  readonly [field: string]: unknown;
}

function written(event: LogEvent): { readonly line: Line; readonly text: string } {
  let text = '';
  const log = new OperationalLog('info', { write: (line) => (text += line) });
  log.warn(event);
  return { line: JSON.parse(text) as Line, text };
}

describe('a line of the operational log', () => {
  it('is JSON with its level by name, its event and its time', () => {
    const { line, text } = written({ event: 'config.ignored', warning: 'w' });
    expect(line).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      event: 'config.ignored',
      warning: 'w',
    });
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('has of an error its type, code, text and causes, and nothing that hangs on it', () => {
    const cause = Object.assign(new Error('connection refused'), {
      code: 'ECONNREFUSED',
      client: { password: 'pw' },
    });
    const err = Object.assign(new Error('the query failed', { cause }), {
      query: 'SELECT $1',
      parameters: ['alice', 'salary 5000'],
    });
    const { line, text } = written({ event: 'request.failed', err });
    expect(line.err).toEqual({
      type: 'Error',
      message: 'the query failed',
      stack: expect.any(String),
      cause: {
        type: 'Error',
        code: 'ECONNREFUSED',
        message: 'connection refused',
        stack: expect.any(String),
      },
    });
    expect(text).not.toMatch(/alice|salary|pw/);
  });

  it('holds an error that is its own cause', () => {
    const err = new Error('round');
    err.cause = err;
    expect(written({ event: 'request.failed', err }).line.err).toMatchObject({ message: 'round' });
  });

  it.each([
    ['a key of a caller', `lgt_${'k'.repeat(40)}`],
    ['a token', `eyJ${'a'.repeat(20)}.${'b'.repeat(20)}.${'c'.repeat(20)}`],
    ['the password of a URL', 'postgresql://legate:s3cret@db/legate'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMC4CAQ\n-----END PRIVATE KEY-----'],
  ])('hides %s, wherever it is', (_, secret) => {
    const { line, text } = written({
      event: 'request.failed',
      reason: `it was ${secret} there`,
      err: new Error(secret),
    });
    expect(line['reason']).toMatch(/^it was .*\(hidden\).* there$/);
    for (const part of [secret, 's3cret', 'MC4CAQ']) {
      expect(text).not.toContain(part);
    }
  });

  it('keeps what is no secret', () => {
    const reason = 'https://host:8080/path?x=lgt_ and a@b, eyJ';
    expect(written({ event: 'a.b', reason }).line['reason']).toBe(reason);
  });
});
