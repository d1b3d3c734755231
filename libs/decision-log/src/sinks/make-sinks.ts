import { hostname } from 'node:os';
import type { ShippingSettings } from '../shipping/shipping-settings.js';
import type { LogSink } from './log-sink.js';
import { NatsSink } from './nats-sink.js';
import { NdjsonFileSink } from './ndjson-file-sink.js';
import { OpaUploadSink } from './opa-upload-sink.js';
import type { OpaUploadSettings } from './opa-upload-sink.js';
import { StdoutSink } from './stdout-sink.js';

/** The sinks that are configured. */
export function makeSinks(
  { sinks, writer, version }: ShippingSettings,
  onRefused: OpaUploadSettings['onRefused'],
): readonly LogSink[] {
  const labels = { id: writer ?? hostname(), version };
  return [
    sinks.file === null ? null : new NdjsonFileSink(sinks.file),
    sinks.stdout ? new StdoutSink() : null,
    sinks.opa === null ? null : new OpaUploadSink({ ...sinks.opa, labels, onRefused }),
    sinks.nats === null ? null : new NatsSink(sinks.nats),
  ].filter((sink) => sink !== null);
}
