export function scopeOf<T>(
  parsed: { readonly scope: T } | { readonly problems: readonly unknown[] },
): T {
  return 'scope' in parsed ? parsed.scope : fail(JSON.stringify(parsed.problems));
}

export function fail(why: string): never {
  throw new Error(`the generated world is not valid: ${why}`);
}
