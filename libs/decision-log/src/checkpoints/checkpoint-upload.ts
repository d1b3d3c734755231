import { readCheckpoint } from './checkpoint.js';
import type { OutsideSink } from './outside-sink.js';

export interface CheckpointUploadSettings {
  readonly url: string;
  /** Bearer token; null for none. */
  readonly token: string | null;
  readonly timeoutMs: number;
}

/** Posts each checkpoint as one JSON object. What is not answered with 2xx is sent again; a restart begins with the newest. */
export class CheckpointUpload implements OutsideSink {
  readonly name = 'http';
  private sent: number | null = null;

  constructor(private readonly settings: CheckpointUploadSettings) {}

  async last(): Promise<number | null> {
    return await Promise.resolve(this.sent);
  }

  async write(lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      await this.post(line);
      this.sent = readCheckpoint(line)?.checkpoint.number ?? this.sent;
    }
  }

  private async post(line: string): Promise<void> {
    const { url, token, timeoutMs } = this.settings;
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: line,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) {
      throw new Error(`the receiver of checkpoints answered ${response.status}`);
    }
  }
}
