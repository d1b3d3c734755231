import { setTimeout as pause } from 'node:timers/promises';
import { JsonClient } from './json-client.js';
import type { JsonAnswer } from './json-client.js';
import type { Ledger } from './ledger.js';

const SINGLE_WORKERS = 12;
const BATCH_WORKERS = 2;
const BATCH_SIZE = 5;
const TIMEOUT_MS = 3000;
/** After a request that was not answered: whoever has to answer is away. */
const RETRY_MS = 20;

/** Who may read records, and who may not. */
export const PERMITTED_USER = 'alice';
const DENIED_USER = 'mallory';

const questionOf = (user: string, record: number): object => ({
  subject: { type: 'user', id: user },
  action: { name: 'read' },
  resource: { type: 'record', id: String(record) },
});

/** One run of questions and admin writes, until it is stopped, over real connections. */
export class Load {
  private readonly client: JsonClient;
  private readonly workers: Promise<void>[] = [];
  private isOver = false;
  private asked = 0;
  private name = Math.random().toString(36).slice(2);

  private constructor(
    url: string,
    key: string,
    private readonly ledger: Ledger,
  ) {
    this.client = new JsonClient(url, key, TIMEOUT_MS);
  }

  static start(url: string, key: string, ledger: Ledger): Load {
    const load = new Load(url, key, ledger);
    const { workers } = load;
    for (let worker = 0; worker < SINGLE_WORKERS; worker += 1) {
      workers.push(
        load.repeat(async () => {
          await load.askOne();
        }),
      );
    }
    for (let worker = 0; worker < BATCH_WORKERS; worker += 1) {
      workers.push(
        load.repeat(async () => {
          await load.askMany();
        }),
      );
    }
    workers.push(
      load.repeat(async () => {
        await load.write();
      }),
    );
    workers.push(
      load.repeat(async () => {
        await load.suspend();
      }),
    );
    return load;
  }

  /** Ends it; what is under way counts as not answered. */
  async stop(): Promise<void> {
    this.isOver = true;
    this.client.close();
    await Promise.all(this.workers);
  }

  private async repeat(step: () => Promise<void>): Promise<void> {
    while (!this.isOver) {
      try {
        await step();
      } catch {
        this.ledger.unanswered += 1;
        await pause(RETRY_MS);
      }
    }
  }

  private async askOne(): Promise<void> {
    this.asked += 1;
    const user = this.asked % 3 === 0 ? DENIED_USER : PERMITTED_USER;
    const askedAt = performance.now();
    const answer = await this.send('POST', '/access/v1/evaluation', questionOf(user, this.asked));
    this.note(user, askedAt, answer.body);
  }

  private async askMany(): Promise<void> {
    const askedAt = performance.now();
    const users = Array.from({ length: BATCH_SIZE }, (_, at) =>
      at === 0 ? DENIED_USER : PERMITTED_USER,
    );
    this.asked += 1;
    const evaluations = users.map((user) => questionOf(user, this.asked));
    const { body } = await this.send('POST', '/access/v1/evaluations', { evaluations });
    const items = (body?.evaluations ?? []) as readonly unknown[];
    users.forEach((user, at) => {
      this.note(user, askedAt, items[at]);
    });
  }

  private note(user: string, askedAt: number, item: JsonAnswer['body']): void {
    const { ledger } = this;
    const id = item?.context?.evaluation_id as string | undefined;
    if (id === undefined) {
      ledger.unanswered += 1;
    } else if (item.context.reasons?.[0] === 'indeterminate.log') {
      ledger.unrecorded += 1;
    } else {
      ledger.answered.push(id);
    }
    if (item?.decision === true) {
      ledger.permit(askedAt);
      if (user !== PERMITTED_USER) {
        ledger.broken.push(`${user} was permitted`);
      }
    }
  }

  private async write(): Promise<void> {
    this.asked += 1;
    await this.put(`/admin/v1/groups/g${this.asked % 50}`, {
      // Never what it was: a write that changes nothing has no intent.
      displayName: `${this.name} ${this.asked}`,
    });
    await pause(5);
  }

  /** Suspends somebody who was permitted; after that no permit may be given at the revision of it. */
  private async suspend(): Promise<void> {
    this.asked += 1;
    const user = `temporary-${this.asked % 20}`;
    const path = `/admin/v1/identities/user/${user}`;
    await this.put(path, { displayName: this.name, attributes: { roles: ['viewer'] } });
    const written = await this.put(path, { status: 'suspended' });
    if (written !== null) {
      const headers = { 'legate-min-revision': String(written) };
      const question = questionOf(user, this.asked);
      const { body } = await this.send('POST', '/access/v1/evaluation', question, headers);
      this.note(user, performance.now(), body);
    }
    await pause(20);
  }

  /** @returns the revision; null when it was refused */
  private async put(path: string, body: object): Promise<number | null> {
    const { ledger } = this;
    const requestId = `${this.name}-${this.asked}-${path}-${performance.now()}`;
    const answer = await this.send('PUT', path, body, { 'x-request-id': requestId });
    if (answer.status < 300) {
      ledger.written.push(requestId);
      return answer.body.revision as number;
    }
    ledger.unrecorded += String(answer.body.code).startsWith('log.') ? 1 : 0;
    return null;
  }

  private async send(
    method: string,
    path: string,
    body: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<JsonAnswer> {
    return await this.client.send(method, path, body, headers);
  }
}
