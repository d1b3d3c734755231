import fc from 'fast-check';
import type { Question, World, WorldGrant, WorldResource } from '../world.js';
import { DIRECTORY_PLAN, toDirectory } from './directory-plan.js';
import { GRANT_PLAN, MAX_GRANTS, toGrant } from './grant-plan.js';
import type { WorldOptions } from './grant-plan.js';
import { IDENTITY_PLAN, RESOURCE_PLAN, toIdentity, toResource } from './identity-plan.js';
import { QUESTION_PLAN, toQuestion } from './question-plan.js';
import { PARTIES } from './vocabulary.js';

/** Worlds with some of the questions that tell most about them; about a third of these are permits. */
export function worldsWithQuestions(
  options: WorldOptions,
  questions: { readonly minLength: number; readonly maxLength: number },
): fc.Arbitrary<{ readonly world: World; readonly questions: readonly Question[] }> {
  return fc.tuple(worlds(options), fc.array(QUESTION_PLAN, questions)).map(([world, plans]) => ({
    world,
    questions: plans.map((plan) => toQuestion(world, plan, options.now)),
  }));
}

/** Worlds of nine parties in four groups, some resources and up to twelve grants in chains up to five long. */
export function worlds(options: WorldOptions): fc.Arbitrary<World> {
  return fc
    .tuple(
      fc.array(IDENTITY_PLAN, { minLength: PARTIES.length, maxLength: PARTIES.length }),
      fc.array(RESOURCE_PLAN, { maxLength: 5 }),
      fc.array(GRANT_PLAN, { maxLength: MAX_GRANTS, size: 'max' }),
      DIRECTORY_PLAN,
    )
    .map(([identities, resources, grants, directory]) => ({
      ...toDirectory(directory),
      identities: PARTIES.flatMap((party, at) =>
        identities.slice(at, at + 1).map((plan) => toIdentity(party, plan, options)),
      ),
      resources: nest(distinct(resources.map(toResource))),
      grants: grants.reduce<readonly WorldGrant[]>(
        (earlier, plan) => [...earlier, toGrant(plan, earlier, options)],
        [],
      ),
    }));
}

function distinct(resources: readonly WorldResource[]): readonly WorldResource[] {
  return [...new Map(resources.map((one) => [`${one.type} ${one.id}`, one])).values()];
}

/** Some lie in the one before. */
function nest(resources: readonly WorldResource[]): readonly WorldResource[] {
  return resources.map((one, at) => {
    const above = resources[at - 1];
    return above === undefined || one.body.digest !== undefined
      ? one
      : { ...one, body: { ...one.body, parent: { type: above.type, id: above.id } } };
  });
}
