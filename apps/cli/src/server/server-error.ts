import type { Problem } from '../terminal/problems.js';

/** An error that the server has answered with. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  /** What is wrong with a pushed policy, where that is why. */
  readonly problems: readonly Problem[];

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    {
      problems = [],
      requestId,
    }: { readonly problems?: readonly Problem[]; readonly requestId: string | null },
  ) {
    super(message);
    this.problems = problems;
    this.requestId = requestId;
  }

  /** Finds the request in the server's log; null when no Legate answered. */
  readonly requestId: string | null;
}

/** Reads problem details (RFC 9457) as Legate writes them; whatever else it is, there is something to say. */
export function toServerError(status: number, text: string): ServerError {
  const fields = parseObject(text);
  const { code, detail, message, requestId, errors } = fields;
  const said = [detail, message].find((each) => typeof each === 'string' && each !== '');
  return new ServerError(
    status,
    typeof code === 'string' ? code : 'cli.unexpected_answer',
    typeof said === 'string' ? said : `the server answered with status ${status}`,
    {
      problems: Array.isArray(errors) ? errors.flatMap(toProblem) : [],
      requestId: typeof requestId === 'string' ? requestId : null,
    },
  );
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function toProblem(value: unknown): Problem[] {
  const { code, file, line, message } = (value ?? {}) as Partial<Record<keyof Problem, unknown>>;
  return typeof code === 'string' && typeof file === 'string' && typeof message === 'string'
    ? [{ code, file, line: typeof line === 'number' ? line : 0, message }]
    : [];
}
