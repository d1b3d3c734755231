import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsOf } from '@legate/platform';
import { parse } from 'yaml';
import { PdpConfig } from '../../apps/pdp/src/config/pdp-config.js';

const ROOT = join(__dirname, '..', '..');

interface ComposeService {
  readonly image?: string;
  readonly build?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: object;
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

async function read(path: string): Promise<string> {
  return await readFile(join(ROOT, path), 'utf8');
}

const known = new Set(settingsOf(PdpConfig).map(({ name }) => name));

describe('docker-compose.yml', () => {
  it('sets only variables that exist, and waits for a healthy PostgreSQL', async () => {
    const { services, volumes } = parse(await read('docker-compose.yml')) as Compose;
    expect(Object.keys(services).sort()).toEqual(['legate', 'postgres']);
    const { legate, postgres } = services;
    expect(Object.keys(legate?.environment ?? {}).filter((name) => !known.has(name))).toEqual([]);
    expect(legate?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(postgres?.healthcheck).toBeDefined();
    expect(postgres?.image).toMatch(/^postgres:\d+\.\d+-/);
    expect(Object.keys(volumes)).toEqual(['postgres']);
  });
});

describe('Dockerfile', () => {
  it('sets only variables that exist, pins its base and runs as an ordinary user', async () => {
    const text = await read('Dockerfile');
    const variables = text.match(/LEGATE_[A-Z_]+/g) ?? [];
    expect(variables.filter((name) => !known.has(name))).toEqual([]);
    const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(bases).not.toHaveLength(0);
    for (const base of bases) {
      expect(base).toMatch(/^node:\d+\.\d+\.\d+-/);
    }
    const stages = text.split(/^FROM /m);
    expect(stages.at(-1)).toMatch(/^USER legate$/m);
  });

  it('copies only what is in the repository', async () => {
    const text = await read('Dockerfile');
    const scripts = [...text.matchAll(/node (scripts\/\S+)/g)].map(([, script = '']) => script);
    expect(scripts).toEqual(['scripts/compile-policies.mjs']);
    await expect(read('scripts/compile-policies.mjs')).resolves.toContain('preparePolicies');
  });
});
