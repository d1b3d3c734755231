import { ConflictError } from '@legate/core';
import { Importer } from '@legate/delegation';
import type { ImportResult } from '@legate/delegation';
import type { WriteScope, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { NdjsonBody } from '../../http/ndjson-body.js';
import { checkLines } from './check-lines.js';
import { ImportLimits } from './import-limits.js';
import { ImportSpool } from './import-spool.js';

/** Most imports that are read, or wait for their turn, at a time. */
const MAX_UNDER_WAY = 4;

export interface ImportOrder {
  readonly scope: WriteScope;
  readonly body: NdjsonBody;
  /** Whether the sender has authority over all grants. */
  readonly mayGrant: boolean;
}

/** Takes in imports: reads and checks all lines before anything is written. */
@Injectable()
export class ImportIntake {
  private underWay = 0;

  constructor(
    private readonly importer: Importer,
    private readonly limits: ImportLimits,
  ) {}

  /** @throws ConflictError `import.busy`; see `checkLines` and `Importer.run` */
  async take(order: ImportOrder): Promise<Written<ImportResult>> {
    if (this.underWay >= MAX_UNDER_WAY) {
      throw new ConflictError('import.busy', `there are ${MAX_UNDER_WAY} imports under way`);
    }
    this.underWay += 1;
    try {
      return await this.spoolAndRun(order);
    } finally {
      this.underWay -= 1;
    }
  }

  private async spoolAndRun({
    scope,
    body,
    mayGrant,
  }: ImportOrder): Promise<Written<ImportResult>> {
    const { limits } = this;
    const spool = await ImportSpool.create();
    try {
      await spool.keepBody(body.stream, limits.maxBytes);
      await checkLines(spool, { limits, readJson: body.readJson, mayGrant });
      return await this.importer.run(scope, spool);
    } finally {
      await spool.remove();
    }
  }
}
