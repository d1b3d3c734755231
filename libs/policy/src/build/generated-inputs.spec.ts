import { generatedInputs } from './generated-inputs.js';
import type { RegoModule } from './rego-ast.js';

const term = (type: string, value: unknown): object => ({ type, value });

/** A module whose only rule refers to these paths below `input` and holds these strings. */
function moduleOf(paths: readonly string[], strings: readonly string[] = []): RegoModule {
  const refs = paths.map((path) =>
    term('ref', [term('var', 'input'), ...path.split('.').map((name) => term('string', name))]),
  );
  const rule = { body: [{ terms: [...refs, ...strings.map((text) => term('string', text))] }] };
  return { package: { path: [] }, rules: [rule] } as unknown as RegoModule;
}

const at = (input: object, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], input);

describe('generated inputs', () => {
  it('are the same for the same policy, and give what it refers to every form, also none', () => {
    const path = 'resource.properties.owner';
    const modules = [moduleOf([path], ['alice'])];
    const inputs = generatedInputs(modules);
    expect(generatedInputs(modules)).toEqual(inputs);
    const forms = inputs.map((input) => {
      const value = at(input, path);
      return Array.isArray(value) ? 'list' : typeof value;
    });
    expect(new Set(forms)).toEqual(new Set(['string', 'number', 'list', 'object', 'undefined']));
    expect(JSON.stringify(inputs)).toContain('alice');
  });

  it('keep the types that we give ourselves: a name is a string, properties are an object', () => {
    const paths = ['action.name', 'subject.id', 'context', 'resource.properties', 'now', 'chain'];
    for (const input of generatedInputs([moduleOf(paths)])) {
      expect(typeof at(input, 'action.name')).toBe('string');
      expect(typeof at(input, 'subject.id')).toBe('string');
      for (const path of ['context', 'resource.properties']) {
        const value = at(input, path);
        expect({ type: typeof value, isList: Array.isArray(value) }).toEqual({
          type: 'object',
          isList: false,
        });
      }
      expect([typeof at(input, 'now'), Array.isArray(at(input, 'chain'))]).toEqual([
        'string',
        true,
      ]);
    }
  });

  it('cannot be led out of the input by what a policy calls its members', () => {
    generatedInputs([
      moduleOf(['context.__proto__.polluted', 'context.constructor.prototype.polluted']),
    ]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('are no more than a push can be measured with, whatever it refers to', () => {
    const paths = Array.from({ length: 5000 }, (_, index) => `context.member${index}`);
    const inputs = generatedInputs([moduleOf(paths)]);
    expect(inputs.length).toBeLessThanOrEqual(12);
    expect(JSON.stringify(inputs).length).toBeLessThan(4 * 1024 * 1024);
  });
});
