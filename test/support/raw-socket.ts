import { connect } from 'node:net';

/** Sends bytes as they are over a connection of its own, and gives all that comes until the other side ends it. */
export async function sendBytes(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return await new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes, 'latin1');
    });
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      text += chunk;
    });
    // A server that closes before it has read everything resets: what it said until then is its answer.
    socket.on('error', (error) => {
      if (text === '') {
        reject(error);
      }
    });
    socket.on('close', () => {
      resolve(text);
    });
  });
}
