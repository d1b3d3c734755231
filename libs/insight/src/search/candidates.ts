import type { DecisionRequest, DelegationChain, Facts } from '@legate/core';
import type { LoadedFacts, Principal } from '@legate/delegation';
import type { Snapshot } from '../snapshot.js';
import { actionsOn, isAfter } from '../targets.js';
import { PAIR_COST } from '../walk.js';

const AT_ONCE = 200;

/** What a search asks, and where it goes on. */
export interface Asked {
  readonly about: (candidate: string) => DecisionRequest;
  readonly snapshot: Snapshot;
  /** Facts of the question with the open place empty. */
  readonly base: LoadedFacts;
  /** The candidate after which to begin. */
  readonly after: string;
}

/** A candidate with the question about it; without one, work that counts as some of them. */
export interface Candidate {
  /** The candidate, or the one before it. */
  readonly position: string;
  readonly cost: number;
  readonly question: { readonly request: DecisionRequest; readonly facts: Facts } | null;
}

/** The identities that the subject type stands for, by id. */
export async function* subjectCandidates(asked: Asked): AsyncGenerator<Candidate> {
  const { snapshot, base } = asked;
  const { subjectKind, facts } = base;
  if (subjectKind === null || facts.resource === null) {
    return;
  }
  let after = asked.after;
  for (;;) {
    const principals = await snapshot.facts.principalsOfKind(subjectKind, after, AT_ONCE);
    yield* delegators(asked, principals, after);
    const last = principals.at(-1);
    if (last === undefined || principals.length < AT_ONCE) {
      return;
    }
    after = last.facts.id;
  }
}

/** Each by itself, or with the chains that lead from it to the actor. */
async function* delegators(
  { about, snapshot, base }: Asked,
  principals: readonly Principal[],
  after: string,
): AsyncGenerator<Candidate> {
  const { actor } = base;
  const uids = principals.map(({ uid }) => uid);
  const delegating =
    actor === null ? new Set<number>() : await snapshot.facts.subjectsOf(actor.uid, uids);
  let previous = after;
  for (const { uid, facts: subject } of principals) {
    let chains: readonly DelegationChain[] = [];
    if (actor !== null && delegating.has(uid)) {
      yield { position: previous, cost: PAIR_COST, question: null };
      chains = (await snapshot.facts.pair(uid, actor.uid))?.chains ?? [];
    }
    const request = about(subject.id);
    // The actor that the request names can be the candidate itself, which then acts alone.
    const acting =
      request.actor === null
        ? { actor: null, chains: [] }
        : { actor: actor?.facts ?? null, chains };
    const facts = { ...factsOf(snapshot, base), subject, ...acting };
    yield { position: subject.id, cost: 1, question: { request, facts } };
    previous = subject.id;
  }
}

/** The stored resources of the type, by id. */
export async function* resourceCandidates(asked: Asked): AsyncGenerator<Candidate> {
  const { about, snapshot, base } = asked;
  if (base.facts.subject === null) {
    return;
  }
  const { type } = about('any').resource;
  let after = asked.after;
  for (;;) {
    const from = { id: after, isAfter: true };
    const resources = await snapshot.facts.resources(type, from, AT_ONCE);
    for (const resource of resources) {
      const facts = { ...factsOf(snapshot, base), resource };
      const question = { request: about(resource.id), facts };
      yield { position: resource.id, cost: 1, question };
    }
    const last = resources.at(-1);
    if (last === undefined || resources.length < AT_ONCE) {
      return;
    }
    after = last.id;
  }
}

/** The known actions on the resource's type, in byte order. */
export async function* actionCandidates({
  about,
  snapshot,
  base,
  after,
}: Asked): AsyncGenerator<Candidate> {
  const { subject, resource } = base.facts;
  if (subject === null || resource === null) {
    return;
  }
  const facts = factsOf(snapshot, base);
  for (const action of await actionsOn(snapshot, resource.type, {})) {
    if (isAfter(action, after)) {
      yield { position: action, cost: 1, question: { request: about(action), facts } };
    }
  }
}

/** By the one reading of the clock. */
function factsOf({ now }: Snapshot, { facts }: LoadedFacts): Facts {
  return { ...facts, now };
}
