import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RecordsApiModule } from './records-api.module.js';

const { LEGATE_URL = 'http://127.0.0.1:8080', RECORDS_API_KEY, PORT = '3000' } = process.env;

async function main(): Promise<void> {
  if (RECORDS_API_KEY === undefined) {
    throw new Error('RECORDS_API_KEY must be the key of a caller with the role decide');
  }
  const client = { baseUrl: LEGATE_URL, key: RECORDS_API_KEY, timeoutMs: 500 };
  const app = await NestFactory.create<NestFastifyApplication>(
    RecordsApiModule.with(client),
    new FastifyAdapter(),
  );
  await app.listen(Number(PORT), '127.0.0.1');
  console.log(`records API on ${await app.getUrl()}`);
}

void main();
