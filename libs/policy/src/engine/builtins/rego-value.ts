/** A number as its text: what JSON carries, and no digit less. */
export class RegoNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  static of(value: number | bigint): RegoNumber {
    return new RegoNumber(String(value));
  }

  /** The nearest double. */
  get value(): number {
    return Number(this.text);
  }

  /** Undefined when it has a fraction or exponent, or is too long to be counted with. */
  get integer(): bigint | undefined {
    return /^-?\d{1,4096}$/u.test(this.text) ? BigInt(this.text) : undefined;
  }
}

/** A set; its items have no order and are distinct. */
export class RegoSet {
  readonly items: readonly RegoValue[];

  constructor(items: readonly RegoValue[]) {
    this.items = items;
  }
}

/** An object; keys may be any value. */
export class RegoObject {
  readonly entries: readonly (readonly [RegoValue, RegoValue])[];

  constructor(entries: readonly (readonly [RegoValue, RegoValue])[]) {
    this.entries = entries;
  }

  static of(members: Readonly<Record<string, RegoValue>>): RegoObject {
    return new RegoObject(Object.entries(members));
  }

  get(name: string): RegoValue | undefined {
    return this.entries.find(([key]) => key === name)?.[1];
  }
}

/** A value of Rego. */
export type RegoValue =
  null | boolean | string | RegoNumber | readonly RegoValue[] | RegoSet | RegoObject;

export function isArray(value: RegoValue | undefined): value is readonly RegoValue[] {
  return Array.isArray(value);
}

/** The name that Rego has for the type. */
export function typeName(value: RegoValue): string {
  if (value === null) {
    return 'null';
  }
  if (value instanceof RegoNumber) {
    return 'number';
  }
  if (value instanceof RegoSet) {
    return 'set';
  }
  return isArray(value) ? 'array' : typeof value;
}
