import type { ChildProcess } from 'node:child_process';
import type { Duplex, Readable, Writable } from 'node:stream';

const MAX_STDERR_BYTES = 64 * 1024;

/** A run of git, with what it has started in a group of its own. */
export class GitProcess {
  /** Its exit code; null when a signal ended it. Rejects when it could not be started. */
  readonly ended: Promise<number | null>;
  private readonly errors: Buffer[] = [];
  private errorBytes = 0;

  constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    // Whoever waits for it is told; until then nobody need be.
    this.ended.catch(() => undefined);
    child.stderr?.on('data', (chunk: Buffer) => {
      if (this.errorBytes < MAX_STDERR_BYTES) {
        this.errors.push(chunk);
        this.errorBytes += chunk.length;
      }
    });
    // One that ends without reading its input is told of by its exit code.
    this.stdin.on('error', () => undefined);
  }

  get stdin(): Writable {
    return required(this.child.stdin);
  }

  get stdout(): Readable {
    return required(this.child.stdout);
  }

  /** The socket that is its file descriptor 3, and that of its hooks. */
  get channel(): Duplex {
    return required(this.child.stdio[3]) as Duplex;
  }

  get stderr(): string {
    return Buffer.concat(this.errors).toString('utf8').trim();
  }

  /** Ends it and all that it has started. */
  kill(): void {
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined || exitCode !== null || signalCode !== null) {
      return;
    }
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  }
}

function required<T>(stream: T | null | undefined): T {
  if (stream === null || stream === undefined) {
    throw new Error('git was started without this stream');
  }
  return stream;
}
