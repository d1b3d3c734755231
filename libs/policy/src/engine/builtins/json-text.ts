import { BuiltinError } from './builtin-error.js';
import { parseJsonText } from './rego-text.js';
import type { RegoValue } from './rego-value.js';

/** JSON as a policy meets it in a text; of members with the same name the last one counts, as in Go. */
export function parseJson(text: string): RegoValue {
  try {
    JSON.parse(text);
  } catch {
    throw new BuiltinError('invalid JSON');
  }
  return parseJsonText(text);
}
