import { toServerError } from './server-error.js';

describe('toServerError', () => {
  it('reads problem details with the problems of a policy', () => {
    const problem = { code: 'policy.test.failed', file: 'a_test.rego', line: 3, message: 'no' };
    const body = {
      code: 'policy.build_refused',
      detail: 'refused',
      requestId: 'r',
      errors: [problem, 1],
    };
    expect(toServerError(422, JSON.stringify(body))).toMatchObject({
      status: 422,
      code: 'policy.build_refused',
      message: 'refused',
      requestId: 'r',
      problems: [problem],
    });
  });

  it.each(['', '<h1>502</h1>', 'null', '[]', '{"code": 1}'])('makes something of %j', (text) => {
    expect(toServerError(502, text)).toMatchObject({
      code: 'cli.unexpected_answer',
      message: 'the server answered with status 502',
      problems: [],
      requestId: null,
    });
  });
});
