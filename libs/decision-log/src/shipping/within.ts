/**
 * Does work that gets a signal, and fails when it takes longer than `ms` or `stop` is aborted, whether the work heeds
 * the signal or not.
 */
export async function within<T>(
  ms: number,
  stop: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const bound = new AbortController();
  const onStop = (): void => {
    bound.abort(new Error('shipping stops'));
  };
  const timer = setTimeout(() => {
    bound.abort(new Error(`no answer within ${ms} ms`));
  }, ms);
  stop.addEventListener('abort', onStop);
  try {
    return await Promise.race([work(bound.signal), rejectWhen(bound.signal)]);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', onStop);
  }
}

async function rejectWhen(signal: AbortSignal): Promise<never> {
  return await new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
  });
}
