import { COMMANDS } from '../commands/registry.js';
import { completionScript, nodesOf, SHELLS } from './completion-script.js';

describe('completion', () => {
  it('knows the root, each group and each command', () => {
    const nodes = nodesOf(COMMANDS);
    expect(nodes.map(({ path }) => path)).toEqual([
      '',
      'policy',
      'log',
      ...COMMANDS.map(({ name }) => name),
    ]);
    expect(nodes[0]?.words.map(({ word }) => word)).toEqual([
      'policy',
      'eval',
      'explain',
      'log',
      'replay',
      'completion',
    ]);
    const push = nodes.find(({ path }) => path === 'policy push');
    expect(push?.options.map(({ long }) => long)).toEqual(
      expect.arrayContaining(['--no-activate', '--revision', '--server', '--key', '--json']),
    );
  });

  it.each(SHELLS)('quotes what %s would read', (shell) => {
    const script = completionScript(shell, [
      { name: 'odd', summary: "it's $(odd)", run: async () => await Promise.reject(new Error()) },
    ]);
    expect(script).not.toMatch(/[^']it's \$/u);
  });
});
