import { starterRepo } from './starter-repo.js';

describe('starterRepo', () => {
  it('names the type in its package, annotations and manifest', () => {
    const files = starterRepo('ticket');
    expect(files['policy/ticket.rego']).toContain('package policy.ticket\n');
    expect(files['policy/ticket.rego']).toContain('resource_types: [ticket]');
    expect(files['.manifest']).toContain('"ticket"');
    expect(Object.keys(files)).toContain('policy/ticket_test.rego');
  });

  it.each(['Ticket', '1ticket', 'my-ticket', 'a.b', '', 'not', 'x'.repeat(41), '../x'])(
    'refuses %j, which names no package',
    (type) => {
      expect(() => starterRepo(type)).toThrow(/none of Rego/);
    },
  );
});
