import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { BundleReadings } from './bundle-readings.js';
import { METRICS } from './catalogue.js';
import type { MetricKey } from './catalogue.js';
import { DecisionReadings } from './decision-readings.js';
import { exposed } from './exposed-metric.js';
import { HealthReadings } from './health-readings.js';
import { LogReadings } from './log-readings.js';
import type { Readings } from './readings.js';

/** All metrics of this process, in the text form of Prometheus. */
@Injectable()
export class Exposition {
  private readonly registry = new Registry();

  constructor(
    decisions: DecisionReadings,
    health: HealthReadings,
    bundles: BundleReadings,
    log: LogReadings,
  ) {
    const readings: Readings = {
      ...decisions.read(),
      ...health.read(),
      ...bundles.read(),
      ...log.read(),
    };
    for (const key of Object.keys(METRICS) as MetricKey[]) {
      this.registry.registerMetric(exposed(METRICS[key], readings[key]));
    }
    collectDefaultMetrics({ register: this.registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Reads everything now. Waits for nothing. */
  async text(): Promise<string> {
    return await this.registry.metrics();
  }
}
