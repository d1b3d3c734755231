import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runLegate, runLegateJson, withWorkFolder } from '../support/cli.js';
import type { CliJson, CliResult } from '../support/cli.js';
import { startService } from '../support/running-service.js';
import type { RunningService } from '../support/running-service.js';

let service: RunningService;

beforeAll(async () => {
  service = await startService();
});

afterAll(async () => {
  await service.stop();
});

const QUESTION = {
  subject: { type: 'user', id: 'alice' },
  action: { name: 'write' },
  resource: { type: 'ticket', id: '1', properties: { owner: 'alice', status: 'active' } },
};

/** A work folder with a new policy repo in `policies`. */
class Workplace {
  constructor(
    readonly folder: string,
    private readonly tenant: string,
  ) {}

  async json(...args: string[]): Promise<CliJson> {
    return await runLegateJson(args, { cwd: this.folder, env: this.env() });
  }

  async text(...args: string[]): Promise<CliResult> {
    return await runLegate(args, { cwd: this.folder, env: this.env() });
  }

  async edit(file: string, from: string, to: string): Promise<void> {
    const path = join(this.folder, 'policies', file);
    const before = await readFile(path, 'utf8');
    expect(before).toContain(from);
    await writeFile(path, before.replaceAll(from, to));
  }

  async write(file: string, content: unknown): Promise<void> {
    await writeFile(join(this.folder, file), JSON.stringify(content));
  }

  private env(): Record<string, string> {
    return { LEGATE_URL: service.url, LEGATE_KEY: service.key, LEGATE_TENANT: this.tenant };
  }
}

async function withRepo(tenant: string, use: (place: Workplace) => Promise<void>): Promise<void> {
  await service.admin.put(`/admin/v1/tenants/${tenant}`, {});
  await withWorkFolder(async (folder) => {
    const place = new Workplace(folder, tenant);
    const made = await place.json('policy', 'new', 'policies', '--type', 'ticket');
    expect(made).toMatchObject({ exit: 0, json: { ok: true, folder: 'policies' } });
    await use(place);
  });
}

async function decide(tenant: string, subject = 'alice'): Promise<boolean> {
  const { admin } = service;
  await admin.put(`/t/${tenant}/admin/v1/identities/user/${subject}`, {});
  const path = `/t/${tenant}/access/v1/evaluation`;
  const question = { ...QUESTION, subject: { type: 'user', id: subject } };
  return (await admin.post(path, question)).body.decision as boolean;
}

