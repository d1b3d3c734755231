import type { ConstraintText, Value, Values } from './world.js';

/** What constraints speak about. */
export interface Asked {
  readonly action: Values;
  readonly resource: Values;
  readonly context: Values;
  readonly now: number;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** Whether what is asked meets a constraint. What is missing or of another type never does. */
export function meets({ path, op, value }: ConstraintText, asked: Asked): boolean {
  if (op === 'timeWindow') {
    return isWithin(value as unknown as Window, asked.now);
  }
  const actual = lookUp(path, asked);
  return actual !== undefined && OPERATORS[op]?.(actual, value) === true;
}

const OPERATORS: Readonly<Record<string, (actual: Value, value: Value) => boolean>> = {
  max: (actual, value) => isNumber(actual) && isNumber(value) && actual <= value,
  min: (actual, value) => isNumber(actual) && isNumber(value) && actual >= value,
  equals: (actual, value) => actual === value,
  oneOf: (actual, value) => Array.isArray(value) && value.some((choice) => choice === actual),
  prefix: (actual, value) =>
    isText(actual) && isText(value) && startsWith(actual.split('/'), value.split('/')),
};

interface Window {
  readonly from: string;
  readonly to: string;
  readonly days?: readonly string[];
}

function startsWith(segments: readonly string[], prefix: readonly string[]): boolean {
  return (
    !segments.some((segment) => ['', '.', '..'].includes(segment)) &&
    prefix.join('/') === segments.slice(0, prefix.length).join('/')
  );
}

function isWithin({ from, to, days }: Window, now: number): boolean {
  const moment = new Date(Math.floor(now));
  const clock = moment.toISOString().slice(11, 16);
  const today = DAYS[moment.getUTCDay()] ?? '';
  return from <= clock && clock < to && (days === undefined || days.includes(today));
}

function lookUp(path: string, { action, resource, context }: Asked): Value | undefined {
  const names = path.replace(/^(action|resource)\.properties/, '$1').split('.');
  return names.reduce<Value | undefined>(member, { action, resource, context });
}

function member(of: Value | undefined, name: string): Value | undefined {
  const isObject = typeof of === 'object' && of !== null && !Array.isArray(of);
  return isObject ? Object.entries(of).find(([own]) => own === name)?.[1] : undefined;
}

function isNumber(value: Value): value is number {
  return typeof value === 'number' && value - value === 0;
}

function isText(value: Value): value is string {
  return typeof value === 'string';
}
