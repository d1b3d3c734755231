import { InvalidRequestError, isJsonObject, PdpError } from '@legate/core';
import { readOutcome, readRecordedDecision } from '@legate/decision';
import { toDecisionRequest } from '../../decision-api/evaluation.mapper.js';
import { EVALUATION_BODY } from '../../decision-api/evaluation.schema.js';
/** Reads lines of both forms: with `kind` an entry of the decision log, else an AuthZEN evaluation request. */
export function recordedReader({ request, caller, body }) {
    const validate = request.compileValidationSchema(EVALUATION_BODY);
    const readPlain = (value) => {
        if (!validate(value)) {
            const [error] = validate.errors ?? [];
            const message = `${error?.instancePath ?? ''} ${error?.message ?? 'is invalid'}`.trim();
            throw new InvalidRequestError('request.invalid', message);
        }
        const question = value;
        return { request: toDecisionRequest(question, caller), ...readOutcome(value) };
    };
    return ({ line, bytes }) => {
        try {
            const value = readObject(body, bytes);
            return value['kind'] === undefined
                ? readPlain(value)
                : readRecordedDecision(value, caller.tenant);
        }
        catch (cause) {
            throw atLine(line, cause);
        }
    };
}
function readObject(body, bytes) {
    let value;
    try {
        value = body.readJson(bytes);
    }
    catch (cause) {
        const message = cause instanceof PdpError ? cause.message : 'the line is not valid JSON';
        throw new InvalidRequestError('request.malformed', message, { cause });
    }
    if (!isJsonObject(value)) {
        throw new InvalidRequestError('request.invalid', 'must be a JSON object');
    }
    return value;
}
function atLine(line, cause) {
    return cause instanceof PdpError
        ? new InvalidRequestError(cause.code, `line ${line}: ${cause.message}`, {
            details: { ...cause.details, line },
            cause,
        })
        : cause;
}
