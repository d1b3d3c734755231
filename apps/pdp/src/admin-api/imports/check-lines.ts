import { setImmediate as nextTurn } from 'node:timers/promises';
import { ForbiddenError, InvalidRequestError, LimitExceededError } from '@legate/core';
import type { ErrorCode } from '@legate/core';
import type { ImportEntity } from '@legate/delegation';
import type { ReadJson } from '../../http/ndjson-body.js';
import { AdminValidationPipe } from '../shared/validation.js';
import type { ImportLimits } from './import-limits.js';
import type { ImportSpool } from './import-spool.js';
import { isImportEntity, LINE_READERS } from './line-readers.js';
import { splitLines } from './split-lines.js';
import type { TextLine } from './split-lines.js';

/** Most problems that are told at once. */
const MAX_PROBLEMS = 20;
/** Other requests get their turn after as many lines. */
const LINES_PER_TURN = 25;

interface LineProblem {
  readonly line: number;
  readonly pointer: string;
  readonly code: ErrorCode;
  readonly message: string;
}

export interface CheckOptions {
  readonly limits: ImportLimits;
  readonly readJson: ReadJson;
  /** Whether the sender has authority over all grants. */
  readonly mayGrant: boolean;
}

/**
 * Holds every line of a body against the rules of the single writes, and spools what it says.
 *
 * @throws InvalidRequestError with up to 20 problems, each with its line and JSON pointer; LimitExceededError;
 * ForbiddenError for a grant.
 */
export async function checkLines(spool: ImportSpool, options: CheckOptions): Promise<void> {
  const check = new LineCheck(spool, options);
  let count = 0;
  for await (const line of splitLines(spool.body(), options.limits.maxLineBytes)) {
    count += 1;
    requireCount(count, line, options.limits);
    await check.take(line);
    if (check.problems.length >= MAX_PROBLEMS) {
      break;
    }
    if (count % LINES_PER_TURN === 0) {
      await nextTurn();
    }
  }
  refuse(check.problems.slice(0, MAX_PROBLEMS));
  await spool.endAdding();
}

function requireCount(count: number, { line }: TextLine, { maxLines }: ImportLimits): void {
  if (count > maxLines) {
    throw new LimitExceededError('request.too_large', `there are more than ${maxLines} lines`, {
      details: { line },
    });
  }
}

function refuse(problems: readonly LineProblem[]): void {
  const [first] = problems;
  if (first !== undefined) {
    const { code, line, pointer, message } = first;
    throw new InvalidRequestError(code, `line ${line}: ${pointer}: ${message}`, {
      details: { line, pointer, problems: problems.map((problem) => ({ ...problem })) },
    });
  }
}

class LineCheck {
  readonly problems: LineProblem[] = [];
  private readonly pipe = new AdminValidationPipe();

  constructor(
    private readonly spool: ImportSpool,
    private readonly options: CheckOptions,
  ) {}

  async take({ line, bytes }: TextLine): Promise<void> {
    try {
      const { entity, ...rest } = requireObject(this.readJson(bytes));
      await this.takeObject(line, requireEntity(entity), rest);
    } catch (cause) {
      if (!(cause instanceof InvalidRequestError)) {
        throw cause;
      }
      this.problems.push(...problemsOf(cause, line));
    }
  }

  private readJson(bytes: Buffer): unknown {
    if (bytes.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)) {
      throw new InvalidRequestError('request.malformed', 'the text begins with a byte order mark');
    }
    try {
      return this.options.readJson(bytes);
    } catch (cause) {
      if (cause instanceof InvalidRequestError) {
        throw cause;
      }
      throw new InvalidRequestError('request.malformed', 'the line is not valid JSON', { cause });
    }
  }

  private async takeObject(line: number, entity: ImportEntity, rest: object): Promise<void> {
    if (entity === 'grant' && !this.options.mayGrant) {
      throw new ForbiddenError('grant.not_grantor', 'to import grants takes grants:any', {
        details: { line },
      });
    }
    const { input, key } = await LINE_READERS[entity](rest, this.pipe);
    const earlier = this.spool.claim(entity, key, line);
    if (earlier !== null) {
      throw new InvalidRequestError(
        'import.duplicate',
        `lines ${earlier} and ${line} are about the same object`,
      );
    }
    await this.spool.add(entity, { line, value: input });
  }
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

function requireObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InvalidRequestError('request.invalid', 'must be a JSON object');
  }
  return value as Readonly<Record<string, unknown>>;
}

function requireEntity(name: unknown): ImportEntity {
  if (!isImportEntity(name)) {
    const message = `must be one of ${Object.keys(LINE_READERS).join(', ')}`;
    throw new InvalidRequestError('request.invalid', message, {
      details: { problems: [{ pointer: '/entity', message }] },
    });
  }
  return name;
}

function problemsOf({ code, message, details }: InvalidRequestError, line: number): LineProblem[] {
  const named = details['problems'] as
    readonly Pick<LineProblem, 'pointer' | 'message'>[] | undefined;
  return (named ?? [{ pointer: '', message }]).map((problem) => ({
    line,
    pointer: problem.pointer,
    code,
    message: problem.message,
  }));
}
