import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { writeAdmin } from '../entry/write-admin.js';
import type { AdminToLog } from '../entry/write-admin.js';
import { LogWriter } from '../spool/log-writer.js';
import { RecorderSettings } from './recorder-settings.js';

/** Entries kept in memory until the log can be written again. */
const MAX_OWED = 10_000;

/** Records what is administered: entries of the same chain as decisions. */
@Injectable()
export class AdminRecorder {
  private owed: AdminToLog[] = [];
  private lost = 0;
  private answered = 0;

  constructor(
    private readonly log: LogWriter,
    private readonly settings: RecorderSettings,
  ) {}

  /** Whether a write may begin: its entry could be recorded now. */
  get isWell(): boolean {
    return this.log.isWell || this.isInsecure;
  }

  /** Answers that left without an entry, by the insecure setting. */
  get answeredUnrecorded(): number {
    return this.answered;
  }

  private get isInsecure(): boolean {
    return this.settings.isOff || this.settings.answersUnrecorded;
  }

  /** Records an entry. @returns its id; null when it is nowhere. Never rejects. */
  async record(entry: AdminToLog): Promise<string | null> {
    const id = randomUUID();
    if (this.settings.isOff) {
      return id;
    }
    if (await this.append(id, entry)) {
      return id;
    }
    this.answered += this.settings.answersUnrecorded ? 1 : 0;
    return this.settings.answersUnrecorded ? id : null;
  }

  /**
   * Records what has happened already. What cannot be recorded now is kept, and is recorded, as `late`, once the log
   * can be written again and `settle` is called; beyond a bound it is counted.
   *
   * @returns whether it is recorded
   */
  async recordDone(entry: AdminToLog): Promise<boolean> {
    const isRecorded = (await this.record(entry)) !== null;
    if (!isRecorded && this.owed.length < MAX_OWED) {
      this.owed.push({ ...entry, late: true });
    } else if (!isRecorded) {
      this.lost += 1;
    }
    return isRecorded;
  }

  /** Records what is owed. @returns how many entries are lost for good since it was last asked */
  async settle(): Promise<number> {
    const { owed } = this;
    this.owed = [];
    for (const [at, entry] of owed.entries()) {
      if (!(await this.append(randomUUID(), entry))) {
        this.owed.unshift(...owed.slice(at));
        return 0;
      }
    }
    const { lost } = this;
    this.lost = 0;
    return lost;
  }

  private async append(id: string, entry: AdminToLog): Promise<boolean> {
    let isRecorded = false;
    await this.log.append('admin', writeAdmin(id, entry), (is) => {
      isRecorded = is;
    });
    return isRecorded;
  }
}