describe('legate policy: from nothing to what decides', () => {
  it('a new policy passes its check, and the check lists what applies to what', async () => {
    await withRepo('check', async (place) => {
      const { exit, json } = await place.json('policy', 'check', 'policies');
      expect(exit).toBe(0);
      expect(json).toMatchObject({
        ok: true,
        tests: 6,
        coverage: 100,
        warnings: [],
        undeclared: { resourceTypes: [], actions: [] },
        packages: [
          { name: 'policy.ticket', permits: ['owner', 'reader'], guards: ['not_archived'] },
        ],
      });
      expect(json.applies).toContainEqual({
        resourceType: 'ticket',
        action: 'delete',
        packages: ['policy.ticket'],
        permits: ['owner', 'reader'],
        guards: ['not_archived'],
      });
      expect(json.applies).toContainEqual({
        resourceType: null,
        action: 'read',
        packages: [],
        permits: [],
        guards: [],
      });
      const { stdout } = await place.text('policy', 'check', 'policies');
      expect(stdout).toMatch(/ticket +delete, read, write +owner, reader +not_archived/);
      expect(stdout).toContain('nothing: always denied');
      const tested = await place.json('policy', 'test', 'policies', '--coverage-floor', '100');
      expect(tested).toMatchObject({ exit: 0, json: { ok: true, tests: 6, coverage: 100 } });
    });
  });

  it('names that are not declared are told, since only the server knows whether the tenant has them', async () => {
    await withRepo('undeclared', async (place) => {
      await place.edit('.manifest', '"delete",', '');
      const { exit, json } = await place.json('policy', 'check', 'policies');
      expect(exit).toBe(0);
      expect(json.undeclared).toEqual({ resourceTypes: [], actions: ['delete'] });
      const pushed = await place.json('policy', 'push', 'policies');
      expect(pushed).toMatchObject({
        exit: 1,
        json: { ok: false, error: { problems: [{ code: 'policy.build.unknown_name', line: 1 }] } },
      });
    });
  });

  it('builds a bundle that decides as its folder, pushes it, activates, lists and rolls back', async () => {
    await withRepo('life', async (place) => {
      const built = await place.json('policy', 'build', 'policies', '--revision', 'one');
      expect(built).toMatchObject({ exit: 0, json: { ok: true, bundleRevision: 'one' } });
      const first = await place.json('policy', 'push', 'bundle.tar.gz');
      expect(first).toMatchObject({
        exit: 0,
        json: { isNew: true, bundle: { state: 'active', digest: built.json.digest } },
      });
      expect(await decide('life')).toBe(true);
      expect((await place.json('policy', 'push', 'bundle.tar.gz')).json.isNew).toBe(false);

      await place.edit('policy/ticket.rego', 'guards := {"not_archived"}', 'guards := {"closed"}');
      await place.edit('policy/ticket.rego', 'contains "not_archived"', 'contains "closed"');
      await place.edit('policy/ticket.rego', '== "active"', '== "closed"');
      await place.edit('policy/ticket_test.rego', '{"not_archived"}', '{"closed"}');
      await place.edit('policy/ticket_test.rego', '"status": "active"', '"status": "closed"');
      const args = ['policies', '--no-activate', '--revision', 'two'];
      const second = await place.json('policy', 'push', ...args);
      expect(second).toMatchObject({ exit: 0, json: { bundle: { state: 'received' } } });
      expect(await decide('life')).toBe(true);

      const { id } = second.json.bundle;
      expect((await place.json('policy', 'activate', id)).json.bundle.state).toBe('active');
      expect(await decide('life')).toBe(false);
      const { items } = (await place.json('policy', 'list')).json;
      expect(
        items.map((item: Record<string, unknown>) => [item['state'], item['bundleRevision']]),
      ).toEqual([
        ['active', 'two'],
        ['superseded', 'one'],
      ]);
      const back = await place.json('policy', 'rollback');
      expect(back).toMatchObject({ exit: 0, json: { bundle: { bundleRevision: 'one' } } });
      expect(await decide('life')).toBe(true);
      const none = await place.json('policy', 'activate', '0'.repeat(64));
      expect(none).toMatchObject({ exit: 1, json: { error: { code: 'bundle.not_found' } } });
    });
  });

  it('compares with what is active: packages, permits, guards, tests and decisions', async () => {
    await withRepo('diff', async (place) => {
      await place.write('asked.json', [
        QUESTION,
        { ...QUESTION, subject: { type: 'user', id: 'bob' } },
        { ...QUESTION, resource: { type: 'ticket', id: '2', properties: { owner: 'alice' } } },
      ]);
      expect(await place.json('policy', 'push', 'policies')).toMatchObject({ exit: 0 });
      const args = ['policy', 'diff', 'active', 'policies', '--inputs', 'asked.json'];
      const same = await place.json(...args, '--exit-code');
      expect(same).toMatchObject({ exit: 0, json: { isSame: true, decisions: { agreed: 3 } } });

      await place.edit('policy/ticket.rego', 'guards := {"not_archived"}', 'guards := set()');
      await place.edit('policy/ticket.rego', 'guard contains "not_archived"', 'is_live');
      await place.edit('policy/ticket.rego', 'permit contains "owner"', 'permit contains "holder"');
      await place.edit(
        'policy/ticket.rego',
        'actions: [delete, read, write]',
        'actions: [read, write]',
      );
      await place.edit('policy/ticket_test.rego', '"owner"}', '"holder"}');
      const other = await place.json(...args, '--exit-code');
      // Its own tests still demand the guard.
      expect(other).toMatchObject({ exit: 1, json: { isSame: false } });
      expect(other.json.packages).toEqual([
        {
          name: 'policy.ticket',
          kind: 'changed',
          permits: { added: ['holder'], removed: ['owner'] },
          guards: { added: [], removed: ['not_archived'] },
          actions: { before: ['delete', 'read', 'write'], after: ['read', 'write'] },
        },
      ]);
      expect(other.json.files.changed).toEqual(['policy/ticket.rego', 'policy/ticket_test.rego']);
      expect(other.json.tests.oldOnNew).toMatchObject({ ran: true });
      expect(other.json.tests.oldOnNew.failed.length).toBeGreaterThan(0);
      expect(other.json.decisions).toMatchObject({
        evaluated: 3,
        agreed: 1,
        newlyAllowed: 1,
        otherReasons: 1,
        samples: [{ kind: 'newlyAllowed', entry: 3, resource: 'ticket/2' }, { entry: 1 }],
      });
      const { stdout } = await place.text(...args);
      expect(stdout).toContain('- guard not_archived');
      expect(stdout).toContain('newlyAllowed (entry 3) user/alice write ticket/2');
    });
  });

  it('tells of Git where a folder is deployed by it', async () => {
    await withRepo('git', async (place) => {
      const { execFileSync } = await import('node:child_process');
      const cwd = join(place.folder, 'policies');
      execFileSync('git', ['init', '--quiet'], { cwd });
      const url = `${service.url}/git/git/policies.git`;
      execFileSync('git', ['remote', 'add', 'legate', url], { cwd });
      const { exit, json } = await place.json('policy', 'push', 'policies');
      expect(exit).toBe(2);
      expect(json.error).toMatchObject({
        code: 'cli.git_remote',
        hint: expect.stringContaining('git push legate main'),
      });
      expect(await place.json('policy', 'push', 'policies', '--http')).toMatchObject({ exit: 0 });
    });
  });
});

