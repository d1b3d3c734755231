import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { InvalidRequestError, UnavailableError } from '@legate/core';
import { feedBody } from './feed-body.js';
import type { GitRequestBody } from './feed-body.js';
import type { GitProcess } from './git-process.js';

export interface AnswerBounds {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/**
 * Hands a request on to git and gives its answer, which goes on after this returns; what goes wrong before the first
 * byte of it is thrown. Git ends with its time, and when nobody wants the answer any more.
 * @throws LimitExceededError, InvalidRequestError; UnavailableError `git.timeout`
 */
export async function answerStream(
  git: GitProcess,
  body: GitRequestBody,
  { maxBytes, timeoutMs }: AnswerBounds,
): Promise<Readable> {
  const { stdout } = git;
  const fail = (cause: Error): void => {
    git.kill();
    stdout.destroy(cause);
  };
  const timer = setTimeout(() => {
    fail(new UnavailableError('git.timeout', 'this took longer than it may'));
  }, timeoutMs);
  stdout.once('close', () => {
    if (!stdout.readableEnded) {
      git.kill();
    }
  });
  git.ended.then(
    () => {
      clearTimeout(timer);
    },
    (cause: unknown) => {
      clearTimeout(timer);
      fail(cause as Error);
    },
  );
  feedBody(body, git.stdin, maxBytes).catch(fail);
  await once(stdout, 'readable');
  // Nothing at all was said: git did not take the request for one.
  if (stdout.readableLength === 0 && (await git.ended) !== 0) {
    throw new InvalidRequestError('request.malformed', 'git does not understand the request');
  }
  return stdout;
}
