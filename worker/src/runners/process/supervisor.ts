import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { compileCache } from "@formwork/engine/runtime/compile-cache";
import { withTimeout } from "@formwork/engine/runtime/flow/with-timeout";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { childrenOf } from "./process-stat.ts";
import type { FromSupervisor, ToSupervisor } from "./supervisor-messages.ts";

/**
 * The processes of an attempt: the group of its program, what carries its folder, and what runs as
 * the user that it alone has.
 */
type WatchedProcesses = { group: number; folder: string; user?: number | undefined };

/** What is watched, while it is. */
export type Watch = {
  /** Remembers what the program has started. To be called while it runs, before it is killed. */
  remember: () => void;
  /** Sends TERM to processes that have left the group. */
  terminateLeft: () => void;
  /**
   * Kills what is left, and ends the watch. Resolves with true when nothing is, or with false after
   * some seconds.
   */
  clear: () => Promise<boolean>;
};

/**
 * Ends what attempts have started: what has detached itself when an attempt ends, and everything
 * when this process is killed, or stopped (SIGSTOP) until its leases expire. That is done by one
 * small process per worker, started with the first child.
 */
export type Supervisor = {
  /** Watches processes. To be called in the same turn in which the group's leader is started. */
  watch: (processes: WatchedProcesses) => Watch;
  /** Kills all that is watched after `ms` milliseconds unless called again. Null cancels that. */
  fence: (ms: number | null) => void;
  /** Returns the id of its process while it runs. */
  pid: () => number | undefined;
  /** Ends its process, which ends what is still watched. */
  close: () => Promise<void>;
};

const script = fileURLToPath(new URL("./supervisor-process.ts", import.meta.url));

/**
 * Time within which its process has to end, in milliseconds. Ending the watched groups takes seven
 * seconds at most.
 */
const defaultExitTimeoutMs = 10_000;
/** Time within which its process has to clear an attempt; killing takes two seconds at most. */
const clearTimeoutMs = 4000;

/** Creates the supervisor of this process. */
export function createSupervisor({
  telemetry,
  exitTimeoutMs = defaultExitTimeoutMs,
}: {
  telemetry: Telemetry;
  exitTimeoutMs?: number;
}): Supervisor {
  const watched = new Map<
    string,
    Pick<WatchedProcesses, "group" | "user"> & { cleared?: (isClear: boolean) => void }
  >();
  let child: ChildProcess | undefined;
  let closed = false;

  function start() {
    child = startProcess();
    readAnswers(child, ({ cleared, isLeft }) => watched.get(cleared)?.cleared?.(!isLeft));
    for (const [folder, { group, user, cleared }] of watched) {
      send({ watch: group, folder, user });
      if (cleared !== undefined) send({ clear: group, folder });
    }
    child.once("exit", (code, signal) => {
      child = undefined;
      if (closed) return;
      telemetry.log.warn("supervisor.died", { code, signal });
      if (watched.size > 0) start();
    });
  }
  // A write to a pipe that is not full is done when it returns, so the supervisor watches a child
  // even if this process is killed right after starting it.
  const send = (message: ToSupervisor) => child?.stdin?.write(`${JSON.stringify(message)}\n`);

  async function clear({ group, folder, user }: WatchedProcesses): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    watched.set(folder, { group, user, cleared: resolve });
    send({ clear: group, folder });
    const isClear = await withTimeout(promise, clearTimeoutMs, () => false);
    watched.delete(folder);
    return isClear;
  }
  return {
    watch(processes) {
      const { group, folder, user } = processes;
      watched.set(folder, { group, user });
      if (child === undefined) start();
      else send({ watch: group, folder, user });
      return {
        remember() {
          const started = childrenOf(group);
          if (started.length > 0) send({ remember: started, folder });
        },
        terminateLeft: () => void send({ signal: folder }),
        clear: () => clear(processes),
      };
    },
    fence: (ms) => void send({ fence: ms === null ? null : Math.max(0, Math.round(ms)) }),
    pid: () => child?.pid,
    async close() {
      closed = true;
      if (child === undefined) return;
      const ended = once(child, "exit");
      child.stdin?.end();
      await withTimeout(ended, exitTimeoutMs, () => undefined);
      child?.kill("SIGKILL");
      await ended;
    },
  };
}

/** Starts the process in its own group, so that signals to the worker's group do not reach it. */
function startProcess(): ChildProcess {
  const child = spawn(process.execPath, [script], {
    detached: true,
    env: { NODE_COMPILE_CACHE: compileCache },
    stdio: ["pipe", "pipe", "ignore"],
  });
  // Reports a failed start as an exit. An "error" event without a listener would end the worker.
  child.on("error", () => child.pid === undefined && child.emit("exit", null, null));
  child.stdin?.on("error", () => undefined);
  return child;
}

function readAnswers({ stdout }: ChildProcess, take: (answer: FromSupervisor) => void): void {
  if (stdout === null) return;
  createInterface(stdout).on("line", (line) => take(JSON.parse(line)));
}
