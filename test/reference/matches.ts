const DOTS = ['', '.', '..'];

/** Whether a selector's text matches a value, by way of a regular expression. */
export function matches(selector: string, value: string): boolean {
  const parts = selector.split('/');
  if (!parts.includes('*') && parts.at(-1) !== '**') {
    return literal(selector) === value;
  }
  if (value.split('/').some((segment) => DOTS.includes(segment))) {
    return false;
  }
  const source = parts.map((part, at) => {
    if (part === '**' && at === parts.length - 1) {
      return '[^/]+(/[^/]+)*';
    }
    return part === '*' ? '[^/]+' : literal(part).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  });
  return new RegExp(`^${source.join('/')}$`).test(value);
}

function literal(text: string): string {
  return text.split('\\*').join('*');
}

export function matchesAny(selectors: readonly string[], value: string): boolean {
  return selectors.some((selector) => matches(selector, value));
}
