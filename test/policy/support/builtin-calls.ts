import type { Json } from '@legate/core';
import fc from 'fast-check';
import {
  text,
  value,
  pattern,
  expansion,
  format,
  ip,
  version,
  units,
  layout,
  moment,
  date,
  duration,
  uuid,
  hex,
  graph,
  tree,
  operation,
  options,
  texts,
  small,
} from './builtin-arguments.js';
import {
  constraints,
  keyText,
  secret,
  signedPayload,
  signingHeader,
  signingKey,
  token,
} from './jwt-calls.js';

/** One call of a builtin. */
export interface BuiltinCall {
  readonly name: string;
  readonly args: readonly Json[];
}

const json = (arbitrary: fc.Arbitrary<Json>): fc.Arbitrary<Json> =>
  arbitrary.map((each) => JSON.stringify(each));

/** Arguments of each builtin that is run by us. */
const ARGUMENTS: Readonly<Record<string, readonly fc.Arbitrary<Json>[]>> = {
  sprintf: [format, fc.array(value, { maxLength: 3 })],
  'strings.any_prefix_match': [texts, texts],
  'strings.any_suffix_match': [texts, texts],
  'strings.count': [text, text],
  indexof_n: [text, text],
  'regex.find_n': [pattern, text, small],
  'regex.replace': [text, pattern, expansion],
  'regex.split': [pattern, text],
  'regex.template_match': [
    fc.constantFrom('a{[ab]+}b', '{a}', '{', 'a.b{.*}', '{(}', '{a{2}}'),
    text,
    fc.constant('{'),
    fc.constant('}'),
  ],
  'glob.quote_meta': [fc.constantFrom('*.github.com', 'a?b[c]{d}\\', 'x!y-z', '😀*')],
  'base64url.encode_no_pad': [text],
  'hex.encode': [text],
  'hex.decode': [hex],
  'urlquery.encode': [text],
  'urlquery.decode': [text],
  'urlquery.encode_object': [fc.dictionary(text, texts, { maxKeys: 3 })],
  'urlquery.decode_object': [text],
  'json.marshal_with_options': [value, options],
  'crypto.md5': [text],
  'crypto.sha1': [text],
  'crypto.sha256': [text],
  'crypto.hmac.md5': [text, text],
  'crypto.hmac.sha1': [text, text],
  'crypto.hmac.sha256': [text, text],
  'crypto.hmac.sha512': [text, text],
  'crypto.hmac.equal': [text, text],
  'io.jwt.decode': [token],
  'io.jwt.decode_verify': [token, constraints],
  'io.jwt.encode_sign': [signingHeader, signedPayload, signingKey],
  'io.jwt.encode_sign_raw': [json(signingHeader), json(signedPayload), json(signingKey)],
  ...Object.fromEntries(
    ['rs256', 'ps384', 'es256', 'rs512', 'es512'].map((alg) => [
      `io.jwt.verify_${alg}`,
      [token, keyText],
    ]),
  ),
  ...Object.fromEntries(
    ['hs256', 'hs384', 'hs512'].map((alg) => [`io.jwt.verify_${alg}`, [token, secret]]),
  ),
  'numbers.range_step': [small, small, fc.integer({ min: -1, max: 5 })],
  'units.parse': [units],
  'units.parse_bytes': [units],
  'semver.compare': [version, version],
  'semver.is_valid': [version],
  'uuid.parse': [uuid],
  'time.add_date': [moment, small, small, small],
  'time.clock': [moment],
  'time.date': [moment],
  'time.diff': [moment, moment],
  'time.format': [moment],
  'time.parse_duration_ns': [duration],
  'time.parse_ns': [layout, date],
  'time.parse_rfc3339_ns': [date],
  'time.weekday': [moment],
  'net.cidr_contains_matches': [
    fc.oneof(ip, fc.array(ip, { maxLength: 3 }), fc.dictionary(text, ip, { maxKeys: 2 })),
    ip,
  ],
  'net.cidr_expand': [ip.filter((each) => !/\/[0-9]$|^::|^2001:|fe80::\/64|10[0-4]$/u.test(each))],
  'net.cidr_is_valid': [ip],
  // OPA panics at IPv4 in IPv6's form, and at networks that begin with zeros.
  'net.cidr_merge': [
    fc.array(
      ip.filter((each) => !/^(?:::|1::)/u.test(each)),
      { maxLength: 4 },
    ),
  ],
  'graph.reachable_paths': [graph, fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 2 })],
  'json.patch': [tree, fc.array(operation, { maxLength: 2 })],
  'object.subset': [fc.oneof(tree, value), fc.oneof(tree, value)],
};

/** The builtins that are called, with the number of their arguments. */
export const ARITIES: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(ARGUMENTS).map(([name, args]) => [name, args.length]),
);

/** So many calls of each builtin; now and then an argument is anything. */
export function sampleCalls(seed: number, each: number): BuiltinCall[] {
  return Object.entries(ARGUMENTS).flatMap(([name, args]) => {
    // OPA keeps compiled templates and expressions under the same names, so that one may answer for the other.
    // A long range never ends there.
    const isPlain = ['regex.template_match', 'numbers.range_step', 'net.cidr_expand'].includes(
      name,
    );
    const mixed = args.map((arg) =>
      fc.oneof({ arbitrary: arg, weight: 19 }, { arbitrary: isPlain ? arg : value, weight: 1 }),
    );
    return fc
      .sample(fc.tuple(...mixed), { seed, numRuns: each })
      .map((sampled) => ({ name, args: sampled }));
  });
}
