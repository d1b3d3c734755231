import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { answerJson, ScriptedServer } from '@legate/testing';
import { fastify } from 'fastify';
import { authorize, decisionOf } from '../express/index.js';
import { authorizeHook } from '../fastify/index.js';
import { LegateClient } from '../index.js';
import type { EvaluationRequest } from '../index.js';
import type { EnforcementOptions } from './enforce.js';

// Express has no types of its own, and ours are Node's.
const express = createRequire(__filename)('express');

let server: ScriptedServer;
let client: LegateClient;
let entered: unknown[];
let options: EnforcementOptions<object>;
let failed: unknown[];

const STEP_UP = { id: '1', type: 'step-up', properties: {} };
const question = ({ url }: { readonly url?: string | undefined }): EvaluationRequest => {
  if (url === '/unmapped') {
    throw new Error('no question for this');
  }
  return {
    subject: { type: 'user', id: 'alice' },
    action: { name: 'read' },
    resource: { type: 'page', id: url ?? '' },
  };
};

beforeAll(async () => {
  server = await ScriptedServer.start();
  client = new LegateClient({ baseUrl: server.url, key: 'k', timeoutMs: 30_000, retries: 0 });
});

afterAll(async () => {
  await server.stop();
});

interface Running {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

async function startFastify(): Promise<Running> {
  const app = fastify();
  const preHandler = authorizeHook(client, question, options);
  app.get('/*', { preHandler }, async (request) => {
    entered.push(decisionOf(request));
    return await Promise.resolve({ in: true });
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    url,
    stop: async () => {
      await app.close();
    },
  };
}

async function listen(listener: Parameters<typeof createServer>[1]): Promise<Running> {
  const http: Server = createServer(listener ?? (() => undefined));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    stop: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

async function startExpress(): Promise<Running> {
  const app = express();
  const onUndecided = (cause: unknown): unknown => failed.push(cause);
  app.use(authorize(client, question, { ...options, onUndecided }));
  app.use((request: object, response: { json: (body: unknown) => void }) => {
    entered.push(decisionOf(request));
    response.json({ in: true });
  });
  return await listen(app);
}

describe.each([
  ['Fastify hook', startFastify],
  ['Express middleware', startExpress],
])('the %s', (_, start) => {
  let running: Running;

  async function ask(path: string, body: unknown, status = 200): Promise<number> {
    server.willAnswer(answerJson(status, body));
    running = await start();
    try {
      const answer = await fetch(running.url + path);
      expect(answer.headers.get('content-type')).toMatch(
        answer.status === 200 ? /^application\/json/ : /^application\/problem\+json/,
      );
      await answer.text();
      return answer.status;
    } finally {
      await running.stop();
    }
  }

  beforeEach(() => {
    entered = [];
    failed = [];
    options = {};
  });

  it('lets in what is permitted, with the decision', async () => {
    expect(await ask('/a', { decision: true, context: { reasons: ['permit.a'] } })).toBe(200);
    expect(server.seen[0]?.body).toMatchObject({ resource: { type: 'page', id: '/a' } });
    expect(entered).toEqual([expect.objectContaining({ decision: true, reasons: ['permit.a'] })]);
  });

  it('answers 403 to what is denied', async () => {
    expect(await ask('/a', { decision: false })).toBe(403);
    expect(entered).toEqual([]);
  });

  it.each([
    ['/a', { decision: 'true' }, 200],
    ['/a', { decision: true }, 500],
    ['/unmapped', { decision: true }, 200],
  ])('answers 503 where there is no decision: %s %j %i', async (path, body, status) => {
    expect(await ask(path, body, status)).toBe(503);
    expect(entered).toEqual([]);
  });

  it('performs the obligations of a permit before it lets in', async () => {
    const body = { decision: true, context: { obligations: [STEP_UP] } };
    expect(await ask('/a', body)).toBe(403);
    const performed: unknown[] = [];
    options = {
      obligations: {
        'step-up': async (obligation) => {
          await Promise.resolve();
          performed.push(obligation, entered.length);
        },
      },
    };
    expect(await ask('/a', body)).toBe(200);
    expect(performed).toEqual([STEP_UP, 0]);
    options = {
      obligations: {
        'step-up': () => {
          throw new Error('cannot');
        },
      },
    };
    expect(await ask('/a', body)).toBe(503);
    expect(await ask('/a', { ...body, decision: false })).toBe(403);
    expect(entered).toHaveLength(1);
  });
});

it('the Express middleware tells why there was no decision', async () => {
  failed = [];
  entered = [];
  options = {};
  server.willAnswer(answerJson(500, {}));
  const running = await startExpress();
  await (await fetch(running.url)).text();
  await running.stop();
  expect(failed).toEqual([expect.objectContaining({ code: 'client.unexpected_status' })]);
});
