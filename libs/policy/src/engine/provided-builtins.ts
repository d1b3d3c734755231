import { HOST_BUILTINS } from './builtins/host-builtins.js';

/**
 * Builtins that `opa build -t wasm` compiles into the module itself (OPA 1.4.2, found by compiling a call of
 * every builtin and reading what the module then demands). They run inside the module's memory limit.
 */
const NATIVE_BUILTINS = `
  abs and array.concat array.reverse array.slice assign base64.decode base64.encode base64.is_valid
  base64url.decode base64url.encode bits.and bits.lsh bits.negate bits.or bits.rsh bits.xor ceil concat
  contains count div endswith eq equal floor format_int glob.match graph.reachable gt gte indexof
  internal.member_2 internal.member_3 internal.print internal.test_case intersection is_array is_boolean
  is_null is_number is_object is_set is_string json.filter json.is_valid json.marshal json.remove
  json.unmarshal lower lt lte max min minus mul neq net.cidr_contains net.cidr_intersects numbers.range
  object.filter object.get object.keys object.remove object.union object.union_n or plus print product
  regex.find_all_string_submatch_n regex.is_valid regex.match rego.metadata.chain rego.metadata.rule rem
  replace round sort split startswith strings.replace_n strings.reverse substring sum to_number trim
  trim_left trim_prefix trim_right trim_space trim_suffix type_name union upper walk
`
  .trim()
  .split(/\s+/);

/** The one list of builtins that a policy may use: the build's capabilities and the engine both go by it. */
export const PROVIDED_BUILTINS: ReadonlySet<string> = new Set([
  ...NATIVE_BUILTINS,
  ...HOST_BUILTINS.keys(),
]);
