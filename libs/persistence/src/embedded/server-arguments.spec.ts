import { createServer } from 'node:net';
import { asEmbeddedPostgresError, EmbeddedPostgresError } from './embedded-postgres-error.js';
import { findFreePort } from './free-port.js';
import { initdbArguments, serverArguments } from './server-arguments.js';

describe('serverArguments', () => {
  it('is durable and local when asked to be', () => {
    const args = serverArguments({
      cluster: '/a b',
      port: 5999,
      durable: true,
      sharedBuffersMb: 256,
    });
    expect(args.slice(0, 2)).toEqual(['-D', '/a b']);
    expect(args).toEqual(
      expect.arrayContaining([
        'listen_addresses=127.0.0.1',
        'port=5999',
        'unix_socket_directories=',
        'shared_buffers=256MB',
        'max_connections=200',
        'fsync=on',
        'full_page_writes=on',
        'synchronous_commit=on',
      ]),
    );
  });

  it('does not sync when it need not be durable', () => {
    const args = serverArguments({
      cluster: '/a',
      port: 5999,
      durable: false,
      sharedBuffersMb: 256,
    });
    expect(args).toContain('fsync=off');
    expect(initdbArguments({ cluster: '/a', passwordFile: '/p', durable: false })).toContain(
      '--no-sync',
    );
  });
});

describe('initdbArguments', () => {
  it('demands the password and syncs', () => {
    const args = initdbArguments({ cluster: '/a b', passwordFile: '/p', durable: true });
    expect(args).toEqual(
      expect.arrayContaining(['--pgdata=/a b', '--pwfile=/p', '--auth=scram-sha-256']),
    );
    expect(args).not.toContain('--no-sync');
  });
});

describe('findFreePort', () => {
  it('answers a port that can be listened on', async () => {
    const port = await findFreePort();
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    expect(server.address()).toMatchObject({ port, address: '127.0.0.1' });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('asEmbeddedPostgresError', () => {
  it('names the folder and the way out when permissions refuse', () => {
    const refusal = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    const error = asEmbeddedPostgresError(refusal, '/closed');
    expect(error.code).toBe('database.data_folder_unreachable');
    expect(error.message).toMatch(/\/closed.*EACCES.*LEGATE_DATA_DIR/);
    expect(error.cause).toBe(refusal);
  });

  it('puts everything else on one line and leaves its own errors alone', () => {
    const error = asEmbeddedPostgresError(new Error('one\n  two'), '/data');
    expect(error.code).toBe('database.embedded_failed');
    expect(error.message).toBe('embedded PostgreSQL in /data failed: one two');
    expect(asEmbeddedPostgresError(error, '/data')).toBe(error);
    expect(error).toBeInstanceOf(EmbeddedPostgresError);
  });
});
