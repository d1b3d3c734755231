import { connect as connectTcp } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { TlsFiles } from '../../apps/pdp/src/http/tls-files.js';
import { askOverTls, makeAuthority, writeFiles } from '../support/certificates.js';
import type { Authority, TlsRequest } from '../support/certificates.js';
import { expectProblem } from '../support/expect-error.js';
import type { HttpAnswer } from '../support/http-client.js';
import type { RunningService, ServiceOptions } from '../support/running-service.js';
import { startService } from '../support/running-service.js';

const LIST = '/admin/v1/identities';

let authority: Authority;
let files: TlsFiles;
let service: RunningService;

beforeAll(async () => {
  authority = await makeAuthority('servers');
  const own = await authority.issue([
    { type: 'dns', value: 'localhost' },
    { type: 'ip', value: '127.0.0.1' },
  ]);
  const { cert, key } = writeFiles({ cert: own.cert, key: own.key });
  files = new TlsFiles({ cert, key, clientCa: null, trustDomain: '' });
});

afterEach(async () => {
  await service.stop();
});

async function start(options: ServiceOptions): Promise<void> {
  service = await startService({ tls: files, ...options });
}

async function ask(path: string, asked: Partial<TlsRequest> = {}): Promise<HttpAnswer> {
  return await askOverTls(service.url + path, { ca: authority.cert, key: service.key, ...asked });
}

const port = (): number => Number(new URL(service.url).port);
const openTcp = (): Socket => connectTcp({ host: '127.0.0.1', port: port() });
const openTls = (): Socket =>
  connectTls({ host: '127.0.0.1', port: port(), servername: 'localhost', ca: authority.cert });

/** Sends bytes and gives all that comes until the service closes the connection. */
async function talk(socket: Socket, sent: string): Promise<string> {
  let got = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    got += text;
  });
  socket.on('error', () => undefined);
  socket.write(sent);
  await new Promise((resolve) => socket.once('close', resolve));
  return got;
}

describe('the service over TLS has the bounds it has without (AZ-75)', () => {
  it('of headers', async () => {
    await start({ http: { maxHeaderBytes: 4096 } });
    expect((await ask(LIST)).status).toBe(200);
    const answer = await ask(`${LIST}?x=${'x'.repeat(4096)}`);
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status: 431,
      body: { status: 431, code: 'request.headers_too_large' },
    });
  });

  it('of bodies', async () => {
    await start({ bodyLimitBytes: 1024 });
    const body = { name: 'x'.repeat(1024), roles: [] };
    expectProblem(await ask('/admin/v1/callers', { body }), 413, 'request.too_large');
  });

  it('of the time for a request to arrive', async () => {
    await start({ http: { receiveTimeoutMs: 300 } });
    const answer = await talk(openTls(), 'POST /access');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request.not_received"');
  });

  it('of connections, those whose handshake is not made among them', async () => {
    await start({ http: { maxConnections: 2 } });
    const waiting = [openTcp(), openTcp()];
    await Promise.all(
      waiting.map(
        async (socket) => await new Promise((resolve) => socket.once('connect', resolve)),
      ),
    );
    expect(await talk(openTcp(), '')).toBe('');
    for (const socket of waiting) {
      socket.destroy();
    }
  });
});

describe('a connection without TLS', () => {
  it('is closed when its handshake has not come within LEGATE_RECEIVE_TIMEOUT_MS', async () => {
    await start({ http: { receiveTimeoutMs: 300 } });
    for (const sent of ['', '\u0016\u0003\u0001']) {
      expect(await talk(openTcp(), sent)).not.toContain('HTTP');
    }
    expect((await ask(LIST)).status).toBe(200);
  });

  it('that speaks plain HTTP is closed without an answer', async () => {
    await start({});
    const answer = await talk(openTcp(), `GET ${LIST} HTTP/1.1\r\nhost: x\r\n\r\n`);
    expect(answer).not.toContain('HTTP');
    expect((await ask(LIST)).status).toBe(200);
  });
});
