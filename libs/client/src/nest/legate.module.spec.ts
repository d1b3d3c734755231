import 'reflect-metadata';
import { answerJson, ScriptedServer } from '@legate/testing';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Authorize, LegateModule, Unguarded } from './index.js';
import type { LegateNestOptions } from './index.js';

const ALICE = { type: 'user', id: 'alice' };

@Controller()
class PagesController {
  @Get('static')
  @Authorize({
    action: { name: 'read', properties: { a: 1 } },
    resource: { type: 'page', id: '1' },
  })
  fixed(): string {
    return 'in';
  }

  @Get('own')
  @Authorize({
    action: async () => await Promise.resolve('read'),
    resource: () => ({ type: 'page', id: '1' }),
    subject: () => ({ type: 'user', id: 'bob' }),
    context: () => ({ purpose: 'test' }),
  })
  own(): string {
    return 'in';
  }

  @Get('broken')
  @Authorize({
    action: 'read',
    resource: () => {
      throw new Error('broken');
    },
  })
  broken(): string {
    return 'in';
  }

  @Get('open')
  @Unguarded()
  open(): string {
    return 'in';
  }

  @Get('forgotten')
  forgotten(): string {
    return 'in';
  }
}

@Module({ controllers: [PagesController] })
class PagesModule {}

let server: ScriptedServer;
let app: NestFastifyApplication | null = null;

beforeAll(async () => {
  server = await ScriptedServer.start();
});

afterEach(async () => {
  await app?.close();
  app = null;
});

afterAll(async () => {
  await server.stop();
});

async function start(options: Partial<LegateNestOptions> = {}): Promise<void> {
  const client = { baseUrl: server.url, key: 'k', timeoutMs: 30_000, retries: 0 };
  const legate = LegateModule.forRoot({ client, subject: () => ALICE, ...options });
  const root = { module: PagesModule, imports: [legate] };
  app = await NestFactory.create(root, new FastifyAdapter(), { logger: false });
  await app.init();
}

async function get(path: string): Promise<number> {
  return (await app?.inject(path))?.statusCode ?? 0;
}

describe('LegateModule', () => {
  it('asks what the decorator says, with the subject of the module or its own', async () => {
    await start();
    server.willAnswer(answerJson(200, { decision: true }));
    expect([await get('/static'), await get('/own')]).toEqual([200, 200]);
    expect(server.seen.map(({ body }) => body)).toEqual([
      {
        subject: ALICE,
        action: { name: 'read', properties: { a: 1 } },
        resource: { type: 'page', id: '1' },
      },
      {
        subject: { type: 'user', id: 'bob' },
        action: { name: 'read' },
        resource: { type: 'page', id: '1' },
        context: { purpose: 'test' },
      },
    ]);
  });

  it('answers 403 to a deny, and 503 where there is no decision', async () => {
    await start();
    server.willAnswer(answerJson(200, { decision: false }));
    expect(await get('/static')).toBe(403);
    server.willAnswer(answerJson(200, { decision: 1 }));
    expect(await get('/static')).toBe(503);
    server.willAnswer(answerJson(200, { decision: true }));
    expect(await get('/broken')).toBe(503);
  });

  it('closes a route that says nothing, unless that is not wanted', async () => {
    server.willAnswer(answerJson(200, { decision: true }));
    await start();
    expect([await get('/forgotten'), await get('/open')]).toEqual([403, 200]);
    await app?.close();
    await start({ requireOnAllRoutes: false });
    expect(await get('/forgotten')).toBe(200);
    server.willAnswer(answerJson(200, { decision: false }));
    expect(await get('/static')).toBe(403);
  });

  it('is needed: without it the application does not start', async () => {
    const started = NestFactory.create(PagesModule, new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    await expect(started).rejects.toThrow(/AuthorizeGuard/);
  });
});
