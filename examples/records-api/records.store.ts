import { Injectable } from '@nestjs/common';

export interface RecordEntry {
  readonly id: string;
  readonly text: string;
}

/** What the service is about; kept in memory, for it is an example. */
@Injectable()
export class RecordsStore {
  private readonly texts = new Map<string, string>([
    ['q1', 'Turnover of the first quarter'],
    ['q2', 'Turnover of the second quarter'],
  ]);

  find(id: string): RecordEntry | null {
    const text = this.texts.get(id);
    return text === undefined ? null : { id, text };
  }

  write({ id, text }: RecordEntry): void {
    this.texts.set(id, text);
  }
}
