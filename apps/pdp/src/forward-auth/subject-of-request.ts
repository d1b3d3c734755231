import { InvalidRequestError, isVisibleId, UnauthenticatedError } from '@legate/core';
import type { RouteTable } from '@legate/directory';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who a proxied request is from, as AuthZEN names it. */
export interface RequestSubject {
  readonly subject: { readonly type: string; readonly id: string };
  /** The agent that acts for it, where the table names a header for one and the request has it. */
  readonly agent: string | null;
}

const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * The one place that says who a proxied request is from: the headers that the route table names, which the proxy
 * must set itself and never take from the client.
 */
@Injectable()
export class SubjectOfRequest {
  /** @throws UnauthenticatedError when nobody is named, InvalidRequestError when two are or it can be no id */
  read(request: FastifyRequest, { subject, actor }: RouteTable): RequestSubject {
    const id = readId(request, subject.header);
    if (id === null) {
      throw new UnauthenticatedError(
        'forward_auth.subject_missing',
        'the request names no subject',
      );
    }
    const agent = actor === undefined ? null : readId(request, actor.header);
    return { subject: { type: subject.type, id }, agent };
  }
}

function readId({ raw }: FastifyRequest, header: string): string | null {
  const [id, ...more] = raw.headersDistinct[header.toLowerCase()] ?? [];
  if (id === undefined || id === '') {
    return null;
  }
  if (more.length > 0 || !VISIBLE_ASCII.test(id) || !isVisibleId(id)) {
    throw new InvalidRequestError('forward_auth.headers', `${header} is not one id`);
  }
  return id;
}
