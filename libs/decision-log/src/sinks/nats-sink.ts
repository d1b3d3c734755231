import type { JetStreamClient } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { LogSink, SinkBatch } from './log-sink.js';

/** How many messages wait for their confirmation at a time. */
const IN_FLIGHT = 256;

export interface NatsSettings {
  /** `nats://host:port`, several with commas; `tls://` for TLS. */
  readonly servers: string;
  /** A stream of JetStream must hold this subject. */
  readonly subject: string;
  readonly user: string | null;
  readonly password: string | null;
  readonly token: string | null;
}

interface Connected {
  readonly connection: NatsConnection;
  readonly stream: JetStreamClient;
}

/**
 * Publishes each entry as one message to a JetStream stream, which confirms it. `Nats-Msg-Id` is `<writer>:<seq>`: the
 * server drops what it gets again within its duplicate window. The client is loaded only when this sink is used.
 */
export class NatsSink implements LogSink {
  readonly name = 'nats';
  private connected: Connected | null = null;

  constructor(private readonly settings: NatsSettings) {}

  async send({ writer, entries }: SinkBatch, signal: AbortSignal): Promise<void> {
    const { stream } = await this.connect();
    for (let at = 0; at < entries.length; at += IN_FLIGHT) {
      signal.throwIfAborted();
      await Promise.all(
        entries
          .slice(at, at + IN_FLIGHT)
          .map(
            async ({ bytes, seq }) =>
              await stream.publish(this.settings.subject, bytes, { msgID: `${writer}:${seq}` }),
          ),
      );
    }
  }

  async close(): Promise<void> {
    const { connected } = this;
    this.connected = null;
    await connected?.connection.close();
  }

  private async connect(): Promise<Connected> {
    if (this.connected !== null && !this.connected.connection.isClosed()) {
      return this.connected;
    }
    const { connect } = await import('@nats-io/transport-node');
    const { jetstream } = await import('@nats-io/jetstream');
    const { servers, user, password, token } = this.settings;
    const connection = await connect({
      servers: servers.split(',').map((server) => server.trim()),
      name: 'legate log shipping',
      // This sink's own loop tries again; until then a dead server is a failure that can be seen.
      reconnect: false,
      ...(user === null ? {} : { user }),
      ...(password === null ? {} : { pass: password }),
      ...(token === null ? {} : { token }),
    });
    this.connected = { connection, stream: jetstream(connection) };
    return this.connected;
  }
}
