/** Bounds and places of the Git repositories of policies; a setting each. */
export class GitSettings {
  /** Folder of the repositories, one for each tenant. */
  readonly folder: string;
  /** Absolute path of the git command; null when there is none. */
  readonly program: string | null;
  /** Largest pack that a push may send, bytes. */
  readonly maxPackBytes: number;
  /** Size on disk from which on a repository takes no further push, bytes. */
  readonly maxRepositoryBytes: number;
  /** Longest time of a push or fetch, ms. */
  readonly timeoutMs: number;
  /** Pushes to this process at once; others are refused. */
  readonly maxPushes: number;
  /** Fetches from this process at once; others are refused. */
  readonly maxFetches: number;
  /** Whether a branch may be set to a commit that does not follow on what it is at. */
  readonly allowForcePush: boolean;

  constructor(settings: Readonly<GitSettings>) {
    this.folder = settings.folder;
    this.program = settings.program;
    this.maxPackBytes = settings.maxPackBytes;
    this.maxRepositoryBytes = settings.maxRepositoryBytes;
    this.timeoutMs = settings.timeoutMs;
    this.maxPushes = settings.maxPushes;
    this.maxFetches = settings.maxFetches;
    this.allowForcePush = settings.allowForcePush;
  }
}
