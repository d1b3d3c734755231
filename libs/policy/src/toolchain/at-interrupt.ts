const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const cleanups: (() => void)[] = [];

/**
 * Has `cleanup` called when the process is about to end by a signal or by process.exit, newest
 * registration first, until the returned function takes it back. `cleanup` must be synchronous.
 */
export function atInterrupt(cleanup: () => void): () => void {
  if (cleanups.length === 0) {
    listen();
  }
  cleanups.push(cleanup);
  return () => {
    const index = cleanups.indexOf(cleanup);
    if (index >= 0) {
      cleanups.splice(index, 1);
    }
    if (cleanups.length === 0) {
      stopListening();
    }
  };
}

function listen(): void {
  for (const signal of SIGNALS) {
    process.on(signal, onSignal);
  }
  process.on('exit', cleanUp);
}

function stopListening(): void {
  for (const signal of SIGNALS) {
    process.off(signal, onSignal);
  }
  process.off('exit', cleanUp);
}

function onSignal(signal: NodeJS.Signals): void {
  cleanUp();
  stopListening();
  // Our listener replaced Node's default of ending; without other listeners we give it back.
  if (process.listenerCount(signal) === 0) {
    process.kill(process.pid, signal);
  }
}

function cleanUp(): void {
  for (const cleanup of cleanups.splice(0).reverse()) {
    try {
      cleanup();
    } catch {
      // The process is ending: the next cleanup matters more than this one's complaint.
    }
  }
}
