import { BuiltinError } from './builtin-error.js';
import { CRYPTO } from './crypto.js';
import { ENCODING } from './encoding.js';
import { GLOB } from './glob.js';
import { GRAPH } from './graph.js';
import { JWT } from './jwt.js';
import { NET_CIDR } from './net-cidr.js';
import { NUMBERS } from './numbers.js';
import { OBJECTS } from './objects.js';
import type { HostBuiltin } from './operands.js';
import { REGEX } from './regex.js';
import { parseRego, writeRego } from './rego-text.js';
import { SEMVER } from './semver.js';
import { STRINGS } from './strings.js';
import { TIME } from './time.js';
import { UUID } from './uuid.js';

/**
 * Builtins that we run for the module. All are functions of their arguments alone: no clock, no chance, no network,
 * no file. Not offered is what needs one of these, and what only a library of Go can answer (ADR 0025).
 */
export const HOST_BUILTINS: ReadonlyMap<string, HostBuiltin> = new Map(
  [
    STRINGS,
    REGEX,
    GLOB,
    ENCODING,
    CRYPTO,
    JWT,
    NUMBERS,
    SEMVER,
    UUID,
    TIME,
    NET_CIDR,
    GRAPH,
    OBJECTS,
  ].flatMap((family) => Object.entries(family)),
);

/**
 * Calls a builtin with arguments as the module writes them; answers as it reads them, undefined where OPA says so.
 * Whatever it throws ends the evaluation.
 */
export function callHostBuiltin(builtin: HostBuiltin, args: readonly string[]): string | undefined {
  try {
    return writeRego(builtin(...args.map(parseRego)));
  } catch (thrown) {
    if (thrown instanceof BuiltinError) {
      return undefined;
    }
    throw thrown;
  }
}
