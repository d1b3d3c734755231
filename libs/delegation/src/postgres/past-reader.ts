import type { EntityManager } from 'typeorm';
import { Turns } from '../turns.js';

/** Asks the history of one tenant within one transaction: one statement at a time, as its connection can do no more. */
export class PastReader {
  private readonly turns = new Turns(1);

  constructor(
    private readonly tx: EntityManager,
    readonly tenant: string,
  ) {}

  /** The tenant is the first of the values. */
  async query<T>(text: string, values: readonly unknown[]): Promise<readonly T[]> {
    return await this.turns.run(
      async (): Promise<readonly T[]> => await this.tx.query(text, [this.tenant, ...values]),
    );
  }
}
