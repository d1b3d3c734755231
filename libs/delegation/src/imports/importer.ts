import { ConflictError } from '@legate/core';
import { ActionTypes, SubjectTypes } from '@legate/directory';
import { RevisionedWriter, sqlStateOf } from '@legate/persistence';
import type { WriteScope, Written } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { ImportLines, ImportResult } from './import-lines.js';
import { ImportMerge } from './import-merge.js';
import { overtaken } from './tenant-lock.js';

/** How often an import is begun anew when other writes come in between. */
const MAX_ATTEMPTS = 3;
/** Somebody else has stored the same, or deleted what is referred to: unique and foreign key violation. */
const OVERTAKEN_STATES = new Set(['23505', '23503']);

/** Stores many objects of all kinds in one write, all or nothing, and without making other writes wait for it. */
@Injectable()
export class Importer {
  /** Each import holds a connection all along: one at a time leaves the others to the rest. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly writer: RevisionedWriter,
    private readonly subjectTypes: SubjectTypes,
    private readonly actionTypes: ActionTypes,
  ) {}

  /**
   * Waits for the imports before it. What is stored already as it is makes no new revision.
   *
   * @throws UnprocessableError, ConflictError as the single writes do, with the line; `grant.id_taken`;
   * ConflictError `conflict.concurrent` when other writes came in between each time; UnavailableError.
   */
  async run(scope: WriteScope, lines: ImportLines): Promise<Written<ImportResult>> {
    const running = this.last.then(async () => await this.attempt(scope, lines));
    this.last = running.catch(() => undefined);
    return await running;
  }

  private async attempt(scope: WriteScope, lines: ImportLines): Promise<Written<ImportResult>> {
    const { subjectTypes, actionTypes } = this;
    for (let attempt = 1; ; attempt += 1) {
      const merge = new ImportMerge(lines, { subjectTypes, actionTypes });
      try {
        return await this.writer.write(scope, async (unit) => await merge.merge(unit), {
          stage: async (unit) => {
            await merge.stage(unit);
          },
        });
      } catch (cause) {
        if (!isOvertaken(cause)) {
          throw cause;
        }
        if (attempt === MAX_ATTEMPTS) {
          throw overtaken();
        }
      }
    }
  }
}

function isOvertaken(cause: unknown): boolean {
  return cause instanceof ConflictError
    ? cause.code === 'conflict.concurrent'
    : OVERTAKEN_STATES.has(sqlStateOf(cause) ?? '');
}
