import { InvalidRequestError, isJsonObject } from '@legate/core';
import { EVALUATION_BODY } from '../decision-api/evaluation.schema.js';
import { strictParser } from '../http/strict-json.js';
/** Of an input in the query, which the limit of headers bounds besides. */
const MAX_INPUT_DEPTH = 64;
/** `input` of a Data API request (OPA-1); undefined when there is none. @throws InvalidRequestError */
export function readInput(request) {
    return request.method === 'GET' || request.method === 'HEAD'
        ? readQueryInput(request)
        : readBodyInput(request.body);
}
function readBodyInput(body) {
    if (body === undefined) {
        return undefined;
    }
    if (!isJsonObject(body)) {
        throw new InvalidRequestError('request.invalid', 'the body must be an object with "input"');
    }
    return body['input'];
}
function readQueryInput(request) {
    const { input } = request.query;
    if (input === undefined) {
        return undefined;
    }
    if (typeof input !== 'string') {
        throw new InvalidRequestError('request.invalid', 'input must be given once');
    }
    return parseJson(request, input);
}
/** As a body is parsed. */
function parseJson(request, text) {
    const parsed = strictParser(request.server, MAX_INPUT_DEPTH)(request, text);
    if (parsed.problem === null) {
        return parsed.value;
    }
    throw typeof parsed.problem === 'string'
        ? new InvalidRequestError('request.malformed', parsed.problem)
        : new InvalidRequestError('request.malformed', 'input is not JSON', { cause: parsed.problem });
}
/** An input as an AuthZEN evaluation request. @throws InvalidRequestError with what is wrong and where */
export function requireEvaluation(request, input) {
    const validate = request.getValidationFunction(EVALUATION_BODY) ??
        request.compileValidationSchema(EVALUATION_BODY);
    if (!validate(input)) {
        const problems = (validate.errors ?? []).map(({ instancePath, message = 'is not valid' }) => ({
            pointer: `/input${instancePath}`,
            message,
        }));
        throw new InvalidRequestError('request.invalid', 'input is not an evaluation request', {
            details: { problems },
        });
    }
    return input;
}
