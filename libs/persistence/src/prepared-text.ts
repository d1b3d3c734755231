import { InvariantViolation } from '@legate/core';

const NAMES = new Map<string, string>();

/**
 * Has every connection prepare a statement that goes through TypeORM, which cannot name one itself.
 *
 * @returns the text: what is sent with exactly this text and values is sent under the name.
 * @throws InvariantViolation when the name stands for another text.
 */
export function prepared(name: string, text: string): string {
  for (const [known, of] of NAMES) {
    if (of === name && known !== text) {
      throw new InvariantViolation('internal.error', `two statements are named ${name}`);
    }
  }
  NAMES.set(text, name);
  return text;
}

/** @internal */
export function nameOf(text: string): string | undefined {
  return NAMES.get(text);
}
