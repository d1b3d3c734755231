import { Duplex } from 'node:stream';
import { serveHooks } from './hook-channel.js';
import type { AnswerHook, HookRequest } from './hook-channel.js';

/** What a hook that says these lines is told. */
async function tell(lines: readonly string[], answer: AnswerHook): Promise<string> {
  let told = '';
  const channel = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => {
      told += chunk.toString('utf8');
      done();
    },
  });
  channel.push(lines.map((line) => `${line}\n`).join(''));
  channel.push(null);
  await serveHooks(channel, answer);
  return told;
}

describe('the channel of hooks', () => {
  it('hands on what each asks, and whether git may go on', async () => {
    const asked: HookRequest[] = [];
    const told = await tell(
      [
        'pre-receive /repo/objects/incoming',
        'a b refs/heads/main',
        'end',
        'update',
        'a b refs/tags/x',
        'end',
      ],
      async (request) => {
        asked.push(request);
        return await Promise.resolve(request.hook === 'update');
      },
    );
    expect(asked).toEqual([
      { hook: 'pre-receive', objects: '/repo/objects/incoming', lines: ['a b refs/heads/main'] },
      { hook: 'update', objects: '', lines: ['a b refs/tags/x'] },
    ]);
    expect(told).toBe('refuse\naccept\n');
  });

  it('can be told no answer by what is said: every such line is marked, and holds no commands for a terminal', async () => {
    const told = await tell(['update', 'end'], async (_, say) => {
      say('accept');
      say('\u001b[31mred\u0007\nand more');
      return await Promise.resolve(false);
    });
    expect(told).toBe('- accept\n-  [31mred \n- and more\nrefuse\n');
  });

  it('refuses whoever says more than it takes, without asking', async () => {
    const lines = Array.from({ length: 1001 }, () => 'a b refs/tags/x');
    const told = await tell([...lines, 'end'], async () => await Promise.resolve(true));
    expect(told).toBe('refuse\n');
  });

  it('says nothing to one that ends before it is done', async () => {
    expect(await tell(['update', 'a b c'], async () => await Promise.resolve(true))).toBe('');
  });
});
