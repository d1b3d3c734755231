import { BuiltinError } from './builtin-error.js';
import { text, type BuiltinFamily } from './operands.js';
import { RegoNumber, RegoObject, type RegoValue } from './rego-value.js';

/** 100 ns steps between the start of the Gregorian calendar and 1970. */
const GREGORIAN_TO_UNIX = 122_192_928_000_000_000n;

export const UUID: BuiltinFamily = {
  'uuid.parse': (value) => describe(parse(text(value))),
};

const FORMS = [
  /^(?:urn:uuid:)?([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/iu,
  /^([\da-f]{32})$/iu,
  // google/uuid looks at the length alone, not at what stands around it.
  /^.([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}).$/iu,
];

function parse(value: string): Buffer {
  for (const form of FORMS) {
    const [, digits] = form.exec(value) ?? [];
    if (digits !== undefined) {
      return Buffer.from(digits.replaceAll('-', ''), 'hex');
    }
  }
  throw new BuiltinError('invalid UUID');
}

function describe(uuid: Buffer): RegoObject {
  const version = uuid.readUInt8(6) >> 4;
  const members: Record<string, RegoValue> = {
    version: RegoNumber.of(version),
    variant: variant(uuid.readUInt8(8)),
  };
  if (version === 1 || version === 2) {
    const node = uuid.subarray(10);
    Object.assign(members, {
      time: RegoNumber.of(BigInt.asIntN(64, (timeOf(uuid) - GREGORIAN_TO_UNIX) * 100n)),
      nodeid: (node.toString('hex').match(/../gu) ?? []).join('-'),
      macvariables: `${bit(node, 2) ? 'local' : 'global'}:${bit(node, 1) ? 'multicast' : 'unicast'}`,
      clocksequence: RegoNumber.of(uuid.readUInt16BE(8) & 0x3fff),
    });
  }
  if (version === 2) {
    members['id'] = RegoNumber.of(uuid.readUInt32BE(0));
    members['domain'] = domain(uuid.readUInt8(9));
  }
  return RegoObject.of(members);
}

function bit(node: Buffer, mask: number): boolean {
  return (node.readUInt8(0) & mask) !== 0;
}

function timeOf(uuid: Buffer): bigint {
  const [low, mid, high] = [uuid.readUInt32BE(0), uuid.readUInt16BE(4), uuid.readUInt16BE(6)];
  return BigInt(low) | (BigInt(mid) << 32n) | (BigInt(high & 0xfff) << 48n);
}

function variant(byte: number): string {
  if ((byte & 0xc0) === 0x80) {
    return 'RFC4122';
  }
  if ((byte & 0xe0) === 0xc0) {
    return 'Microsoft';
  }
  return (byte & 0xe0) === 0xe0 ? 'Future' : 'Reserved';
}

function domain(byte: number): string {
  return ['Person', 'Group', 'Org'][byte] ?? `Domain${byte}`;
}
