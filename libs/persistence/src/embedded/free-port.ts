import { createServer } from 'node:net';

/** A TCP port that was free on 127.0.0.1 a moment ago. Another process may take it meanwhile. */
export async function findFreePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') {
          reject(new Error('the system named no port'));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}
