import { findIJsonProblem } from './i-json.js';
/**
 * Reads JSON that two parsers read alike (I-JSON, AZ-74), nested no deeper than the bound, without names that reach a
 * prototype (`__proto__`, `constructor.prototype`).
 */
export function strictParser(fastify, maxDepth) {
    const parse = fastify.getDefaultJsonParser('error', 'error');
    return (request, text) => {
        const parsed = { error: null, value: undefined };
        // It is done before it returns.
        void parse(request, text, (error, value) => {
            parsed.error = error;
            parsed.value = value;
        });
        const problem = parsed.error ?? findIJsonProblem(text, maxDepth);
        return problem === null ? { value: parsed.value, problem } : { problem };
    };
}
