import type { ErrorCode, ReasonCode } from '@legate/core';
import type { HostileWorld } from './hostile-world.js';

/** A request as it is sent. Without a method or a path it is a POST of an evaluation; objects are sent as JSON. */
export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer | object;
  /** The key or token; null sends none. Without it, the key of a caller that may decide and search. */
  readonly credential?: string | null;
}

/** Refused with a status and code, denied for a reason (a batch: for one each), or a search that finds nothing. */
export type Expected =
  | { readonly status: number; readonly code: ErrorCode }
  | { readonly denied: readonly ReasonCode[] }
  | { readonly minimal: false }
  | { readonly found: readonly [] };

export interface HostileRequest {
  readonly name: string;
  readonly send: (world: HostileWorld) => Sent | Promise<Sent>;
  readonly expected: Expected;
}

type Send = Sent | HostileRequest['send'];

const toSend = (send: Send): HostileRequest['send'] =>
  typeof send === 'function' ? send : () => send;

export function refused(
  name: string,
  send: Send,
  ...[status, code]: [number, ErrorCode]
): HostileRequest {
  return { name, send: toSend(send), expected: { status, code } };
}

export function denied(
  name: string,
  send: Send,
  ...reasons: readonly ReasonCode[]
): HostileRequest {
  return { name, send: toSend(send), expected: { denied: reasons } };
}

export function foundNothing(name: string, send: Send): HostileRequest {
  return { name, send: toSend(send), expected: { found: [] } };
}

/** Asks what is permitted, so that each change of it can be one that should not be. */
export const PERMITTED = {
  subject: { type: 'user', id: 'alice', properties: { act: { sub: 'bot' } } },
  action: { name: 'read', properties: { amount: 5 } },
  resource: { type: 'record', id: 'crm/1', properties: {} },
  context: { agent: 'bot', purpose: 'audit' },
};

/** One amount short of a permit: whatever is added to it must not help. */
export const DENIED = { ...PERMITTED, action: { name: 'read', properties: { amount: 6 } } };

type Path = readonly string[];

/** A copy with the member at the path (`a.b.c`) replaced, added or, where undefined, left out. */
export function withMember(body: object, path: string, member: unknown): object {
  return replaceAt(body, path.split('.'), member) as object;
}

function replaceAt(value: unknown, [name, ...rest]: Path, member: unknown): unknown {
  if (name === undefined) {
    return member;
  }
  const members = (value ?? {}) as Readonly<Record<string, unknown>>;
  const own = Object.hasOwn(members, name) ? members[name] : undefined;
  return { ...members, [name]: replaceAt(own, rest, member) };
}

const MARK = '@@here@@';

/** JSON text with the text given where the member is. */
export function withText(body: object, path: string, text: string): string {
  return JSON.stringify(withMember(body, path, MARK)).replace(JSON.stringify(MARK), () => text);
}
