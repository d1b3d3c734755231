import type { Caller } from '@legate/callers';
import { InvalidRequestError, isJsonObject, PdpError, USUAL_LIMITS } from '@legate/core';
import type { Attributes } from '@legate/core';
import { readOutcome, readRecordedDecision } from '@legate/decision';
import type { RecordedDecision } from '@legate/decision';
import type { FastifyRequest } from 'fastify';
import type { EvaluationRequestDto } from '../../decision-api/evaluation.dto.js';
import { toDecisionRequest } from '../../decision-api/evaluation.mapper.js';
import { EVALUATION_BODY } from '../../decision-api/evaluation.schema.js';
import type { NdjsonBody } from '../../http/ndjson-body.js';
import type { TextLine } from '../imports/split-lines.js';
import { placeOf } from './replay-place.js';
import type { PlacedRecord } from './replay-place.js';

/** Gives what a line records. @throws InvalidRequestError with the line */
export type ReadRecorded = (line: TextLine) => PlacedRecord;

interface Source {
  readonly request: FastifyRequest;
  readonly caller: Caller;
  readonly body: NdjsonBody;
}

/** Reads lines of both forms: with `kind` an entry of the decision log, else an AuthZEN evaluation request. */
export function recordedReader({ request, caller, body }: Source): ReadRecorded {
  const validate = request.compileValidationSchema(EVALUATION_BODY);
  const readPlain = (value: Attributes): RecordedDecision => {
    if (!validate(value)) {
      const [error] = validate.errors ?? [];
      const message = `${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`.trim();
      throw new InvalidRequestError('request.invalid', message);
    }
    const question = value as unknown as EvaluationRequestDto;
    return {
      request: toDecisionRequest(question, caller),
      ...readOutcome(value),
      ...{ entry: null, policyDigest: null, limits: USUAL_LIMITS },
    };
  };
  return ({ line, bytes }) => {
    try {
      const value = readObject(body, bytes);
      return value['kind'] === undefined
        ? { place: { line }, recorded: readPlain(value) }
        : {
            place: { line, ...placeOf(value) },
            recorded: readRecordedDecision(value, caller.tenant),
          };
    } catch (cause) {
      throw atLine(line, cause);
    }
  };
}

function readObject(body: NdjsonBody, bytes: Buffer): Attributes {
  let value: unknown;
  try {
    value = body.readJson(bytes);
  } catch (cause) {
    const message = cause instanceof PdpError ? cause.message : 'the line is not valid JSON';
    throw new InvalidRequestError('request.malformed', message, { cause });
  }
  if (!isJsonObject(value)) {
    throw new InvalidRequestError('request.invalid', 'must be a JSON object');
  }
  return value;
}

function atLine(line: number, cause: unknown): unknown {
  return cause instanceof PdpError
    ? new InvalidRequestError(cause.code, `line ${line}: ${cause.message}`, {
        details: { ...cause.details, line },
        cause,
      })
    : cause;
}
