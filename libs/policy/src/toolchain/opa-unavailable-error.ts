import { StartupError } from '@legate/core';
import { SUPPORTED_OPA } from './opa-version.js';

/** One way to get OPA that did not work. */
export interface FailedWay {
  /** What was tried, for example `PATH` or `official release 1.4.2`. */
  readonly way: string;
  /** Why it did not work, in one or more lines. */
  readonly reason: string;
}

/** Thrown when no usable OPA can be had; the message lists each way tried, why it failed and what to do. */
export class OpaUnavailableError extends StartupError {
  constructor(
    readonly failures: readonly FailedWay[],
    options?: ErrorOptions,
  ) {
    super('opa.unavailable', messageOf(failures), options);
  }
}

function messageOf(failures: readonly FailedWay[]): string {
  const tried = failures.map(({ way, reason }) => `  - ${way}: ${indentFurtherLines(reason)}`);
  return [
    `No usable OPA (${SUPPORTED_OPA}). Tried:`,
    ...tried,
    'Install OPA 1.x so that `opa` is on PATH, or set LEGATE_OPA to the path of its binary.',
  ].join('\n');
}

function indentFurtherLines(text: string): string {
  return text.trimEnd().replaceAll('\n', '\n    ');
}
