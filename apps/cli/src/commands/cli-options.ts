import { CliError } from '../terminal/cli-error.js';

/** Options of one call, by their long names in camel case. */
export class CliOptions {
  constructor(private readonly values: Readonly<Record<string, unknown>>) {}

  text(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** Of an option that may be given more than once. */
  texts(name: string): readonly string[] {
    const values = this.values[name];
    return Array.isArray(values) ? values.filter((one) => typeof one === 'string') : [];
  }

  flag(name: string): boolean {
    return this.values[name] === true;
  }

  /** @throws CliError when it is no whole number in these bounds */
  count(
    name: string,
    { min, max, absent }: { readonly min: number; readonly max: number; readonly absent: number },
  ): number {
    const text = this.text(name);
    if (text === undefined) {
      return absent;
    }
    const value = /^\d+$/u.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) {
      throw new CliError('cli.usage', `--${name} must be a whole number from ${min} to ${max}`);
    }
    return value;
  }
}
