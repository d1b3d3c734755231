import { randomUUID } from 'node:crypto';
import { requireOneActor } from '@legate/core';
import type { Decision, DecisionRequest } from '@legate/core';
import { Judge } from '@legate/decision';
import type { LoadedFacts } from '@legate/delegation';
import { Injectable } from '@nestjs/common';
import { Snapshots } from '../snapshot.js';
import type { AtRevision, Snapshot } from '../snapshot.js';
import { gather } from '../walk.js';
import type { Step } from '../walk.js';
import { actionCandidates, resourceCandidates, subjectCandidates } from './candidates.js';
import type { Asked, Candidate } from './candidates.js';
import { PageTokens } from './page-tokens.js';
import type { PageRequest, PageState } from './page-tokens.js';
import { SearchLimits } from './search-limits.js';

/** A question with one place left open. */
export interface SearchQuery {
  readonly tenant: string;
  /** The question about one candidate: the id of a subject or resource, or the name of an action. */
  readonly about: (candidate: string) => DecisionRequest;
  /** Whether such a decision is a permit for the one who asks. */
  readonly isPermit: (decision: Decision) => boolean;
  readonly page: PageRequest;
  /** Who asks and all that is asked: a page token is for that only. */
  readonly binding: string;
  /** Least data revision to judge at. */
  readonly minRevision: number;
}

/** Ids, or names of actions, in byte order. */
export interface Found {
  readonly results: readonly string[];
  /** What to go on with; null when there is no more. */
  readonly nextToken: string | null;
}

type Candidates = (asked: Asked) => AsyncIterable<Candidate>;

/**
 * AuthZEN section 8: which stored candidates a question would be a permit for. Each is judged as a decision is, at one
 * revision a page; so every result evaluates to true, and every stored candidate that was looked at and is left out to
 * false (AZ-43). What is given must be stored, else nothing is found (AZ-42).
 */
@Injectable()
export class Search {
  constructor(
    private readonly snapshots: Snapshots,
    private readonly judge: Judge,
    private readonly tokens: PageTokens,
    private readonly limits: SearchLimits,
  ) {}

  /** @throws InvalidRequestError for a page token or an actor that is refused; UnavailableError */
  async subjects(query: SearchQuery): Promise<AtRevision<Found>> {
    return await this.find(query, subjectCandidates);
  }

  /** @throws the same */
  async resources(query: SearchQuery): Promise<AtRevision<Found>> {
    return await this.find(query, resourceCandidates);
  }

  /** @throws the same */
  async actions(query: SearchQuery): Promise<AtRevision<Found>> {
    return await this.find(query, actionCandidates);
  }

  private async find(query: SearchQuery, candidates: Candidates): Promise<AtRevision<Found>> {
    return await this.snapshots.read(query.tenant, async (snapshot) => {
      const state = await this.tokens.open(query.page, query.binding, snapshot.now);
      const base = await readBase(query, snapshot);
      const asked = { about: query.about, snapshot, base, after: state.after };
      // A demanded revision that is not there yet makes every decision a deny.
      const steps =
        snapshot.revision < query.minRevision
          ? nothing()
          : this.examine(query, snapshot, candidates(asked));
      return await this.toPage(query, state, { steps, now: snapshot.now });
    });
  }

  private async *examine(
    { isPermit }: SearchQuery,
    { policy }: Snapshot,
    candidates: AsyncIterable<Candidate>,
  ): AsyncGenerator<Step<string>> {
    for await (const { position, cost, question } of candidates) {
      const find = (): string | null => {
        if (question === null || policy === null) {
          return null;
        }
        const decision = this.judge.judge(question.request, question.facts, policy);
        return isPermit(decision) ? position : null;
      };
      yield { position: [position], cost, find };
    }
  }

  private async toPage(
    { binding }: SearchQuery,
    state: PageState,
    { steps, now }: { readonly steps: AsyncIterable<Step<string>>; readonly now: number },
  ): Promise<Found> {
    const limit = Math.min(state.limit ?? this.limits.maxResults, this.limits.maxResults);
    const { items, position } =
      limit === 0 ? { items: [], position: [state.after] } : await gather(steps, limit);
    const [after] = position ?? [];
    const nextToken =
      after === undefined ? null : await this.tokens.seal({ ...state, after }, binding, now);
    return { results: items, nextToken };
  }
}

async function readBase({ about }: SearchQuery, { facts }: Snapshot): Promise<LoadedFacts> {
  // Nobody and nothing has this id, so that the open place is empty.
  const request = about(randomUUID());
  const base = await facts.of(request);
  requireOneActor(base.facts.actor, request.actor?.alsoCalled ?? []);
  return base;
}

async function* nothing(): AsyncGenerator<never> {
  // Nothing is looked at.
}
