import type { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Sends what is read as it comes, and no faster than it is taken. To be closed where nobody takes it. */
export async function answerStream(
  reply: FastifyReply,
  stream: Readable,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  void reply.status(200).headers({ 'cache-control': 'no-store', ...headers });
  if (reply.request.method === 'HEAD') {
    stream.destroy();
    await reply.send('');
    return;
  }
  await reply.send(stream);
}
