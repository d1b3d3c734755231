/** A user of this system, as PostgreSQL will see itself. */
export interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** A program with its arguments and, when the start itself changes user, the ids to change to. */
export interface Command {
  program: string;
  args: readonly string[];
  uid?: number;
  gid?: number;
}

/** One way to run PostgreSQL's programs. */
export interface RunAs {
  description: string;
  /** Who must own PostgreSQL's data folder; `undefined` for whoever runs Legate. */
  owner: { uid: number; gid: number } | undefined;
  /** Every command replaces itself by `program` (exec), so its process id is the program's. */
  command(program: string, args: readonly string[]): Command;
}

/** All that a child of ours may know of our environment. */
export const CHILD_ENVIRONMENT = {
  PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
  LC_ALL: 'C',
  TZ: 'UTC',
} as const;

/** The way for everybody but root. */
export const RUN_AS_SELF: RunAs = {
  description: 'as this user',
  owner: undefined,
  command: (program, args) => ({ program, args }),
};

/**
 * The ways for root, whom PostgreSQL refuses, least power first. The later ones are for a data
 * folder or a `node_modules` below a folder closed to `account`, such as `/root` or `mktemp -d`:
 * a capability to pass through it, or a user namespace, in which root's files stay root's.
 */
export function waysForRoot(account: Account): RunAs[] {
  const ids = { uid: account.uid, gid: account.gid };
  return [
    {
      description: `as ${account.name}`,
      owner: ids,
      command: (program, args) => ({ program, args, ...ids }),
    },
    withCapability(account, 'dac_read_search'),
    // For containers, whose root has this one by default but not the weaker.
    withCapability(account, 'dac_override'),
    {
      description: `as ${account.name} in a user namespace`,
      owner: { uid: 0, gid: 0 },
      command: (program, args) => ({
        program: 'unshare',
        args: ['--user', `--map-user=${ids.uid}`, `--map-group=${ids.gid}`, program, ...args],
      }),
    },
  ];
}

function withCapability({ name, uid, gid }: Account, capability: string): RunAs {
  return {
    description: `as ${name} with ${capability}`,
    owner: { uid, gid },
    command: (program, args) => ({
      program: 'setpriv',
      args: [
        `--reuid=${uid}`,
        `--regid=${gid}`,
        '--clear-groups',
        // PostgreSQL asks access(2) for its own programs, which without this bit disregards the
        // capabilities of everybody but root (capabilities(7), SECBIT_NO_SETUID_FIXUP).
        '--securebits=+no_setuid_fixup',
        `--inh-caps=+${capability}`,
        `--ambient-caps=+${capability}`,
        program,
        ...args,
      ],
    }),
  };
}
