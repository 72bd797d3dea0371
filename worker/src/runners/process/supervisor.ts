import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Telemetry } from "@formwork/engine/runtime/telemetry";
import { withTimeout } from "@formwork/engine/runtime/with-timeout";

/**
 * Sees to it that children do not outlive this process, nor its leases (`kill -9`, SIGSTOP). One
 * small process per worker, started with the first child.
 */
export type Supervisor = {
  /**
   * Watches a process group until the answer is called. Call it right after the group's leader was
   * started.
   */
  watch: (group: number) => () => void;
  /** Kills every watched group in this many milliseconds unless called again; null lifts it. */
  fence: (ms: number | null) => void;
  /** Id of its process, while there is one. */
  pid: () => number | undefined;
  /** Lets it go; what it still watches is ended. */
  close: () => Promise<void>;
};

const script = fileURLToPath(new URL("./supervisor-process.ts", import.meta.url));

/**
 * Milliseconds after which one that was let go and is still there is stuck; ending what it watches
 * takes it seven seconds at most.
 */
const patience = 10_000;

/** Makes the supervisor of this process. */
export function createSupervisor({
  telemetry,
  patienceMs = patience,
}: {
  telemetry: Telemetry;
  patienceMs?: number;
}): Supervisor {
  const groups = new Set<number>();
  let child: ChildProcess | undefined;
  let closed = false;

  function start() {
    child = startProcess();
    for (const group of groups) tell(`+${group}`);
    child.once("exit", (code, signal) => {
      child = undefined;
      if (closed) return;
      telemetry.log.warn("supervisor.died", { code, signal });
      if (groups.size > 0) start();
    });
  }
  // A pipe that is not full is written to at once, so the supervisor knows of a child before
  // anything else can happen here.
  const tell = (line: string) => child?.stdin?.write(`${line}\n`);

  return {
    watch(group) {
      groups.add(group);
      if (child === undefined) start();
      else tell(`+${group}`);
      return () => {
        groups.delete(group);
        tell(`-${group}`);
      };
    },
    fence: (ms) => void tell(ms === null ? "fence" : `fence ${Math.max(0, Math.round(ms))}`),
    pid: () => child?.pid,
    async close() {
      closed = true;
      if (child === undefined) return;
      const ended = once(child, "exit");
      child.stdin?.end();
      await withTimeout(ended, patienceMs, () => undefined);
      child?.kill("SIGKILL");
      await ended;
    },
  };
}

/**
 * Its own group, so that a signal to the worker's group does not take it along; no environment, for
 * it needs none.
 */
function startProcess(): ChildProcess {
  const child = spawn(process.execPath, [script], {
    detached: true,
    env: {},
    stdio: ["pipe", "ignore", "ignore"],
  });
  // A broken pipe or a failed start is told by "exit"; unheard errors would end the worker.
  child.on("error", () => child.pid === undefined && child.emit("exit", null, null));
  child.stdin?.on("error", () => undefined);
  return child;
}
