import { RE2JS, RE2JSException, type Matcher } from 're2js';
import { BuiltinError, BuiltinLimitError, MAX_ITEMS, MAX_TEXT } from './builtin-error.js';
import { int, text, type BuiltinFamily } from './operands.js';

/** Compiled expressions that are kept, as OPA keeps as many. */
const MAX_COMPILED = 100;
/** Characters of an expression; what is compiled can be a thousand times as large. */
const MAX_PATTERN = 4096;
const compiled = new Map<string, RE2JS>();

/** Regular expressions as RE2 has them: the time is linear in the text, whatever the expression. */
export const REGEX: BuiltinFamily = {
  'regex.find_n': (pattern, value, limit) => {
    const most = int(limit);
    const found: string[] = [];
    for (const { start, end } of matches(compile(text(pattern)), text(value))) {
      if (most >= 0 && found.length >= most) {
        break;
      }
      found.push(text(value).slice(start, end));
    }
    return found;
  },
  'regex.replace': (search, pattern, value) =>
    replace(text(search), compile(text(pattern)), text(value)),
  'regex.split': (pattern, value) => {
    const expression = compile(text(pattern));
    return text(value) === '' && text(pattern) !== '' ? [''] : split(expression, text(value));
  },
  'regex.template_match': (template, value, start, end) =>
    compile(templatePattern(text(template), text(start), text(end)))
      .matcher(text(value))
      .find(),
};

function compile(pattern: string): RE2JS {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = compileNew(pattern);
    if (compiled.size >= MAX_COMPILED) {
      compiled.delete(compiled.keys().next().value ?? '');
    }
    compiled.set(pattern, expression);
  }
  return expression;
}

function compileNew(pattern: string): RE2JS {
  if (pattern.length > MAX_PATTERN) {
    throw new BuiltinLimitError('the expression is too long');
  }
  try {
    return RE2JS.compile(pattern);
  } catch (thrown) {
    if (thrown instanceof RE2JSException) {
      throw new BuiltinError(thrown.message);
    }
    throw thrown;
  }
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly matcher: Matcher;
}

/** All matches as Go finds them: an empty one that follows another match directly is none. */
function* matches(expression: RE2JS, value: string): Generator<Match> {
  const matcher = expression.matcher(value);
  let before = -1;
  let found = 0;
  while (matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (start !== end || start !== before) {
      found += 1;
      if (found > MAX_ITEMS) {
        throw new BuiltinLimitError('the expression matches too often');
      }
      yield { start, end, matcher };
    }
    before = end;
  }
}

function split(expression: RE2JS, value: string): string[] {
  const parts: string[] = [];
  let [from, to] = [0, 0];
  for (const { start, end } of matches(expression, value)) {
    to = start;
    if (end !== 0) {
      parts.push(value.slice(from, to));
    }
    from = end;
  }
  if (to !== value.length) {
    parts.push(value.slice(from));
  }
  return parts;
}

function replace(search: string, expression: RE2JS, value: string): string {
  let [result, from] = ['', 0];
  for (const { start, end, matcher } of matches(expression, search)) {
    result += search.slice(from, start) + expand(value, matcher, expression);
    from = end;
    if (result.length > MAX_TEXT) {
      throw new BuiltinLimitError('the text becomes too long');
    }
  }
  return result + search.slice(from);
}

/** Go's `Expand`: `$1`, `${1}`, `$name`, `${name}`, `$$`; an unknown group is empty. */
function expand(value: string, matcher: Matcher, expression: RE2JS): string {
  const groups = expression.namedGroups();
  return value.replace(
    /\$(?:(\$)|(\w+)|\{(\w+)\})/gu,
    (_, dollar?: string, plain?: string, braced?: string) => {
      if (dollar !== undefined) {
        return '$';
      }
      const name = plain ?? braced ?? '';
      const group = /^\d+$/u.test(name) ? Number(name) : (groups[name] ?? Infinity);
      return group > matcher.groupCount() ? '' : (matcher.group(group) ?? '');
    },
  );
}

/** The expression of a template, in which only what stands between delimiters is an expression. */
function templatePattern(template: string, start: string, end: string): string {
  if (Buffer.byteLength(start) !== 1 || Buffer.byteLength(end) !== 1) {
    throw new BuiltinError('a delimiter has to be exactly one character long');
  }
  let pattern = '^';
  let [level, from] = [0, 0];
  for (const [at, sign] of Array.from(
    { length: template.length },
    (_, i) => template[i],
  ).entries()) {
    if (sign === start) {
      level += 1;
      if (level === 1) {
        pattern += RE2JS.quote(template.slice(from, at));
        from = at + 1;
      }
    } else if (sign === end) {
      level -= 1;
      if (level === 0) {
        pattern += groupOf(template.slice(from, at));
        from = at + 1;
      }
    }
    if (level < 0) {
      break;
    }
  }
  if (level !== 0) {
    throw new BuiltinError('unbalanced braces');
  }
  return `${pattern}${RE2JS.quote(template.slice(from))}$`;
}

function groupOf(part: string): string {
  compile(`^${part}$`);
  return `(${part})`;
}
