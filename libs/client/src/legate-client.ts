import { readOptions } from './client-settings.js';
import type { ClientSettings, LegateClientOptions } from './client-settings.js';
import { clientError, MalformedAnswer } from './errors.js';
import { own } from './read-answer.js';
import { readDecision, withSupported } from './read-decision.js';
import { readEvaluations } from './read-evaluations.js';
import { entityReader, readAction, readPage } from './read-search.js';
import type { ReadResult } from './read-search.js';
import { Transport } from './transport.js';
import type { Answer, CallOptions } from './transport.js';
import type {
  Action,
  ActionSearch,
  Entity,
  EvaluationRequest,
  EvaluationResult,
  EvaluationsRequest,
  EvaluationsResult,
  Metadata,
  ResourceSearch,
  SubjectSearch,
} from './types.js';

export interface EvaluationOptions extends CallOptions {
  /** Types of obligations that you perform, in place of the client's. */
  readonly supportedObligations?: readonly string[];
}

export interface SearchOptions extends Omit<EvaluationOptions, 'requestId'> {
  /** Results of a page; Legate's own when absent. */
  readonly limit?: number;
}

const EVALUATION = '/access/v1/evaluation';
const EVALUATIONS = '/access/v1/evaluations';
const SEARCH = '/access/v1/search';
const METADATA = '/.well-known/authzen-configuration';

/**
 * Asks Legate over AuthZEN 1.0. It fails closed: whatever is not a well-formed decision of Legate's is an error,
 * and never a permit.
 */
export class LegateClient {
  private readonly settings: ClientSettings;
  private readonly transport: Transport;

  /** @throws LegateError `client.invalid_request` */
  constructor(options: LegateClientOptions) {
    this.settings = readOptions(options);
    this.transport = new Transport(this.settings);
  }

  /** Whether it is permitted. False for a deny and for any failure; never throws. */
  async isAllowed(question: EvaluationRequest, options: EvaluationOptions = {}): Promise<boolean> {
    try {
      return (await this.evaluate(question, options)).decision;
    } catch {
      return false;
    }
  }

  /** @throws LegateError when there is no decision */
  async evaluate(
    question: EvaluationRequest,
    options: EvaluationOptions = {},
  ): Promise<EvaluationResult> {
    return await this.post(EVALUATION, question, options, (answer) => {
      const decision = withSupported(readDecision(answer.body), this.supported(options));
      requireFresh(decision.decision, answer, options);
      return { ...decision, revision: answer.revision, requestId: answer.requestId };
    });
  }

  /** Asks many questions at once, all judged at one revision. @throws LegateError */
  async evaluateAll(
    { semantic = 'execute_all', evaluations, ...shared }: EvaluationsRequest,
    options: EvaluationOptions = {},
  ): Promise<EvaluationsResult> {
    if (evaluations.length === 0) {
      // AuthZEN takes it for a single question; and of none, "all are permitted" must not be said.
      throw clientError('client.invalid_request', 'evaluations is empty');
    }
    const body = { ...shared, evaluations, options: { evaluations_semantic: semantic } };
    return await this.post(EVALUATIONS, body, options, (answer) => {
      const decisions = readEvaluations(answer.body, evaluations.length, semantic).map((decision) =>
        withSupported(decision, this.supported(options)),
      );
      requireFresh(
        decisions.some(({ decision }) => decision),
        answer,
        options,
      );
      const allPermitted = decisions.every(({ decision }) => decision);
      const { revision, requestId } = answer;
      return { evaluations: decisions, allPermitted, revision, requestId };
    });
  }

  /** Who may do this to that? Asks for the next page when it is reached. @throws LegateError on the way */
  searchSubjects(search: SubjectSearch, options: SearchOptions = {}): AsyncGenerator<Entity, void> {
    return this.search(`${SEARCH}/subject`, search, entityReader(search.subject.type), options);
  }

  /** To what may this subject do that? @throws LegateError on the way */
  searchResources(
    search: ResourceSearch,
    options: SearchOptions = {},
  ): AsyncGenerator<Entity, void> {
    return this.search(`${SEARCH}/resource`, search, entityReader(search.resource.type), options);
  }

  /** What may this subject do to that? @throws LegateError on the way */
  searchActions(search: ActionSearch, options: SearchOptions = {}): AsyncGenerator<Action, void> {
    return this.search(`${SEARCH}/action`, search, readAction, options);
  }

  /**
   * What the service says of itself.
   *
   * @param options.policyDecisionPoint the identifier it must have (AuthZEN 1.0 section 9.2.3); the base address
   * with the tenant's path when absent
   * @throws LegateError `client.metadata_mismatch` when it has another one
   */
  async metadata(
    options: CallOptions & { readonly policyDecisionPoint?: string } = {},
  ): Promise<Metadata> {
    const { origin, prefix } = this.settings;
    const expected = options.policyDecisionPoint ?? origin + prefix;
    const call = { method: 'GET', path: METADATA + prefix } as const;
    return await this.transport.call(call, options, ({ body, requestId }) => {
      for (const name of ['policy_decision_point', 'access_evaluation_endpoint']) {
        if (typeof own(body, name) !== 'string') {
          throw new MalformedAnswer(`${name} is not a text`);
        }
      }
      if (body['policy_decision_point'] !== expected) {
        const message = `policy_decision_point is not ${expected}`;
        throw clientError('client.metadata_mismatch', message, { requestId, status: 200 });
      }
      return body as Metadata;
    });
  }

  private async post<T>(
    path: string,
    body: object,
    options: CallOptions,
    read: (answer: Answer) => T,
  ): Promise<T> {
    const call = { method: 'POST', path: this.settings.prefix + path, body } as const;
    return await this.transport.call(call, options, read);
  }

  private async *search<T>(
    path: string,
    search: object,
    read: ReadResult<T>,
    { limit, ...options }: SearchOptions,
  ): AsyncGenerator<T, void> {
    const seen = new Set<string>();
    let token = '';
    do {
      const page = {
        ...(limit !== undefined && { limit }),
        ...(token !== '' && { token }),
      };
      const body = { ...search, ...(Object.keys(page).length > 0 && { page }) };
      const { results, nextToken } = await this.post(path, body, options, (answer) => {
        const found = readPage(answer.body, read, this.supported(options));
        requireFresh(found.results.length > 0, answer, options);
        if (seen.has(found.nextToken)) {
          throw new MalformedAnswer('a page leads back to an earlier one');
        }
        return found;
      });
      yield* results;
      token = nextToken;
      seen.add(token);
    } while (token !== '');
  }

  private supported({ supportedObligations }: EvaluationOptions): readonly string[] {
    return supportedObligations ?? this.settings.supportedObligations;
  }
}

/** A permit must be judged at the revision that was demanded, whatever stands between us and Legate. */
function requireFresh(
  permits: boolean,
  { revision, requestId }: Answer,
  { minRevision }: CallOptions,
): void {
  if (permits && minRevision !== undefined && (revision === null || revision < minRevision)) {
    throw clientError('client.stale_answer', 'the answer is older than was demanded', {
      requestId,
      status: 200,
    });
  }
}
