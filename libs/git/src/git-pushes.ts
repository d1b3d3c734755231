import { pipeline, Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import type { WriteScope } from '@legate/persistence';
import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { answerStream } from './answer-stream.js';
import type { GitRequestBody } from './feed-body.js';
import type { GitProcess } from './git-process.js';
import { GitProgram } from './git-program.js';
import { GitSettings } from './git-settings.js';
import { serveHooks } from './hook-channel.js';
import type { PushOccasion, PushSession } from './push-session.js';
import { PushSessions } from './push-sessions.js';
import { PushTurns } from './push-turns.js';
import type { PushTurn } from './push-turns.js';

/** What a request may hold beside the pack: names of references. */
const COMMAND_BYTES = 1024 * 1024;
/** Time that a push is given beyond its own to tell that it took too long, ms. */
const GRACE_MS = 10_000;

/** The same, whose end is held back: who has pushed may push again, and finds what it has pushed. */
function endingAfter(answer: Readable, finished: Promise<void>): Readable {
  const gate = new Transform({
    transform: (chunk, _encoding, done) => {
      done(null, chunk);
    },
    flush: (done) => {
      void finished.then(() => {
        done();
      });
    },
  });
  // What goes wrong is told to whoever reads the gate.
  return pipeline(answer, gate, () => undefined);
}

interface PushUnderWay {
  readonly turn: PushTurn;
  readonly session: PushSession;
  readonly occasion: PushOccasion;
}

/** Takes pushes over Git's smart HTTP (https://git-scm.com/docs/http-protocol), one at a time for each tenant. */
@Injectable()
export class GitPushes implements OnApplicationBootstrap {
  constructor(
    private readonly git: GitProgram,
    private readonly turns: PushTurns,
    private readonly sessions: PushSessions,
    private readonly settings: GitSettings,
  ) {}

  /** A service without git, or one whose database is away, starts all the same. */
  async onApplicationBootstrap(): Promise<void> {
    const unsettled = this.settings.program === null ? [] : await this.turns.unsettled();
    for (const tenant of unsettled) {
      await this.turns.settle(tenant).catch((cause: unknown) => {
        this.sessions.tellUnsettled(tenant, cause);
      });
    }
  }

  /**
   * Hands the request of `git push` to git and gives its answer; a push that is refused is an answer.
   * @throws UnavailableError `git.busy`, `git.timeout`, `git.unavailable`; LimitExceededError; InvalidRequestError
   */
  async receive(scope: WriteScope, body: GitRequestBody): Promise<Readable> {
    const deadline = performance.now() + this.settings.timeoutMs;
    const turn = await this.turns.take(scope.tenant);
    const { repository, lock, before } = turn;
    const { allowForcePush } = this.settings;
    const occasion = { scope, repository, lock, before, deadline, allowForcePush };
    const session = this.sessions.begin(occasion);
    let git: GitProcess;
    try {
      git = this.git.start(repository.path, ['receive-pack', '--stateless-rpc', '.'], {
        withChannel: true,
        env: { GIT_COMMITTER_NAME: `caller ${scope.author}` },
      });
    } catch (cause) {
      await turn.end(undefined);
      throw cause;
    }
    const served = serveHooks(
      git.channel,
      async (request, say) => await session.answer(request, say),
    );
    const finished = this.finish(git, served, { turn, session, occasion });
    const answer = await answerStream(git, body, {
      maxBytes: this.settings.maxPackBytes + COMMAND_BYTES,
      timeoutMs: this.settings.timeoutMs + GRACE_MS,
    });
    return endingAfter(answer, finished);
  }

  /** Once git and every answer to its hooks have ended, however they did. */
  private async finish(
    git: GitProcess,
    served: Promise<void>,
    { turn, session, occasion }: PushUnderWay,
  ): Promise<void> {
    const code = await git.ended.catch(() => null);
    git.channel.destroy();
    await served;
    try {
      await turn.end(session.activated);
      if (code === 0) {
        this.sessions.tell(occasion, session);
      }
    } catch (cause) {
      this.sessions.tellUnsettled(turn.repository.tenant, cause);
    }
  }
}
