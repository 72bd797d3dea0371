import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { withTimeout } from "@formwork/engine/runtime/with-timeout";

/**
 * Ends the children of this process when it is killed, and when its leases expire while it is
 * stopped (SIGSTOP). That is done by one small process per worker, started with the first child.
 */
export type Supervisor = {
  /**
   * Watches a process group. Returns a function that ends the watch. To be called in the same turn
   * in which the group's leader is started.
   */
  watch: (group: number) => () => void;
  /** Kills all watched groups after `ms` milliseconds unless called again. Null cancels that. */
  fence: (ms: number | null) => void;
  /** Returns the id of its process while it runs. */
  pid: () => number | undefined;
  /** Ends its process, which ends the groups that are still watched. */
  close: () => Promise<void>;
};

const script = fileURLToPath(new URL("./supervisor-process.ts", import.meta.url));

/**
 * Time within which its process has to end, in milliseconds. Ending the watched groups takes seven
 * seconds at most.
 */
const defaultExitTimeoutMs = 10_000;

/** Creates the supervisor of this process. */
export function createSupervisor({
  telemetry,
  exitTimeoutMs = defaultExitTimeoutMs,
}: {
  telemetry: Telemetry;
  exitTimeoutMs?: number;
}): Supervisor {
  const groups = new Set<number>();
  let child: ChildProcess | undefined;
  let closed = false;

  function start() {
    child = startProcess();
    for (const group of groups) sendCommand(`+${group}`);
    child.once("exit", (code, signal) => {
      child = undefined;
      if (closed) return;
      telemetry.log.warn("supervisor.died", { code, signal });
      if (groups.size > 0) start();
    });
  }
  // A write to a pipe that is not full is done when it returns, so the supervisor watches a child
  // even if this process is killed right after starting it.
  const sendCommand = (line: string) => child?.stdin?.write(`${line}\n`);

  return {
    watch(group) {
      groups.add(group);
      if (child === undefined) start();
      else sendCommand(`+${group}`);
      return () => {
        groups.delete(group);
        sendCommand(`-${group}`);
      };
    },
    fence: (ms) => void sendCommand(ms === null ? "fence" : `fence ${Math.max(0, Math.round(ms))}`),
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
    env: {},
    stdio: ["pipe", "ignore", "ignore"],
  });
  // Reports a failed start as an exit. An "error" event without a listener would end the worker.
  child.on("error", () => child.pid === undefined && child.emit("exit", null, null));
  child.stdin?.on("error", () => undefined);
  return child;
}
