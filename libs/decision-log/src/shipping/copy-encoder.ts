/** Start and end of COPY's binary form. https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format" */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const NULL_FIELD = -1;
const FIRST_BYTES = 320 * 1024;
const FROM_1970_TO_2000_MS = 946_684_800_000;
const TWO_TO_32 = 2 ** 32;

/** Type of what is in an array: https://www.postgresql.org/docs/current/catalog-pg-type.html */
const OID = { text: 25, uuid: 2950 } as const;

/** Writes the rows of one copy in its binary form, so that texts go to the database byte by byte as they are, with no escapes. */
export class CopyEncoder {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private used = SIGNATURE.copy(this.bytes);

  /** Bytes that are not taken yet. */
  get length(): number {
    return this.used;
  }

  /** The bytes since the last `take`, in memory of their own from now on. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.used);
    this.bytes = Buffer.allocUnsafe(FIRST_BYTES);
    this.used = 0;
    return taken;
  }

  /** As `take`, with the end of the copy. */
  end(): Buffer {
    this.reserve(2);
    this.used = this.bytes.writeInt16BE(-1, this.used);
    return this.take();
  }

  row(fields: number): void {
    this.reserve(2);
    this.used = this.bytes.writeInt16BE(fields, this.used);
  }

  text(value: string | null): void {
    if (value === null) {
      this.nothing();
      return;
    }
    this.reserve(4 + value.length * 3);
    const length = this.bytes.write(value, this.used + 4, 'utf8');
    this.bytes.writeInt32BE(length, this.used);
    this.used += 4 + length;
  }

  raw(value: Buffer): void {
    this.reserve(4 + value.length);
    this.used = this.bytes.writeInt32BE(value.length, this.used);
    this.used += value.copy(this.bytes, this.used);
  }

  uuid(value: string | null): void {
    if (value === null) {
      this.nothing();
    } else {
      this.raw(Buffer.from(value.replaceAll('-', ''), 'hex'));
    }
  }

  bool(value: boolean | null): void {
    if (value === null) {
      this.nothing();
      return;
    }
    this.reserve(5);
    this.used = this.bytes.writeInt32BE(1, this.used);
    this.used = this.bytes.writeUInt8(value ? 1 : 0, this.used);
  }

  /** A safe integer. */
  bigint(value: number | null): void {
    if (value === null) {
      this.nothing();
      return;
    }
    this.reserve(12);
    this.used = this.bytes.writeInt32BE(8, this.used);
    this.used = this.bytes.writeInt32BE(Math.floor(value / TWO_TO_32), this.used);
    this.used = this.bytes.writeUInt32BE(value >>> 0, this.used);
  }

  timestamp(msSince1970: number): void {
    this.bigint((msSince1970 - FROM_1970_TO_2000_MS) * 1000);
  }

  texts(values: readonly string[]): void {
    this.array(values, OID.text, (value) => {
      this.text(value);
    });
  }

  uuids(values: readonly string[]): void {
    this.array(values, OID.uuid, (value) => {
      this.uuid(value);
    });
  }

  private array(values: readonly string[], oid: number, write: (value: string) => void): void {
    this.reserve(24);
    const start = this.used;
    const dimensions = values.length === 0 ? [] : [values.length, 1];
    // Its length, number of dimensions, "has no null", type; of the one dimension its length and first index.
    for (const part of [0, dimensions.length / 2, 0, oid, ...dimensions]) {
      this.used = this.bytes.writeInt32BE(part, this.used);
    }
    values.forEach(write);
    this.bytes.writeInt32BE(this.used - start - 4, start);
  }

  private nothing(): void {
    this.reserve(4);
    this.used = this.bytes.writeInt32BE(NULL_FIELD, this.used);
  }

  private reserve(bytes: number): void {
    const needed = this.used + bytes;
    if (needed > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
      this.bytes.copy(larger, 0, 0, this.used);
      this.bytes = larger;
    }
  }
}
