import { CliOptions } from '../commands/cli-options.js';
import { readServerSettings } from './server-settings.js';

const read = (options: Record<string, unknown>, environment = {}): unknown =>
  readServerSettings(new CliOptions(options), environment);

describe('readServerSettings', () => {
  const environment = {
    LEGATE_URL: 'https://a.example/',
    LEGATE_KEY: 'lgt_env',
    LEGATE_TENANT: 't',
  };

  it('takes the environment, and an option above it', () => {
    expect(read({}, environment)).toEqual({
      url: 'https://a.example',
      key: 'lgt_env',
      tenant: 't',
    });
    const options = { server: 'http://b:1', key: 'lgt_opt', tenant: 'u' };
    expect(read(options, environment)).toEqual({ url: 'http://b:1', key: 'lgt_opt', tenant: 'u' });
  });

  it('has a server of its own accord, and the default tenant', () => {
    const empty = { LEGATE_URL: '', LEGATE_KEY: 'lgt_env', LEGATE_TENANT: '' };
    expect(read({}, empty)).toMatchObject({ url: 'http://127.0.0.1:8080', tenant: null });
  });

  it.each([
    ['no key', {}, {}],
    ['a key that is no ASCII', { key: 'lgt_ä' }, {}],
    ['a server without http', { server: 'ftp://a' }, environment],
    ['a server with a password', { server: 'http://u:p@a' }, environment],
    ['a server with a query', { server: 'http://a/?x' }, environment],
    ['a tenant with a slash', { tenant: 'a/b' }, environment],
  ])('refuses %s, and shows no value', (_, options, variables) => {
    const refusal = (): unknown => read(options, variables);
    expect(refusal).toThrow(/\w/);
    expect(refusal).not.toThrow(/lgt_ä|lgt_env|u:p/);
  });
});
