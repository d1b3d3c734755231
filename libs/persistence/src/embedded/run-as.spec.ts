import { RUN_AS_SELF, waysForRoot } from './run-as.js';
import { runProgram } from './run-program.js';

const ACCOUNT = { name: 'postgres', uid: 101, gid: 104 };

describe('waysForRoot', () => {
  it('offers the ways with the least power first', () => {
    expect(waysForRoot(ACCOUNT).map((way) => way.description)).toEqual([
      'as postgres',
      'as postgres with dac_read_search',
      'as postgres with dac_override',
      'as postgres in a user namespace',
    ]);
  });

  it('changes only the ids in the first way', () => {
    const [plain] = waysForRoot(ACCOUNT);
    expect(plain?.command('/bin/postgres', ['-D', '/a b'])).toEqual({
      program: '/bin/postgres',
      args: ['-D', '/a b'],
      uid: 101,
      gid: 104,
    });
    expect(plain?.owner).toEqual({ uid: 101, gid: 104 });
  });

  it('gives one capability and no group in the second', () => {
    const way = waysForRoot(ACCOUNT)[1];
    expect(way?.command('/bin/postgres', ['-D', '/a b'])).toEqual({
      program: 'setpriv',
      args: [
        '--reuid=101',
        '--regid=104',
        '--clear-groups',
        '--securebits=+no_setuid_fixup',
        '--inh-caps=+dac_read_search',
        '--ambient-caps=+dac_read_search',
        '/bin/postgres',
        '-D',
        '/a b',
      ],
    });
    expect(way?.owner).toEqual({ uid: 101, gid: 104 });
  });

  it("keeps files root's own in the user namespace", () => {
    const way = waysForRoot(ACCOUNT)[3];
    expect(way?.command('/bin/postgres', ['-D', '/a b'])).toEqual({
      program: 'unshare',
      args: ['--user', '--map-user=101', '--map-group=104', '/bin/postgres', '-D', '/a b'],
    });
    expect(way?.owner).toEqual({ uid: 0, gid: 0 });
  });
});

describe('RUN_AS_SELF', () => {
  it('changes nothing', () => {
    expect(RUN_AS_SELF.command('/bin/postgres', ['-V'])).toEqual({
      program: '/bin/postgres',
      args: ['-V'],
    });
    expect(RUN_AS_SELF.owner).toBeUndefined();
  });
});

describe('runProgram', () => {
  it('hands on no more of the environment than it must', async () => {
    const { output } = await runProgram({ program: '/usr/bin/env', args: [] });
    expect(output.trim().split('\n').sort()).toEqual([
      'LC_ALL=C',
      'PATH=/usr/bin:/bin:/usr/sbin:/sbin',
      'TZ=UTC',
    ]);
  });

  it('answers what went wrong instead of throwing', async () => {
    expect(await runProgram({ program: 'legate-no-such-program', args: [] })).toEqual({
      exitCode: undefined,
      output: 'legate-no-such-program: not found',
    });
    const failed = await runProgram({ program: 'sh', args: ['-c', 'echo why >&2; exit 3'] });
    expect(failed).toEqual({ exitCode: 3, output: 'why\n' });
  });
});
