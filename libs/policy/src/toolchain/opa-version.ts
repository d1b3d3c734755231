import { reasonOf } from './reason-of.js';
import { runProcess } from './run-process.js';

/** The versions the policies are written for, as a person reads it. */
export const SUPPORTED_OPA = '>= 1.0.0 < 2';

const VERSION_LINE = /^Version: v?(\d+\.\d+\.\d+[-+~.\w]*)\s*$/m;
const ANSWER_TIMEOUT_MS = 30_000;

/** The version in the output of `opa version`; undefined when the output is not OPA's. */
export function parseOpaVersion(output: string): string | undefined {
  return VERSION_LINE.exec(output)?.[1];
}

/** Whether `version` is in {@link SUPPORTED_OPA}; a pre-release of 1.0.0 is not. */
export function isSupportedVersion(version: string): boolean {
  const [major] = numbersOf(version);
  return major === 1 && !version.startsWith('1.0.0-');
}

/** Orders versions by their three numbers, lower first. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}

/** Runs `path version` and returns the version; throws, with the reason, when that is no usable OPA. */
export async function supportedVersionOf(path: string): Promise<string> {
  const version = await versionOf(path);
  if (!isSupportedVersion(version)) {
    throw new Error(`${path} is OPA ${version}, but ${SUPPORTED_OPA} is needed`);
  }
  return version;
}

async function versionOf(path: string): Promise<string> {
  const run = await runProcess(path, ['version'], { timeoutMs: ANSWER_TIMEOUT_MS }).catch(
    (error: unknown) => {
      throw new Error(`${path} could not be run: ${reasonOf(error)}`, { cause: error });
    },
  );
  const version = parseOpaVersion(run.stdout);
  if (run.exitCode !== 0 || version === undefined) {
    throw new Error(`${path} does not answer \`version\` as OPA does (exit code ${run.exitCode})`);
  }
  return version;
}

function numbersOf(version: string): number[] {
  return (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? '').split('.').map(Number);
}
