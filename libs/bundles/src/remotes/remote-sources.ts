import { Injectable } from '@nestjs/common';
import type { RemoteCredential } from './bundle-remote.js';
import { BundleRemotes, secretPlace } from './bundle-remotes.js';
import { BundleServer } from './bundle-server.js';
import type { Asked, Found } from './bundle-source.js';
import { GitRepository } from './git-repository.js';
import { SecretBox } from './secret-box.js';

/** What a remote has, and whether it is to decide. */
export interface Answer {
  readonly found: Found;
  readonly activates: boolean;
}

/** Asks remotes of any kind, with what they are asked with. */
@Injectable()
export class RemoteSources {
  constructor(
    private readonly remotes: BundleRemotes,
    private readonly box: SecretBox,
    private readonly git: GitRepository,
    private readonly server: BundleServer,
  ) {}

  /** @throws RemoteError, NotFoundError, UnavailableError */
  async ask(
    { tenant, name }: { readonly tenant: string; readonly name: string },
    bounds: Pick<Asked, 'maxBytes' | 'signal'>,
  ): Promise<Answer> {
    const record = await this.remotes.record(tenant, name);
    const { definition: remote, credential: sealed, version, refusedVersion, activates } = record;
    const credential =
      sealed === null
        ? null
        : (JSON.parse(
            await this.box.open(sealed, secretPlace(tenant, name, 'credential')),
          ) as RemoteCredential);
    const source = remote.kind === 'git' ? this.git : this.server;
    const found = await source.ask({ remote, credential, version, refusedVersion, ...bounds });
    return { found, activates };
  }
}