describe('legate eval and explain', () => {
  it('eval shows permits, guards proven and not, and the decision of our runtime', async () => {
    await withRepo('eval', async (place) => {
      await place.write('asked.json', QUESTION);
      const archived = { ...QUESTION.resource.properties, status: 'archived' };
      const resource = { ...QUESTION.resource, properties: archived };
      await place.write('archived.json', { ...QUESTION, resource });
      await place.json('policy', 'build', 'policies');
      for (const policy of ['policies', 'bundle.tar.gz']) {
        const { exit, json } = await place.json('eval', policy, '-i', 'asked.json');
        expect({ policy, exit, json }).toMatchObject({
          exit: 0,
          json: { results: [{ decision: true, reasons: ['permit.owner'] }] },
        });
        const args = ['eval', policy, '-i', 'archived.json', '--expect', 'permit'];
        expect(await place.json(...args)).toMatchObject({
          exit: 1,
          json: {
            ok: false,
            results: [
              {
                decision: false,
                reasons: ['guard.not_archived'],
                packages: [{ permits: ['owner'], unprovenGuards: ['not_archived'] }],
              },
            ],
          },
        });
      }
      const { stdout } = await place.text('eval', 'policies', '-i', 'archived.json');
      expect(stdout).toMatch(/^deny {2}guard\.not_archived/);
      expect(stdout).toContain('- not_archived');
    });
  });

  it('explain asks the server', async () => {
    await withRepo('explain', async (place) => {
      await place.json('policy', 'push', 'policies');
      await decide('explain');
      const args = ['--subject', 'user/alice', '--action', 'write', '--resource', 'ticket/a/b'];
      const { exit, json } = await place.json('explain', ...args);
      expect(exit).toBe(0);
      expect(json.explanation).toMatchObject({ decision: false, decidedBy: 'policy' });
      const { stdout } = await place.text('explain', ...args);
      expect(stdout).toContain('deny  policy.no_match, guard.not_archived');
      expect(stdout).toContain('policy.ticket');
      const byAgent = await place.text('explain', ...args, '--agent', 'helper');
      expect(byAgent.stdout).toMatch(/^deny .*actor\.unknown/);
    });
  });
});
