import type { Target } from './opa-binary.js';

/** An official release of OPA that we trust. */
export interface PinnedRelease {
  readonly version: string;
  /** SHA-256 (hex) of the release's files, by file name. */
  readonly digests: Readonly<Record<string, string>>;
}

/**
 * The release we download: the version Debian's source package has too, so that both ways give the same
 * compiler.
 *
 * The release site could not be reached where this was written. The digests come from two independent
 * public copies (the Hermit package list and an installer that pins them), which agree. For both Linux
 * files and darwin/arm64 there is a further proof: a third project pins the digests of the release's own
 * `.sha256` files, and `<digest>  <file name>\n` hashes to just these. No digest of the Windows file was
 * found, so it is not in the table: it is checked against the `.sha256` beside it, which shows a broken
 * download but not a forged release.
 */
export const OPA_RELEASE: PinnedRelease = {
  version: '1.4.2',
  digests: {
    opa_linux_amd64_static: '2c0ccdbbe0b8e2a5d12d9c42d92f1f34f494ffb32d1f3c4ddc36101be637d66f',
    opa_linux_arm64_static: 'facd6a9ea375c6299701f86b90b470e52305c5726c4f136e2980fa6123ae9613',
    opa_darwin_amd64: '5509df39af8bbfb6518f05c7f32966ffc19e6af9f4657ca2fb30405d6256ff7c',
    opa_darwin_arm64_static: 'e6cc4a691625958c3ad315eac8a51838ab8a1c13372777736342021fbc6b8cc3',
  },
};

const FILES: Readonly<Record<string, string>> = {
  'linux/x64': 'opa_linux_amd64_static',
  'linux/arm64': 'opa_linux_arm64_static',
  'darwin/x64': 'opa_darwin_amd64',
  'darwin/arm64': 'opa_darwin_arm64_static',
  'win32/x64': 'opa_windows_amd64.exe',
};

/** The name of the release's file for `target`; undefined when the project publishes none. */
export function releaseFileFor(target: Target): string | undefined {
  return FILES[`${target.platform}/${target.arch}`];
}
