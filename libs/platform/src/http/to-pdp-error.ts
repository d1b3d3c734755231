import {
  InvalidRequestError,
  InvariantViolation,
  LimitExceededError,
  NotFoundError,
  PdpError,
} from '@legate/core';
import { HttpException } from '@nestjs/common';

/** Turns whatever reached the edge into an error of ours: what the framework found wrong, or a fault of ours. */
export function toPdpError(thrown: unknown): PdpError {
  if (thrown instanceof PdpError) {
    return thrown;
  }
  return fromFastify(thrown) ?? fromNest(thrown) ?? fault(thrown);
}

function fault(cause: unknown): PdpError {
  return new InvariantViolation('internal.error', 'the request could not be handled', { cause });
}

/** https://fastify.dev/docs/latest/Reference/Errors/ */
function fromFastify(thrown: unknown): PdpError | null {
  if (!(thrown instanceof Error) || thrown instanceof HttpException) {
    return null;
  }
  if ('validation' in thrown && thrown.validation !== undefined) {
    return new InvalidRequestError('request.invalid', thrown.message);
  }
  switch ('code' in thrown ? thrown.code : null) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new LimitExceededError('request.too_large', 'the body is larger than the limit');
    case 'FST_ERR_BAD_URL':
      return new InvalidRequestError('request.invalid', 'the path is not valid percent-encoding');
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new InvalidRequestError('request.invalid', 'a segment of the path is too long');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new InvalidRequestError('request.content_type', 'the content type is malformed');
    default:
      return fromParser(thrown);
  }
}

/** What the body parser throws has the status of a bad request and nothing else to know it by. */
function fromParser(thrown: Error): PdpError | null {
  const isBadRequest = 'statusCode' in thrown && thrown.statusCode === 400;
  return isBadRequest
    ? new InvalidRequestError('request.malformed', 'the body is not valid JSON', { cause: thrown })
    : null;
}

function fromNest(thrown: unknown): PdpError | null {
  if (!(thrown instanceof HttpException)) {
    return null;
  }
  if (thrown.getStatus() === 404) {
    return new NotFoundError('route.not_found', 'there is no such route');
  }
  return thrown.getStatus() < 500
    ? new InvalidRequestError('request.invalid', thrown.message, { cause: thrown })
    : null;
}
