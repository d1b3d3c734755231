import { setTimeout as pause } from 'node:timers/promises';
import type { RemoteState } from '@legate/bundles';
import type { HttpAnswer, HttpClient } from './http-client.js';

const PATH = '/admin/v1/bundle-remotes';

export async function putRemote(
  client: HttpClient,
  name: string,
  body: Readonly<Record<string, unknown>>,
): Promise<HttpAnswer> {
  return await client.put(`${PATH}/${name}`, body);
}

export async function stateOf(client: HttpClient, name: string): Promise<RemoteState> {
  return (await client.get(`${PATH}/${name}`)).body.state as RemoteState;
}

/** Waits until the state of a remote is so; the time limit of the test bounds it. */
export async function untilState(
  client: HttpClient,
  name: string,
  isSo: (state: RemoteState) => boolean,
): Promise<RemoteState> {
  for (;;) {
    const state = await stateOf(client, name);
    if (isSo(state)) {
      return state;
    }
    await pause(20);
  }
}

/** Has it fetched from, and waits until that is done. */
export async function fetchNow(client: HttpClient, name: string): Promise<RemoteState> {
  const { lastAttemptAt } = await stateOf(client, name);
  await client.post(`${PATH}/${name}/fetch`, {});
  return await untilFetched(client, name, lastAttemptAt);
}

/** Waits for the end of a fetch that began after the last one known. */
export async function untilFetched(
  client: HttpClient,
  name: string,
  after: string | null,
): Promise<RemoteState> {
  return await untilState(
    client,
    name,
    ({ lastAttemptAt, nextAttemptAt }) =>
      lastAttemptAt !== null && lastAttemptAt !== after && (nextAttemptAt ?? '') > lastAttemptAt,
  );
}
