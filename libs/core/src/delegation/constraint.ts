import { isJsonObject } from '../model/json.js';
import type { Attributes, Json } from '../model/json.js';
import { isDayWindow, isWindowNarrower, isWithinWindow } from './day-window.js';
import type { DayWindow } from './day-window.js';

export type Scalar = string | number | boolean;

/**
 * One condition on a request. The language is closed so that for any two constraints it can be told whether
 * one is at least as narrow as the other. An attribute that is missing or of another type never satisfies.
 */
export type Constraint =
  | { readonly path: string; readonly op: 'max' | 'min'; readonly value: number }
  | { readonly path: string; readonly op: 'equals'; readonly value: Scalar }
  | { readonly path: string; readonly op: 'oneOf'; readonly value: readonly Scalar[] }
  /** The value is `value` itself or lies below it by whole `/`-separated segments. */
  | { readonly path: string; readonly op: 'prefix'; readonly value: string }
  /** The time of the decision lies in the window. */
  | { readonly path: 'now'; readonly op: 'timeWindow'; readonly value: DayWindow };

/** What constraints can look at. */
export interface ConstraintView {
  readonly action: { readonly properties: Attributes };
  readonly resource: { readonly properties: Attributes };
  readonly context: Attributes;
  /** ms since the epoch. */
  readonly now: number;
}

const PATH = /^(action\.properties|resource\.properties|context)(\.[A-Za-z0-9_-]+)+$/;

/** Checks the shape of a constraint. Gives the reason as text when it is not one. */
export function parseConstraint(candidate: Attributes): Constraint | string {
  const { path, op, value } = candidate;
  const extra = Object.keys(candidate).find((name) => !['path', 'op', 'value'].includes(name));
  if (extra !== undefined) {
    return `unknown member "${extra}"; a constraint has path, op and value`;
  }
  if (op === 'timeWindow') {
    return parseTimeWindow(path, value);
  }
  if (typeof path !== 'string' || !PATH.test(path)) {
    return 'path must be action.properties.…, resource.properties.… or context.…';
  }
  return isComparisonOp(op)
    ? PARSERS[op](path, value)
    : 'op must be max, min, equals, oneOf, prefix or timeWindow';
}

function parseTimeWindow(path: Json | undefined, value: Json | undefined): Constraint | string {
  if (path !== 'now') {
    return 'timeWindow needs the path "now"';
  }
  return isDayWindow(value)
    ? { path, op: 'timeWindow', value }
    : 'timeWindow needs {from, to, days?}: "HH:MM" in UTC with from before to, days among mon … sun';
}

type Parser = (path: string, value: Json | undefined) => Constraint | string;

const PARSERS: Readonly<Record<Comparison['op'], Parser>> = {
  max: (path, value) => parseBound(path, 'max', value),
  min: (path, value) => parseBound(path, 'min', value),
  equals: (path, value) =>
    isScalar(value) ? { path, op: 'equals', value } : 'equals needs a string, number or boolean',
  oneOf: (path, value) =>
    isScalarList(value)
      ? { path, op: 'oneOf', value }
      : 'oneOf needs a list of at least one string, number or boolean',
  prefix: (path, value) =>
    typeof value === 'string' && isPlainPath(value)
      ? { path, op: 'prefix', value }
      : 'prefix needs a string without empty, "." or ".." segments',
};

function parseBound(path: string, op: 'max' | 'min', value: Json | undefined): Constraint | string {
  return isFiniteNumber(value) ? { path, op, value } : `${op} needs a number`;
}

function isComparisonOp(op: Json | undefined): op is Comparison['op'] {
  return typeof op === 'string' && Object.hasOwn(PARSERS, op);
}

function isScalar(value: Json | undefined): value is Scalar {
  return typeof value === 'string' || typeof value === 'boolean' || isFiniteNumber(value);
}

/** `1e999` is JSON, and JSON.parse makes Infinity of it, which no policy can be shown: it is no number here. */
function isFiniteNumber(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isScalarList(value: Json | undefined): value is readonly Scalar[] {
  return Array.isArray(value) && value.length > 0 && value.every(isScalar);
}

function isPlainPath(value: string): boolean {
  return value.split('/').every((segment) => !['', '.', '..'].includes(segment));
}

/** Tells whether the request meets the constraint. */
export function isSatisfied(constraint: Constraint, view: ConstraintView): boolean {
  if (constraint.op === 'timeWindow') {
    return isWithinWindow(constraint.value, view.now);
  }
  return admits(constraint, valueAt(constraint.path, view));
}

type Comparison = Exclude<Constraint, { op: 'timeWindow' }>;

function admits(constraint: Comparison, value: Json | undefined): boolean {
  switch (constraint.op) {
    case 'max':
      return isFiniteNumber(value) && value <= constraint.value;
    case 'min':
      return isFiniteNumber(value) && value >= constraint.value;
    case 'equals':
      return value === constraint.value;
    case 'oneOf':
      return constraint.value.some((choice) => choice === value);
    case 'prefix':
      return typeof value === 'string' && isPlainPath(value) && isBelow(constraint.value, value);
  }
}

function isBelow(prefix: string, value: string): boolean {
  return value === prefix || value.startsWith(`${prefix}/`);
}

/** What a path leads to. Members of objects only: neither what a prototype has, nor a list's elements or length. */
export function valueAt(path: string, view: ConstraintView): Json | undefined {
  let found: unknown = view;
  for (const name of path.split('.')) {
    if (!isJsonObject(found) || !Object.hasOwn(found, name)) {
      return undefined;
    }
    found = found[name];
  }
  return found as Json;
}

/**
 * Tells whether every request that meets `inner` meets `outer`. Constraints on different paths, or that cannot
 * be compared, are not narrower.
 */
export function isNarrower(inner: Constraint, outer: Constraint): boolean {
  if (inner.path !== outer.path) {
    return false;
  }
  if (inner.op === 'timeWindow') {
    return outer.op === 'timeWindow' && isWindowNarrower(inner.value, outer.value);
  }
  if (outer.op === 'timeWindow') {
    return false;
  }
  const choices = choicesOf(inner);
  if (choices === null) {
    return isBoundNarrower(inner, outer);
  }
  // Not `admits`, one by one: two long lists would take the product of their lengths.
  const allowed = outer.op === 'oneOf' ? new Set(outer.value) : null;
  return choices.every((choice) => allowed?.has(choice) ?? admits(outer, choice));
}

/** The finitely many values that meet the constraint, or null when there is no end of them. */
function choicesOf(constraint: Comparison): readonly Scalar[] | null {
  if (constraint.op === 'oneOf') {
    return constraint.value;
  }
  return constraint.op === 'equals' ? [constraint.value] : null;
}

function isBoundNarrower(inner: Comparison, outer: Comparison): boolean {
  if (inner.op === 'max' && outer.op === 'max') {
    return inner.value <= outer.value;
  }
  if (inner.op === 'min' && outer.op === 'min') {
    return inner.value >= outer.value;
  }
  return inner.op === 'prefix' && outer.op === 'prefix' && isBelow(outer.value, inner.value);
}
