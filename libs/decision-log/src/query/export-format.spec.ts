import { writerOf } from './export-format.js';

const ENTRY = {
  v: 1,
  kind: 'decision',
  writer: '6f1f5d6c-6f6a-4b0a-9d43-3b1d2c1a0001',
  seq: 7,
  at: '2026-11-01T10:00:00.123Z',
  tenant: 'acme',
  subject: { type: 'user', id: 'alice' },
  decision: true,
  reasons: ['permit.owner'],
};

function cellsOf(id: string): string {
  const entry = JSON.stringify({ ...ENTRY, subject: { type: 'user', id } });
  return writerOf('csv').write(entry);
}

describe('an export', () => {
  it('as NDJSON has each entry byte by byte, one a line', () => {
    const text = '{"v":1,  "odd":1e3}';
    expect(writerOf('ndjson')).toMatchObject({ head: '' });
    expect(writerOf('ndjson').write(text)).toBe(`${text}\n`);
  });

  it('as CSV has a head with as many cells as each line (RFC 4180)', () => {
    const { head, write } = writerOf('csv');
    expect(head).toMatch(/^"at","kind",.*,"writer","seq"\r\n$/);
    const line = write(JSON.stringify(ENTRY));
    expect(line).toContain('"2026-11-01T10:00:00.123Z","decision",,');
    expect(line).toContain(',true,');
    expect(line).toContain('"[""permit.owner""]"');
    expect(line).toMatch(/,7\r\n$/);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', ' =1', '\uFF1D1', '\uFF0Bx'])(
    'as CSV gives %j as text, not as a formula',
    (id) => {
      expect(cellsOf(id)).toContain(`,"'${id}",`);
    },
  );

  it.each(['alice', 'a=1', "'x", 'a,b', 'a\nb', '\u2400'])('as CSV leaves %j as it is', (id) => {
    expect(cellsOf(id)).toContain(`,"${id}",`);
  });

  it('as CSV doubles quotes', () => {
    expect(cellsOf('a"b",=1')).toContain(',"a""b"",=1",');
  });
});
