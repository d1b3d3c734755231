import type { DecisionRequest } from '@legate/core';
import { FactsIndeterminate } from '../facts-indeterminate.js';

/**
 * Waits for work until the deadline of the request. The work goes on after it; what comes of it then is dropped.
 *
 * @throws FactsIndeterminate `indeterminate.deadline`, and whatever the work throws before
 */
export async function inTime<T>(
  { deadline }: Pick<DecisionRequest, 'deadline'>,
  work: Promise<T>,
): Promise<T> {
  if (deadline === undefined) {
    return await work;
  }
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new FactsIndeterminate('indeterminate.deadline'));
    }, deadline - performance.now());
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
