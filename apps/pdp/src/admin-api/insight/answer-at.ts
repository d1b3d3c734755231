import type { AtRevision } from '@legate/insight';
import type { FastifyReply } from 'fastify';
import { setRevision } from '../../http/revision-header.js';

/** What was found, with its revision in the header. */
export function answerAt<T>(reply: FastifyReply, { value, revision }: AtRevision<T>): T {
  setRevision(reply, revision);
  return value;
}
