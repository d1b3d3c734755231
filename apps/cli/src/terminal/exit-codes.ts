/** What the process ends with; docs/cli.md says the same. */
export const EXIT = {
  /** Done; what was checked holds. */
  ok: 0,
  /** A check failed, an expectation does not hold, or the server refused what was asked. */
  refused: 1,
  /** The command line, or a file that it names, cannot be used. */
  usage: 2,
  /** The server cannot be reached, or cannot answer now. */
  unreachable: 3,
  /** The server does not know the key, or the key may not do this. */
  forbidden: 4,
  /** There is no usable OPA to check policies with. */
  noOpa: 5,
  /** A fault of ours. */
  internal: 70,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
