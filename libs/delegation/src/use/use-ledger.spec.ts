import { UseLedger } from './use-ledger.js';
import type { UseEntry } from './use-ledger.js';

const entry = (grantId: string, change: Partial<UseEntry> = {}): UseEntry => ({
  tenant: 'default',
  grantId,
  action: 'read',
  resourceType: 'doc',
  uses: 1,
  lastUsedAt: 1,
  commonId: 'a',
  isOneId: true,
  ...change,
});

describe('the ledger of uses', () => {
  it('adds up by tenant, grant, action and type, and gives them in order', () => {
    const ledger = new UseLedger({ max: 10, maxOfGrant: 10 });
    const given = [
      entry('g2'),
      entry('g1', { action: 'write' }),
      entry('g1'),
      entry('g1', { tenant: 'acme' }),
      entry('g1', { resourceType: 'file' }),
      entry('g1', { lastUsedAt: 9 }),
    ];
    given.forEach((one) => {
      ledger.add(one);
    });
    expect(ledger.take()).toEqual([
      entry('g1', { tenant: 'acme' }),
      entry('g1', { uses: 2, lastUsedAt: 9 }),
      entry('g1', { resourceType: 'file' }),
      entry('g1', { action: 'write' }),
      entry('g2'),
    ]);
    expect(ledger.take()).toEqual([]);
  });

  it('counts on when it is full, and takes in nothing new', () => {
    const ledger = new UseLedger({ max: 1, maxOfGrant: 10 });
    expect(ledger.add(entry('g1'))).toBe(true);
    expect(ledger.add(entry('g2'))).toBe(false);
    expect(ledger.add(entry('g1'))).toBe(true);
    expect(ledger.size).toBe(1);
    expect(ledger.take()).toEqual([entry('g1', { uses: 2 })]);
  });

  it('takes in so much of one grant, and what is of others still', () => {
    const ledger = new UseLedger({ max: 10, maxOfGrant: 1 });
    expect(ledger.add(entry('g1'))).toBe(true);
    expect(ledger.add(entry('g1', { action: 'write' }))).toBe(false);
    expect(ledger.add(entry('g2'))).toBe(true);
    expect(ledger.add(entry('g1', { tenant: 'acme' }))).toBe(true);
    ledger.take();
    expect(ledger.add(entry('g1', { action: 'write' }))).toBe(true);
  });
});
