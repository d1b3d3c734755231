import { PdpError } from '@legate/core';
import { OperationalLog } from '@legate/platform';
import { PolicyBuildError } from '@legate/policy';
import { Injectable } from '@nestjs/common';
import { BundleIntake } from '../bundle-intake.js';
import type { RemoteProblem } from './bundle-remote.js';
import type { Found } from './bundle-source.js';
import { RemoteError } from './remote-error.js';
import { RemoteSources } from './remote-sources.js';
import { RemoteStates } from './remote-states.js';
import type { Claim, Fetched } from './remote-states.js';

/** Problems of a policy that the state of a remote shows; the list of bundles has all of them. */
const MAX_PROBLEMS = 20;
/** What is said of a bundle itself: having it again changes nothing. */
const REFUSALS: ReadonlySet<string> = new Set(['bundle.superseded', 'request.too_large']);

/** Fetches from one remote, and takes in what is new as a push would be. */
@Injectable()
export class RemoteFetcher {
  constructor(
    private readonly sources: RemoteSources,
    private readonly states: RemoteStates,
    private readonly intake: BundleIntake,
    private readonly log: OperationalLog,
  ) {}

  /** Never throws: what went wrong is in the state of the remote, and in the log. */
  async fetch(claim: Claim, stop: AbortSignal): Promise<void> {
    const renewing = setInterval(() => {
      this.states.renew(claim).catch(() => undefined);
    }, this.states.leaseMs / 3);
    try {
      const fetched = await this.outcome(claim, stop);
      if (!stop.aborted) {
        this.tell(claim, fetched);
        await this.states.finish(claim, fetched);
      }
    } catch (err) {
      // The lease runs out, and somebody tries again.
      this.log.warn({ event: 'bundle_remote.not_recorded', ...claim, err });
    } finally {
      clearInterval(renewing);
    }
  }

  private async outcome(claim: Claim, stop: AbortSignal): Promise<Fetched> {
    try {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(this.states.timeoutMs)]);
      const bounds = { maxBytes: this.intake.maxBytes, signal };
      const { found, activates } = await this.sources.ask(claim, bounds);
      return await this.takeIn(claim, activates, found);
    } catch (cause) {
      return { kind: 'failed', error: toProblem(cause) };
    }
  }

  private async takeIn(claim: Claim, activates: boolean, found: Found): Promise<Fetched> {
    switch (found.kind) {
      case 'unchanged':
        return { kind: 'confirmed' };
      case 'refused_before':
        return { kind: 'refused_before' };
      case 'refused':
        return { kind: 'refused', version: found.version, error: toProblem(found.error) };
      case 'new':
        return await this.push(claim, activates, found);
    }
  }

  private async push(
    claim: Claim,
    activate: boolean,
    { version, archive }: Extract<Found, { kind: 'new' }>,
  ): Promise<Fetched> {
    // An admin may have written the remote meanwhile.
    if (!(await this.states.renew(claim))) {
      throw new RemoteError('bundle_remote.fetch_failed', 'the remote has changed meanwhile');
    }
    const scope = { tenant: claim.tenant, author: `bundle-remote:${claim.name}` };
    try {
      const { value } = await this.intake.push(scope, { archive, activate });
      return { kind: 'taken', version, bundle: value.bundle.id };
    } catch (cause) {
      if (isRefusal(cause)) {
        return { kind: 'refused', version, error: toProblem(cause) };
      }
      throw cause;
    }
  }

  private tell({ tenant, name }: Claim, fetched: Fetched): void {
    const of = { remote: name, tenant };
    if (fetched.kind === 'failed' || fetched.kind === 'refused') {
      const { code, message } = fetched.error;
      this.log.warn({ event: `bundle_remote.${fetched.kind}`, ...of, code, reason: message });
    } else if (fetched.kind === 'taken') {
      const { version, bundle } = fetched;
      this.log.info({ event: 'bundle_remote.taken', ...of, version, bundle });
    }
  }
}

function isRefusal(cause: unknown): boolean {
  return (
    cause instanceof PolicyBuildError || (cause instanceof PdpError && REFUSALS.has(cause.code))
  );
}

function toProblem(cause: unknown): RemoteProblem {
  if (cause instanceof PolicyBuildError) {
    const { code, problems } = cause;
    const message = `the policy did not pass: ${problems.length} problems`;
    return { code, message, errors: problems.slice(0, MAX_PROBLEMS) };
  }
  if (cause instanceof RemoteError || cause instanceof PdpError) {
    return { code: cause.code, message: cause.message };
  }
  // What an abort or a fault says may hold anything; the log has it not either.
  const isLate = cause instanceof Error && ['AbortError', 'TimeoutError'].includes(cause.name);
  const message = isLate ? 'the source did not answer in time' : 'the fetch failed';
  return { code: 'bundle_remote.fetch_failed', message };
}
