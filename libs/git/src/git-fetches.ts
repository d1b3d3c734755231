import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { answerStream } from './answer-stream.js';
import type { GitRequestBody } from './feed-body.js';
import { GitProgram } from './git-program.js';
import { GitSettings } from './git-settings.js';
import { Repositories } from './repositories.js';
import { Slots } from './slots.js';

/** What git can be asked for over HTTP. */
export const GIT_SERVICES = ['git-upload-pack', 'git-receive-pack'] as const;
export type GitService = (typeof GIT_SERVICES)[number];

/** Who fetches, and whether it speaks version 2 of git's protocol; else it is the first. */
export interface Fetch {
  readonly tenant: string;
  readonly isVersion2: boolean;
}

/** Names of commits that a clone has and wants. */
const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

/** Gives out what repositories hold, over Git's smart HTTP (https://git-scm.com/docs/http-protocol). */
@Injectable()
export class GitFetches {
  private readonly slots: Slots;

  constructor(
    private readonly git: GitProgram,
    private readonly repositories: Repositories,
    private readonly settings: GitSettings,
  ) {
    this.slots = new Slots(settings.maxFetches, 'as many fetches as can be are under way');
  }

  /** The references of a repository and what git can do, as a service of git's begins. @throws UnavailableError */
  async advertise({ tenant, isVersion2 }: Fetch, service: GitService): Promise<Buffer> {
    const free = this.slots.take();
    try {
      const { path } = await this.repositories.open(tenant);
      const command = service.slice('git-'.length);
      const args = [command, '--stateless-rpc', '--advertise-refs', '.'];
      // There is no version 2 of pushing.
      const isSecond = isVersion2 && service === 'git-upload-pack';
      const refs = await this.git.run(path, args, { env: protocol(isSecond) });
      const head = isSecond ? [] : [packetLine(`# service=${service}\n`), FLUSH];
      return Buffer.concat([...head, refs]);
    } finally {
      free();
    }
  }

  /** @throws UnavailableError `git.busy`, `git.timeout`, `git.unavailable`; LimitExceededError; InvalidRequestError */
  async upload({ tenant, isVersion2 }: Fetch, body: GitRequestBody): Promise<Readable> {
    const free = this.slots.take();
    try {
      const { path } = await this.repositories.open(tenant);
      const args = ['upload-pack', '--stateless-rpc', '--strict', '.'];
      const git = this.git.start(path, args, { env: protocol(isVersion2) });
      git.ended.then(free, free);
      const { timeoutMs } = this.settings;
      return await answerStream(git, body, { maxBytes: MAX_REQUEST_BYTES, timeoutMs });
    } catch (cause) {
      free();
      throw cause;
    }
  }
}

const FLUSH = Buffer.from('0000');

function protocol(isVersion2: boolean): Readonly<Record<string, string>> {
  return isVersion2 ? { GIT_PROTOCOL: 'version=2' } : {};
}

/** https://git-scm.com/docs/protocol-common#_pkt_line_format */
function packetLine(text: string): Buffer {
  const length = Buffer.byteLength(text) + 4;
  return Buffer.from(`${length.toString(16).padStart(4, '0')}${text}`);
}
