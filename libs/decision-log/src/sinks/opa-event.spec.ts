import { toOpaEvent } from './opa-event.js';

const hash = Buffer.alloc(32, 1);
const labels = { id: 'writer', version: '1' };

describe("OPA's event", () => {
  it('is not made of marks', () => {
    expect(toOpaEvent({ kind: 'mark', event: 'start' }, { hash, labels })).toBeNull();
  });

  it('of an admin write tells what was asked and how it ended', () => {
    const entry = {
      ...{ v: 1, kind: 'admin', writer: 'w', seq: 3, at: '2026-11-24T00:00:00.000Z', tenant: 't' },
      ...{ decisionId: 'd', operation: 'grants.create', caller: 'c', requestId: 'r' },
      ...{ method: 'POST', path: '/admin/v1/grants', status: 403, outcome: 'refused' },
      ...{ code: 'forbidden', revision: null, target: null },
    };
    expect(toOpaEvent(entry, { hash, labels })).toEqual({
      labels: { id: 'writer', version: '1', writer: 'w' },
      decision_id: 'd',
      path: 'legate/admin',
      input: {
        operation: 'grants.create',
        method: 'POST',
        path: '/admin/v1/grants',
        target: null,
      },
      result: { status: 403, outcome: 'refused', code: 'forbidden' },
      requested_by: 'c',
      timestamp: '2026-11-24T00:00:00.000Z',
      req_id: 'r',
      legate: {
        seq: 3,
        tenant: 't',
        outcome: 'refused',
        revision: null,
        writer: 'w',
        hash: '01'.repeat(32),
      },
    });
  });
});
