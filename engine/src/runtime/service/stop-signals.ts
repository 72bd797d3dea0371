import { readFileSync } from "node:fs";

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
 * end of either is all that is seen of a stop.
 */
function isChildOfNpm({ env, ppid }: NodeJS.Process): boolean {
  return env.npm_command !== undefined && ppid !== 1;
}

/** Calls `then` once when a process between this one and npm has ended, or npm itself. */
function whenOrphaned(process: NodeJS.Process, pollMs: number, then: () => void): void {
  const waiting = waitingFor(process.ppid);
  const poll = setInterval(() => {
    const isWhole = waiting.every((pid, nth) => {
      return pid === (nth === 0 ? process.ppid : parentOf(waiting[nth - 1] ?? 0));
    });
    if (isWhole) return;
    clearInterval(poll);
    then();
  }, pollMs);
  poll.unref();
}

/** More than any way to start a service needs: npx, its shell, a launcher. */
const maxGenerations = 5;

/**
 * Returns the parent and those above it up to npm, which a shell may stand between: a shell does not
 * end with npm. Only the parent where npm is not found, as on a system without `/proc`.
 */
function waitingFor(parent: number): number[] {
  const found = [parent];
  for (let pid = parent; !isNpm(pid); ) {
    const above = parentOf(pid);
    if (above === undefined || above <= 1 || found.length === maxGenerations) return [parent];
    found.push(above);
    pid = above;
  }
  return found;
}

/** npm gives its process a title that begins with its name. */
function isNpm(pid: number): boolean {
  return /^np[mx] /.test(readProcess(pid, "cmdline") ?? "");
}

/** Returns the parent of a process, undefined where that has ended or cannot be told. */
function parentOf(pid: number): number | undefined {
  // The name before it, in parentheses, may hold anything.
  const [, parent] = /^.*\) \S (\d+) /s.exec(readProcess(pid, "stat") ?? "") ?? [];
  return parent === undefined ? undefined : Number(parent);
}

function readProcess(pid: number, file: "cmdline" | "stat"): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
