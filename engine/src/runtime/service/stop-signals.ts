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

/** `asked` resolves when a service has been asked to stop; from then on `isAsked` returns true. */
export type StopRequest = { asked: Promise<void>; isAsked: () => boolean };

/**
 * Waits for the first signal that asks a service to stop. One that follows within a second is the
 * same request: npm passes on what the terminal has sent to all of its processes. A later one ends
 * the process with exit code 1. The end of the npm or npx that started the service asks too, also
 * where it came before this call.
 */
export function listenForStop({ process, sameMs = 1000, pollMs = 500 }: StopDeps): StopRequest {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  let firstAt: number | undefined;
  const ask = () => {
    firstAt ??= performance.now();
    resolve();
  };
  const onSignal = () => {
    ask();
    if (firstAt !== undefined && performance.now() - firstAt > sameMs) process.exit(1);
  };
  for (const signal of stopSignals) process.on(signal, onSignal);
  // npm starts a shell that passes no signal on, so that the end of either is all that is seen.
  if (process.env.npm_command !== undefined) {
    if (isOrphaned(process.ppid)) ask();
    else if (process.ppid !== 1) whenOrphaned(process, pollMs, ask);
  }
  return { asked, isAsked: () => firstAt !== undefined };
}

/**
 * Whether the npm above a process ended before the process could watch it: then at most npm's shell
 * and the launcher are left between the process and the one that gets the children of those that end.
 */
function isOrphaned(parent: number): boolean {
  let pid: number | undefined = parent;
  for (let nth = 0; nth < maxGenerations && pid !== undefined && isBetween(pid); nth++)
    pid = parentOf(pid);
  return pid !== undefined && isReaper(pid) && !isNpm(pid);
}

/** Whether a process gets the children of those that end: the system's first one, or a session's. */
function isReaper(pid: number): boolean {
  return pid === 1 || /^\S*\/systemd\0--user\0/.test(readProcess(pid, "cmdline") ?? "");
}

/** Whether a process stands between npm and a service: the shell that npm starts, or the launcher. */
function isBetween(pid: number): boolean {
  return /^(\S*\/)?(ba|da|z|k)?sh\0-c\0|\/formwork(\.js)?\0/.test(
    readProcess(pid, "cmdline") ?? "",
  );
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
