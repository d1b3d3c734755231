import type { PolicyInput } from '@legate/core';
import { CASES } from '../../../test/policy/support/questions.js';

/** A question of the policy tests, to be changed. */
export function firstQuestion(): PolicyInput {
  const [first] = CASES;
  if (first === undefined) {
    throw new Error('there are no questions');
  }
  return first.input;
}
