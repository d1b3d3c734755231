import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Sends what is read as it comes, and no faster than it is taken. To be closed where nobody takes it. */
export async function answerStream(
  reply: FastifyReply,
  stream: Readable,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  // Whoever has gone before it began is not noticed by what sends it.
  reply.raw.once('close', () => stream.destroy());
  void reply.status(200).headers({ 'cache-control': 'no-store', ...headers });
  if (reply.request.method === 'HEAD' || reply.raw.destroyed) {
    stream.destroy();
    await reply.send('');
    return;
  }
  await reply.send(stream);
}
