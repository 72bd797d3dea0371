type StopDeps = {
  process: NodeJS.Process;
  /** Milliseconds within which further signals count as the first one. */
  sameMs?: number;
  /** Milliseconds between two looks at the parent. */
  pollMs?: number;
};

/** A terminal, systemd or a script asks with any of these; HUP comes from a session that is closed. */
const stopSignals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/**
 * Resolves at the first signal that asks a service to stop. One that follows within a second is the
 * same request: npm passes on what the terminal has sent to all of its processes. A later one ends
 * the process with exit code 1.
 */
export function untilStopped({
  process,
  sameMs = 1000,
  pollMs = 500,
}: StopDeps): Promise<undefined> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = () => {
      firstAt ??= performance.now();
      if (performance.now() - firstAt > sameMs) process.exit(1);
      resolve(undefined);
    };
    for (const signal of stopSignals) process.on(signal, onSignal);
    if (isChildOfNpm(process)) whenOrphaned(process, pollMs, () => resolve(undefined));
  });
}

/**
 * Whether npm or npx waits for this process. It starts a shell that passes no signal on, so that the
 * end of the shell is all that is seen of a stop.
 */
function isChildOfNpm({ env, ppid }: NodeJS.Process): boolean {
  return env.npm_command !== undefined && ppid !== 1;
}

/** Calls `then` once when the parent has ended: a process that lost its parent gets another one. */
function whenOrphaned(process: NodeJS.Process, pollMs: number, then: () => void): void {
  const parent = process.ppid;
  const poll = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(poll);
    then();
  }, pollMs);
  poll.unref();
}
