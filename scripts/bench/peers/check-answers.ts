import { statSync } from 'node:fs';
import type { Load } from '../measure.js';
import { DENIED, TWO_HOPS, USER_ALONE } from '../questions.js';
import type { Peer } from './peer.js';

/** Asks what is measured and what must be denied, once each, so that a server that always permits does not count. */
export async function checkAnswers(peer: Peer): Promise<void> {
  for (const question of [USER_ALONE, TWO_HOPS]) {
    const load = peer.ask(question);
    await expectAnswer(peer, load, load.expectBody);
  }
  for (const question of DENIED) {
    await expectAnswer(peer, peer.ask(question), peer.denial);
  }
}

async function expectAnswer(
  { name }: Peer,
  { url, headers, body }: Load,
  wanted: string,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  if (response.status !== 200 || !text.includes(wanted)) {
    throw new Error(`${name} answers ${response.status} ${text} to ${body}, not ${wanted}`);
  }
}

/** Bytes in the server's log of decisions; 0 when it keeps none. */
export function bytesLogged({ log }: Peer): number {
  return log === undefined ? 0 : statSync(log).size;
}
