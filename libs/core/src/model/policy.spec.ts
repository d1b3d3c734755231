import { readSupportedObligations } from './policy.js';

describe('what an enforcement point says it can carry out (OBL-5)', () => {
  it('is nothing known when it says nothing, or no list', () => {
    expect(readSupportedObligations(undefined)).toBeUndefined();
    expect(readSupportedObligations('step-up')).toBeUndefined();
  });

  it('are those types of the list that policies can give', () => {
    expect(readSupportedObligations(['step-up', 'fax', 1])).toEqual(['step-up']);
    expect(readSupportedObligations([])).toEqual([]);
  });
});
