import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findIJsonProblem } from './i-json.js';

/** What a text says, or what keeps it from being read: the parser's error, or why it is no I-JSON. */
export type StrictJson =
  { readonly value: unknown; readonly problem: null } | { readonly problem: Error | string };

export type StrictParse = (request: FastifyRequest, text: string) => StrictJson;

/**
 * Reads JSON that two parsers read alike (I-JSON, AZ-74), nested no deeper than the bound, without names that reach a
 * prototype (`__proto__`, `constructor.prototype`).
 */
export function strictParser(fastify: FastifyInstance, maxDepth: number): StrictParse {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  return (request, text) => {
    const parsed: { error: Error | null; value: unknown } = { error: null, value: undefined };
    // It is done before it returns.
    void parse(request, text, (error, value) => {
      parsed.error = error;
      parsed.value = value;
    });
    const problem = parsed.error ?? findIJsonProblem(text, maxDepth);
    return problem === null ? { value: parsed.value, problem } : { problem };
  };
}
