import { randomBytes } from 'node:crypto';
import { NotFoundError, UnauthenticatedError } from '@legate/core';
import { Injectable } from '@nestjs/common';
import { BundleRemotes, secretPlace } from './bundle-remotes.js';
import { RemotePoller } from './remote-poller.js';
import { RemoteStates } from './remote-states.js';
import { SecretBox } from './secret-box.js';
import { isSignedWebhook } from './webhook-signature.js';
import type { WebhookDelivery } from './webhook-signature.js';

/** Makes remotes be fetched from now. */
@Injectable()
export class RemoteHints {
  constructor(
    private readonly remotes: BundleRemotes,
    private readonly box: SecretBox,
    private readonly states: RemoteStates,
    private readonly poller: RemotePoller,
  ) {}

  /** What was refused is looked at again. @throws NotFoundError, UnavailableError */
  async fetch(tenant: string, name: string): Promise<void> {
    await this.remotes.record(tenant, name);
    await this.states.hint(tenant, name, true);
    this.poller.hint();
  }

  /**
   * Takes a webhook. A remote that is not there, or has no secret, is answered as a wrong signature, after as much work.
   * @throws UnauthenticatedError `webhook.unauthenticated`, UnavailableError
   */
  async deliver(tenant: string, name: string, delivery: WebhookDelivery): Promise<void> {
    const secret = await this.secret(tenant, name);
    const isSigned = isSignedWebhook(secret ?? randomBytes(32).toString('hex'), delivery);
    if (!isSigned || secret === null) {
      throw new UnauthenticatedError('webhook.unauthenticated', 'the webhook is not signed');
    }
    await this.states.hint(tenant, name);
    this.poller.hint();
  }

  private async secret(tenant: string, name: string): Promise<string | null> {
    try {
      const { webhookSecret } = await this.remotes.record(tenant, name);
      return webhookSecret === null
        ? null
        : await this.box.open(webhookSecret, secretPlace(tenant, name, 'webhook'));
    } catch (cause) {
      if (cause instanceof NotFoundError) {
        return null;
      }
      throw cause;
    }
  }
}
