import type { TimeHistogram } from '@legate/platform';
import type { MetricKey } from './catalogue.js';

export type Labels = Readonly<Record<string, string>>;

/** One value of a metric. */
export interface Sample {
  readonly labels?: Labels;
  readonly value: number | TimeHistogram;
}

/** Read when somebody asks: nothing is kept for metrics but what is counted anyway. */
export type Reading = () => Iterable<Sample>;
export type Readings<K extends MetricKey = MetricKey> = Readonly<Record<K, Reading>>;

/** Of a metric without labels; none when it is null. */
export function single(read: () => number | null): Reading {
  return () => {
    const value = read();
    return value === null ? [] : [{ value }];
  };
}

/** Of a metric with one label. */
export function labelled(
  label: string,
  read: () => Iterable<readonly [string, number | TimeHistogram]>,
): Reading {
  return () => Array.from(read(), ([of, value]) => ({ labels: { [label]: of }, value }));
}
