import type { ProcessResult } from '../run-process.js';

const SHOWN_LINES = 20;

/** Throws when a step's program failed, with the last lines of what it complained. */
export function requireSuccess(step: string, run: ProcessResult): void {
  if (run.exitCode !== 0) {
    throw new Error(`${step} failed (exit code ${run.exitCode}):\n${tailOf(run)}`);
  }
}

function tailOf({ stderr, stdout }: ProcessResult): string {
  const text = stderr.trim() === '' ? stdout : stderr;
  return text.trimEnd().split('\n').slice(-SHOWN_LINES).join('\n');
}
