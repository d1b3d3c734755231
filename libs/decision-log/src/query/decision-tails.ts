import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { DecisionFilter } from './decision-filter.js';
import { LogReadSettings } from './log-read-settings.js';
import { LogReader } from './log-reader.js';
import { OpenStreams } from './open-streams.js';
import { entriesOf, isKnown, lastShipment, shipmentsFrom } from './shipments.js';
import type { Shipment } from './shipments.js';
import { readPlace, writePlace } from './tail-place.js';
import type { TailPlace } from './tail-place.js';

const POLL_MS = 250;
const HEARTBEAT_MS = 10_000;
/** After so long whoever follows has to come again, and to show again that it may. */
const LIFETIME_MS = 300_000;
const RETRY_MS = 1000;

/** Follows the log of a tenant, as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
@Injectable()
export class DecisionTails implements BeforeApplicationShutdown {
  private readonly streams: OpenStreams;
  private readonly stopping = new AbortController();

  constructor(
    private readonly log: LogReader,
    { maxTails }: LogReadSettings,
  ) {
    this.streams = new OpenStreams(maxTails);
  }

  /**
   * Every entry of every process that is shipped from now on, or behind the event of `lastEventId`, once and in the order
   * of shipping; each an event `entry`. Of what was missed and is not numbered any more, an event `gap` tells. It ends
   * after five minutes.
   *
   * @param gone when nobody takes it any more.
   * @throws InvalidRequestError `cursor.invalid`; UnavailableError `log.busy`, `database.unavailable`
   */
  async open({ tenant, filter, lastEventId }: TailRequest, gone: AbortSignal): Promise<Readable> {
    const asked = lastEventId === undefined ? null : readPlace(lastEventId);
    return await this.streams.add(async () => {
      const last = await lastShipment(this.log);
      const hasGap = asked !== null && !(await isKnown(this.log, asked));
      const from =
        asked === null || hasGap ? { shipment: last, seq: Number.MAX_SAFE_INTEGER } : asked;
      return Readable.from(this.follow({ tenant, filter, from, hasGap, gone }), {
        objectMode: false,
      });
    });
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
    this.streams.close(() => undefined);
  }

  private async *follow({ tenant, filter, from, hasGap, gone }: Followed): AsyncGenerator<string> {
    const end = AbortSignal.any([this.stopping.signal, gone, AbortSignal.timeout(LIFETIME_MS)]);
    let place = from;
    let saidAt = performance.now();
    yield `retry: ${RETRY_MS}\n\n${hasGap ? `event: gap\ndata: {}\n` : ''}${idLine(place)}\n`;
    while (!end.aborted) {
      const shipments = await shipmentsFrom(this.log, place);
      for (const shipment of shipments) {
        const after = shipment.id === place.shipment ? place.seq : 0;
        for await (const text of this.eventsOf(shipment, { tenant, filter, after })) {
          saidAt = performance.now();
          yield text;
        }
        place = { shipment: shipment.id, seq: shipment.lastSeq };
      }
      if (performance.now() - saidAt >= HEARTBEAT_MS) {
        saidAt = performance.now();
        yield `: nothing new\n${idLine(place)}\n`;
      }
      if (shipments.length === 0) {
        await delay(POLL_MS, undefined, { signal: end }).catch(() => undefined);
      }
    }
  }

  private async *eventsOf(
    shipment: Shipment,
    {
      tenant,
      filter,
      after,
    }: { readonly tenant: string; readonly filter: DecisionFilter; readonly after: number },
  ): AsyncGenerator<string> {
    let seen = after;
    for (;;) {
      const { entries, isLast } = await entriesOf(this.log, shipment, {
        tenant,
        filter,
        after: seen,
      });
      if (entries.length > 0) {
        yield entries
          .map(({ seq, entry }) => toEvent({ shipment: shipment.id, seq }, entry))
          .join('');
      }
      if (isLast) {
        return;
      }
      seen = entries.at(-1)?.seq ?? seen;
    }
  }
}

export interface TailRequest {
  readonly tenant: string;
  readonly filter: DecisionFilter;
  /** The `id` of an event. */
  readonly lastEventId: string | undefined;
}

interface Followed extends Omit<TailRequest, 'lastEventId'> {
  readonly from: TailPlace;
  readonly hasGap: boolean;
  readonly gone: AbortSignal;
}

const idLine = (place: TailPlace): string => `id: ${writePlace(place)}\n`;

/** An entry is JSON without a line break. */
function toEvent(place: TailPlace, entry: string): string {
  return `${idLine(place)}event: entry\ndata: ${entry}\n\n`;
}
