import type { Question } from '../../reference/world.js';
import type { Chance } from './chance.js';
import { toTree, write } from './json-tree.js';
import { mutateBytes } from './mutate-bytes.js';
import { mutate } from './mutate-tree.js';

export const ROUTES = [
  'evaluation',
  'evaluations',
  'search/subject',
  'search/resource',
  'search/action',
] as const;
export type FuzzedRoute = (typeof ROUTES)[number];

export interface FuzzedBody {
  readonly route: FuzzedRoute;
  readonly bytes: Buffer;
}

/** What bodies are made from. */
export interface Seeds {
  readonly questions: readonly Question[];
  /** Of a page of some search in this world. */
  readonly pageToken: string;
}

const SEMANTICS = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit', 'Execute_All'];
const MAX_ITEMS = 8;

/** A valid body of some route, most of the time changed in a few places, sometimes in its bytes. */
export function generateBody(seeds: Seeds, chance: Chance): FuzzedBody {
  const route = chance.pick([ROUTES[0], ROUTES[0], ...ROUTES]);
  const root = { value: toTree(validBody(route, seeds, chance)) };
  mutate(root, chance, chance.pick(seeds.questions));
  const bytes = Buffer.from(write(root.value, chance));
  return { route, bytes: chance.oneIn(10) ? mutateBytes(bytes, chance) : bytes };
}

function validBody(route: FuzzedRoute, { questions, pageToken }: Seeds, chance: Chance): object {
  const question = chance.pick(questions);
  if (route === 'evaluation') {
    return question;
  }
  if (route === 'evaluations') {
    return batchOf(questions, chance);
  }
  const { action, ...rest } = question;
  return {
    ...rest,
    ...(route !== 'search/action' && { action }),
    ...(chance.oneIn(2) && { page: pageOf(pageToken, chance) }),
  };
}

function pageOf(token: string, chance: Chance): object {
  return {
    ...(chance.oneIn(2) && { limit: chance.below(4) }),
    ...(chance.oneIn(4) && { token }),
  };
}

function batchOf(questions: readonly Question[], chance: Chance): object {
  const items = Array.from({ length: chance.below(MAX_ITEMS + 1) }, () =>
    withoutSome(chance.pick(questions), chance),
  );
  return {
    ...withoutSome(chance.pick(questions), chance),
    evaluations: items,
    ...(chance.oneIn(2) && { options: { evaluations_semantic: chance.pick(SEMANTICS) } }),
  };
}

/** Leaves the rest to what the batch gives, or to be missing. */
function withoutSome(question: Question, chance: Chance): object {
  return Object.fromEntries(Object.entries(question).filter(() => !chance.oneIn(6)));
}
