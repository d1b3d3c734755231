import type { FastifyReply } from 'fastify';

/** The data revision an answer was made at, or a write made (architecture: Interfaces). */
export function setRevision(reply: FastifyReply, revision: number): void {
  void reply.header('legate-revision', String(revision));
}
