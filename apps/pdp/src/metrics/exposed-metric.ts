import { TimeHistogram } from '@legate/platform';
import type { Metric } from 'prom-client';
import type { MetricDefinition } from './catalogue.js';
import type { Labels, Reading } from './readings.js';

interface Exposed {
  readonly labels: Labels;
  readonly value: number;
  readonly metricName?: string;
}

/** A metric of the catalogue as prom-client's registry asks for it. */
export function exposed({ name, help, kind }: MetricDefinition, read: Reading): Metric {
  const metric = {
    name,
    help,
    type: kind,
    get: async () =>
      await Promise.resolve({
        ...{ name, help, type: kind, aggregator: 'sum' },
        values: Array.from(read()).flatMap(({ labels = {}, value }) =>
          value instanceof TimeHistogram ? buckets(name, labels, value) : [{ labels, value }],
        ),
      }),
  };
  // The registry asks for no more than this; its own classes would count a second time.
  return metric as unknown as Metric;
}

function buckets(name: string, labels: Labels, histogram: TimeHistogram): readonly Exposed[] {
  const bars = histogram.buckets.map(({ upTo, count }) => ({
    metricName: `${name}_bucket`,
    labels: { ...labels, le: upTo === Infinity ? '+Inf' : String(upTo) },
    value: count,
  }));
  return [
    ...bars,
    { metricName: `${name}_sum`, labels, value: histogram.sumSeconds },
    { metricName: `${name}_count`, labels, value: histogram.count },
  ];
}
