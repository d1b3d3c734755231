import { BuiltinError } from './builtin-error.js';
import { isEqual, keyOf } from './compare.js';
import { array, object, text } from './operands.js';
import { isArray, RegoNumber, RegoObject, RegoSet, type RegoValue } from './rego-value.js';

type Path = readonly RegoValue[];

/** RFC 6902 over Rego's values: a set holds what a step names, and a path may be an array of steps. */
export function patchJson(target?: RegoValue, operations?: RegoValue): RegoValue {
  let result = target;
  for (const operation of array(operations)) {
    result = apply(result, object(operation));
  }
  return present(result);
}

function apply(target: RegoValue | undefined, operation: RegoObject): RegoValue | undefined {
  const path = pathOf(operation.get('path'));
  const value = (): RegoValue => present(operation.get('value'));
  const from = (): Path => pathOf(operation.get('from'));
  switch (text(operation.get('op'))) {
    case 'add':
      return insert(target, path, value());
    case 'remove':
      return remove(target, path);
    case 'replace':
      return insert(remove(target, path), path, value());
    case 'move':
      return insert(remove(target, from()), path, find(target, from()));
    case 'copy':
      return insert(target, path, find(target, from()));
    case 'test':
      return isEqual(find(target, path), value()) ? target : fail('another value');
    default:
      return fail('unrecognized op');
  }
}

function pathOf(value: RegoValue | undefined): Path {
  if (isArray(value)) {
    return value;
  }
  const path = text(value);
  return path === ''
    ? []
    : path
        .replace(/^\/+/u, '')
        .split('/')
        .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function find(target: RegoValue | undefined, path: Path): RegoValue {
  return path.reduce<RegoValue>((at, step) => child(at, step), present(target));
}

function insert(target: RegoValue | undefined, path: Path, value: RegoValue): RegoValue {
  const [step, ...rest] = path;
  if (step === undefined) {
    return value;
  }
  const parent = present(target);
  return rest.length > 0
    ? withChild(parent, step, insert(child(parent, step), rest, value))
    : withNewChild(parent, step, value);
}

function remove(target: RegoValue | undefined, path: Path): RegoValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) {
    return target === undefined ? fail('nothing is left') : undefined;
  }
  const parent = present(target);
  const old = child(parent, step);
  return rest.length > 0
    ? withChild(parent, step, present(remove(old, rest)))
    : withoutChild(parent, step);
}

function child(parent: RegoValue, step: RegoValue): RegoValue {
  const key = keyOf(step);
  if (parent instanceof RegoObject) {
    return present(parent.entries.find(([name]) => keyOf(name) === key)?.[1]);
  }
  if (parent instanceof RegoSet) {
    return present(parent.items.find((each) => keyOf(each) === key));
  }
  return isArray(parent) ? present(parent[indexOf(parent, step)]) : fail('a scalar');
}

/** The parent with another value in the place of a child that is there. */
function withChild(parent: RegoValue, step: RegoValue, value: RegoValue): RegoValue {
  if (isArray(parent)) {
    return parent.with(indexOf(parent, step), value);
  }
  if (parent instanceof RegoSet) {
    return distinct([...itemsWithout(parent, step), value]);
  }
  return withNewChild(parent, step, value);
}

function withNewChild(parent: RegoValue, step: RegoValue, value: RegoValue): RegoValue {
  if (isArray(parent)) {
    const index = indexOf(parent, step);
    return index > parent.length ? fail('out of bounds') : parent.toSpliced(index, 0, value);
  }
  if (parent instanceof RegoSet) {
    return isEqual(step, value)
      ? distinct([...itemsWithout(parent, step), value])
      : fail('set key does not equal value');
  }
  return parent instanceof RegoObject
    ? new RegoObject([...entriesWithout(parent, step), [step, value]])
    : fail('a scalar');
}

function withoutChild(parent: RegoValue, step: RegoValue): RegoValue {
  if (isArray(parent)) {
    return parent.toSpliced(indexOf(parent, step), 1);
  }
  return parent instanceof RegoSet
    ? new RegoSet(itemsWithout(parent, step))
    : new RegoObject(entriesWithout(object(parent), step));
}

function itemsWithout({ items }: RegoSet, step: RegoValue): readonly RegoValue[] {
  const key = keyOf(step);
  return items.filter((each) => keyOf(each) !== key);
}

function entriesWithout({ entries }: RegoObject, step: RegoValue): RegoObject['entries'] {
  const key = keyOf(step);
  return entries.filter(([name]) => keyOf(name) !== key);
}

function distinct(items: readonly RegoValue[]): RegoSet {
  return new RegoSet([...new Map(items.map((each) => [keyOf(each), each])).values()]);
}

/** `-` is the place after the last. */
function indexOf(parent: readonly RegoValue[], step: RegoValue): number {
  if (step === '-') {
    return parent.length;
  }
  const digits = step instanceof RegoNumber ? step.text : step;
  return typeof digits === 'string' && /^(?:0|[1-9]\d{0,8})$/u.test(digits)
    ? Number(digits)
    : fail('no index');
}

/** Null is a value; what is not there is an error. */
function present(value: RegoValue | undefined): RegoValue {
  return value === undefined ? fail('nothing is there') : value;
}

function fail(message: string): never {
  throw new BuiltinError(message);
}
