import { parsePartialScope, parseScope } from './parse-scope.js';

const CONSTRAINT = { path: 'context.amount', op: 'max', value: 1 };
const NO_STAR = expect.stringMatching(/whole segment/) as string;

describe('parseScope', () => {
  it('parses every member', () => {
    const text = {
      actions: ['*', 'read'],
      resources: [{ type: 'doc', id: 'a/**' }],
      constraints: [CONSTRAINT],
    };
    expect(parseScope(text)).toEqual({
      scope: {
        actions: [
          expect.objectContaining({ text: '*' }),
          expect.objectContaining({ exact: 'read' }),
        ],
        resources: [
          {
            type: expect.objectContaining({ exact: 'doc' }),
            id: expect.objectContaining({ segments: ['a'], open: true }),
          },
        ],
        constraints: [CONSTRAINT],
      },
      problems: [],
    });
  });

  it('gives every problem with its JSON pointer (RFC 6901), and no scope', () => {
    const parsed = parseScope({
      actions: ['read', 'r*', ''],
      resources: [
        { type: 'doc', id: 'a' },
        { type: 'd*', id: '*a' },
        { type: 'doc', id: '../*' },
      ],
      constraints: [CONSTRAINT, { path: 'context.x', op: 'equals', value: null }],
    });
    expect(parsed).toEqual({
      problems: [
        { pointer: '/actions/1', message: NO_STAR },
        { pointer: '/actions/2', message: 'a selector cannot be empty' },
        { pointer: '/resources/1/type', message: NO_STAR },
        { pointer: '/resources/1/id', message: NO_STAR },
        { pointer: '/resources/2/id', message: expect.stringMatching(/"\.\." segment/) },
        { pointer: '/constraints/1', message: expect.stringMatching(/^equals needs/) },
      ],
    });
  });
});

describe('parsePartialScope', () => {
  it('leaves absent dimensions out, and keeps empty ones', () => {
    expect(parsePartialScope({})).toEqual({ scope: {}, problems: [] });
    expect(parsePartialScope({ actions: [], resources: [], constraints: [] })).toEqual({
      scope: { actions: [], resources: [], constraints: [] },
      problems: [],
    });
  });

  it('gives every problem with its JSON pointer, and no ceiling', () => {
    const parsed = parsePartialScope({
      actions: ['a*'],
      resources: [{ type: '', id: 'a' }],
      constraints: [{}],
    });
    expect(parsed.problems.map(({ pointer }) => pointer)).toEqual([
      '/actions/0',
      '/resources/0/type',
      '/constraints/0',
    ]);
    expect(parsed).not.toHaveProperty('scope');
  });
});
