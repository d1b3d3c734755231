import { callHostBuiltin, HOST_BUILTINS } from './host-builtins.js';

/** What the builtin answers, as the module reads it; undefined where Rego says so. */
function call(name: string, ...args: readonly string[]): string | undefined {
  const builtin = HOST_BUILTINS.get(name);
  if (builtin === undefined) {
    throw new Error(`no ${name}`);
  }
  return callHostBuiltin(builtin, args);
}

describe('host builtins (WASM-2)', () => {
  it('know sets, keys of any type and numbers of any length', () => {
    expect(call('object.subset', '{1, {"a": set()}, [2.0]}', '{{"a":set()},[2]}')).toBe('true');
    expect(call('sprintf', '"%v %v"', '[{[1]: {2,1}}, 123456789012345678901234567890]')).toBe(
      '"{[1]: {1, 2}} 123456789012345678901234567890"',
    );
    expect(call('sprintf', '"%s %v"', '[set(), {3, "a", null, [1], {"k": 1.50}}]')).toBe(
      '"set() {null, 3, \\"a\\", [1], {\\"k\\": 1.50}}"',
    );
  });

  it.each([
    ['time.date', '"x"'],
    ['regex.split', '"("', '"x"'],
    ['hex.decode', '"6"'],
    ['uuid.parse', '"x"'],
    ['json.patch', '{}', '[{"op":"remove","path":"a"}]'],
    ['io.jwt.decode', '"a.b"'],
    ['urlquery.decode', '"%zz"'],
  ])('%s of what it does not take is undefined', (name, ...args) => {
    expect(call(name, ...args)).toBeUndefined();
  });

  it.each([
    ['net.cidr_expand', '"10.0.0.0/8"'],
    ['net.cidr_expand', '"::/0"'],
    ['numbers.range_step', '0', '1000000000000', '1'],
    ['sprintf', '"%999999d%999999d%999999d%999999d%999999d"', '[1,2,3,4,5]'],
    ['regex.split', JSON.stringify('(a{1,9}){1,9}'.repeat(400)), '"x"'],
    ['graph.reachable_paths', completeGraph(12), '["0"]'],
    ['indexof_n', JSON.stringify('a'.repeat(70_000)), '"a"'],
  ])('%s fails rather than answer without bound', (name, ...args) => {
    expect(() => call(name, ...args)).toThrow(/too/u);
  });

  it('regular expressions take a time that is linear in the text', () => {
    const text = JSON.stringify(`${'a'.repeat(50_000)}!`);
    expect(call('regex.replace', text, '"(a*)*b"', '"x"')).toBe(text);
  });

  it('a token that has a time of its own is undefined unless the policy says what time it is', () => {
    const key = '{"kty":"oct","k":"c2VjcmV0"}';
    const signed = call('io.jwt.encode_sign', '{"alg":"HS256"}', '{"exp":2000}', key) ?? '';
    const verify = (more: string): string | undefined =>
      call('io.jwt.decode_verify', signed, `{"secret":"secret"${more}}`);
    expect(verify('')).toBeUndefined();
    expect(verify(',"time":1999000000000')).toBe('[true,{"alg":"HS256"},{"exp":2000}]');
    expect(verify(',"time":2000000000000')).toBe('[false,{},{}]');
    expect(verify(',"time":1999000000000,"alg":"HS512"')).toBe('[false,{},{}]');
  });

  it('a public key is no secret: HS256 with the text of an RSA key is not verified', () => {
    const jwk = '{\\"kty\\":\\"RSA\\",\\"e\\":\\"AQAB\\",\\"n\\":\\"sXch\\"}';
    const key = `{"kty":"oct","k":"${Buffer.from(jwk.replaceAll('\\', '')).toString('base64url')}"}`;
    const signed = call('io.jwt.encode_sign', '{"alg":"HS256"}', '{}', key) ?? '';
    expect(call('io.jwt.decode_verify', signed, `{"cert":"${jwk}","time":0}`)).toBe(
      '[false,{},{}]',
    );
  });

  it.each(['ES256', 'PS256'])('%s is not signed: its signatures are random', (alg) => {
    expect(() => call('io.jwt.encode_sign', `{"alg":"${alg}"}`, '{}', '{}')).toThrow(/random/u);
  });
});

function completeGraph(size: number): string {
  const nodes = Array.from({ length: size }, (_, index) => String(index));
  return JSON.stringify(Object.fromEntries(nodes.map((node) => [node, nodes])));
}
