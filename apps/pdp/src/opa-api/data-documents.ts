import { InvalidRequestError, isJsonObject } from '@legate/core';
import type { Attributes, Json } from '@legate/core';
import { Snapshots } from '@legate/insight';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AskDecision } from '../decision-api/ask-decision.js';
import { toDecisionRequest, toEvaluationResponse } from '../decision-api/evaluation.mapper.js';
import { callerOf, tenantOf } from '../http/current-caller.js';
import { readMinRevision } from '../http/revision-header.js';
import { requireEvaluation } from './read-input.js';

/** What a path of the Data API holds; `result` is undefined as OPA says it. */
export interface DataDocument {
  readonly result: Json | undefined;
  readonly revision: number | null;
  readonly decisionId: string | null;
}

const UNDEFINED: DataDocument = { result: undefined, revision: null, decisionId: null };

/** The documents of OPA's Data API: the decision, and for debugging each package of the active bundle. */
@Injectable()
export class DataDocuments {
  constructor(
    private readonly asks: AskDecision,
    private readonly snapshots: Snapshots,
  ) {}

  /**
   * The full decision about an evaluation request, or of it `allow` alone. That one has no room for obligations: a
   * permit with any is a deny there.
   *
   * @throws InvalidRequestError for an input that is no evaluation request
   */
  async decision(request: FastifyRequest, input: Json | undefined): Promise<DataDocument> {
    if (input === undefined) {
      return UNDEFINED;
    }
    const body = requireEvaluation(request, input);
    const isBare = pathOf(request).at(-1) === 'allow';
    const caller = callerOf(request);
    const question = {
      ...toDecisionRequest(body, caller),
      minRevision: readMinRevision(request),
      deadline: request.deadline,
      ...(isBare && { supportedObligations: [] }),
    };
    const { answer, evaluationId } = await this.asks.askFor(question, request, 'data');
    const { decision: allow, context } = toEvaluationResponse(answer, evaluationId, caller.answers);
    const whole = Object.assign({ allow }, context) as unknown as Attributes;
    return {
      result: isBare ? allow : whole,
      revision: answer.revision,
      decisionId: evaluationId,
    };
  }

  /**
   * What a package of the active bundle says of the input alone, or one member of it. No facts are joined, no grant
   * is looked at: it is no decision.
   *
   * @throws UnprocessableError when the package cannot be evaluated, UnavailableError
   */
  async package(request: FastifyRequest, input: Json | undefined): Promise<DataDocument> {
    const path = pathOf(request);
    const { value: policy, revision } = await this.snapshots.read(
      tenantOf(request),
      async (snapshot) => await Promise.resolve(snapshot.policy),
    );
    if (policy?.evaluatePackage === undefined || !isJsonObject(input)) {
      return UNDEFINED;
    }
    for (let length = path.length; length > 0; length -= 1) {
      const document = policy.evaluatePackage(path.slice(0, length).join('.'), input);
      if (document !== undefined) {
        return { result: memberAt(document, path.slice(length)), revision, decisionId: null };
      }
    }
    return UNDEFINED;
  }
}

/** The segments after `/v1/data/`, decoded. */
function pathOf({ url }: FastifyRequest): readonly string[] {
  const [path = ''] = url.split('?');
  try {
    return path.split('/').slice(3).map(decodeURIComponent);
  } catch (cause) {
    const message = 'the path is not valid percent-encoding';
    throw new InvalidRequestError('request.invalid', message, { cause });
  }
}

function memberAt(document: Json, path: readonly string[]): Json | undefined {
  let found: Json | undefined = document;
  for (const name of path) {
    found = isJsonObject(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  }
  return found;
}
