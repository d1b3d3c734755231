/** Builtins that OPA's WASM target leaves to the host and that we refuse, and why (ADR 0025). */
export const REFUSED_BUILTINS: Readonly<Record<string, string>> = {
  'json.match_schema': "tells errors in the words of Go's library",
  'json.verify_schema': "tells errors in the words of Go's library",
  'yaml.is_valid': "reads YAML 1.1 as Go's library does",
  'yaml.marshal': "writes YAML as Go's library does",
  'yaml.unmarshal': "reads YAML 1.1 as Go's library does",
  'http.send': 'reaches the network',
  'net.lookup_ip_addr': 'reaches the network',
  'opa.runtime': 'tells the environment of the process',
  'rand.intn': 'is random',
  'uuid.rfc4122': 'is random',
  'time.now_ns': 'is a clock; the only one is `input.now_ns`',
  'crypto.x509.parse_and_verify_certificates': 'needs a clock',
  'crypto.x509.parse_and_verify_certificates_with_options': 'needs a clock',
  'crypto.x509.parse_certificates': "answers with structures of Go's library",
  'crypto.x509.parse_certificate_request': "answers with structures of Go's library",
  'crypto.x509.parse_keypair': 'reads private keys, which belong in no policy',
  'crypto.x509.parse_rsa_private_key': 'reads private keys, which belong in no policy',
  'crypto.parse_private_keys': 'reads private keys, which belong in no policy',
  'providers.aws.sign_req': 'signs requests, which only `http.send` could send',
  'regex.globs_match': 'answers as one library of Go does: no to `a*b*` and `b*c*`',
  'rego.parse_module': "is OPA's parser",
  'strings.render_template': "is Go's template language",
  'graphql.is_valid': "answers with structures of Go's library",
  'graphql.parse': "answers with structures of Go's library",
  'graphql.parse_and_verify': "answers with structures of Go's library",
  'graphql.parse_query': "answers with structures of Go's library",
  'graphql.parse_schema': "answers with structures of Go's library",
  'graphql.schema_is_valid': "answers with structures of Go's library",
};

/** Cases that OPA 1.4.2 compiles to another answer, on its own: its interpreter gives the wanted one. */
export const WASM_TARGET: Readonly<Record<string, string>> = {
  'dataderef: data/toplevel integer': 'an integer as the first step below `data`',
  'withkeyword: withkeyword/builtin: indirect call, arity 1, replacement is value that needs eval (array comprehension)':
    '`with` replaces a function by a computed value, called in another rule',
  'withkeyword: withkeyword/builtin: indirect call, arity 1, multiple, nested replacements':
    '`with` replaces a function by a computed value, called in another rule',
  'withkeyword: withkeyword/function: indirect call, arity 1, replacement is local variable via scan':
    '`with` replaces a function by a computed value, called in another rule',
  'withkeyword: withkeyword/function: indirect call, arity 1, multiple, nested replacements':
    '`with` replaces a function by a computed value, called in another rule',
};

/** Cases that ask what time it is in another way. */
export const CLOCK: Readonly<Record<string, string>> = {
  'jwtdecodeverify: jwtdecodeverify/rs256-exp-now-expired':
    '`io.jwt.decode_verify` without `time` is undefined for a token that has `exp` or `nbf`',
};

/** Categories of what only a later OPA than the pinned one understands. */
export const LATER_SYNTAX: Readonly<Record<string, string>> = {
  keywordrefs: 'keywords as parts of references',
  'string-interpolation': 'string interpolation',
  stringinterpolation: 'string interpolation',
};
