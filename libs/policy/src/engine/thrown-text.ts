const MAX_LENGTH = 500;

/** What was thrown, in words of bounded length; compiled policies throw strings and plain objects too. */
export function thrownText(thrown: unknown): string {
  return describe(thrown).slice(0, MAX_LENGTH);
}

function describe(thrown: unknown): string {
  if (typeof thrown === 'string') {
    return thrown;
  }
  const message = (thrown as { readonly message?: unknown } | null | undefined)?.message;
  if (typeof message === 'string') {
    return message;
  }
  return `threw ${typeof thrown}`;
}
