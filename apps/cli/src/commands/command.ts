import type { ServerApi } from '../server/server-api.js';
import type { Report } from '../terminal/report.js';
import type { Environment } from '../terminal/variable.js';
import type { CliOptions } from './cli-options.js';

/** What commands know of where they run. */
export interface CliContext {
  readonly cwd: string;
  readonly environment: Environment;
  readonly clock: () => Date;
  readonly readStandardInput: () => Promise<string>;
  /** Tells of something that takes time, on standard error. */
  readonly progress: (line: string) => void;
}

export interface CliOption {
  /** As commander writes them: `-o, --output <file>`. */
  readonly flags: string;
  readonly description: string;
  readonly choices?: readonly string[];
  /** May be given more than once. */
  readonly repeats?: boolean;
}

export interface CliArgument {
  /** `<needed>` or `[optional]`. */
  readonly name: string;
  readonly description: string;
  readonly choices?: readonly string[];
}

/** One run of a command. */
export interface Call {
  readonly context: CliContext;
  /** In the order of the command's arguments; undefined where one was left out. */
  readonly args: readonly (string | undefined)[];
  readonly options: CliOptions;
  /** The server that the options and the environment name. @throws CliError */
  readonly server: () => ServerApi;
}

/** A command, one file each; `registry.ts` lists them. */
export interface CliCommand {
  /** Its words: `policy check`. */
  readonly name: string;
  readonly summary: string;
  readonly args?: readonly CliArgument[];
  readonly options?: readonly CliOption[];
  /** Takes `--server`, `--key` and `--tenant`. */
  readonly usesServer?: boolean;
  /** Shown below its help. */
  readonly example?: string;
  /** @throws CliError, PolicyBuildError, OpaUnavailableError, which the caller tells of */
  run(call: Call): Promise<Report>;
}
