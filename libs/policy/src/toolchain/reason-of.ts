/** What a person needs to read of a caught value: its message and that of its cause. */
export function reasonOf(error: unknown): string {
  if (!isErrorLike(error)) {
    return String(error);
  }
  // Node's fetch says only "fetch failed" and keeps why in the cause, for several addresses in `errors`.
  const inner = error.errors?.[0] ?? error.cause;
  const cause = inner === undefined ? '' : reasonOf(inner);
  const message = error.message === 'fetch failed' ? '' : error.message;
  if (message === '' || cause === '' || message.includes(cause)) {
    return message || cause;
  }
  return `${message} (${cause})`;
}

interface ErrorLike {
  readonly message: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

/** Not instanceof: errors of another realm, as in Jest or a vm, count too. */
function isErrorLike(value: unknown): value is ErrorLike {
  return typeof value === 'object' && value !== null && 'message' in value;
}
