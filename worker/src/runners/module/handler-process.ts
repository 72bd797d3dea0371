import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { withTimeout } from "@formwork/engine/runtime/with-timeout";
import type { Outcome } from "@formwork/engine/work/work";
import { childEnvironment } from "../process/environment.ts";
import { createLineSplitter } from "../process/lines.ts";
import { endGroup, signalGroup } from "../process/process-group.ts";
import type { Supervisor } from "../process/supervisor.ts";
import { failed, graceMs, type RunContext, whenAborted } from "../runner.ts";
import type { FromChild, RunMessage, ToChild } from "./module-messages.ts";

/** A process that runs handlers, one at a time, in a group of its own. */
export type HandlerProcess = {
  /** Resolves when it takes jobs; rejects where it ended before. */
  ready: Promise<void>;
  /** Resolves when it is gone. */
  ended: Promise<void>;
  /**
   * False once it is gone, or had a job aborted: what a handler leaves running cannot be told from
   * the next one's work.
   */
  usable: () => boolean;
  /** Runs one job. */
  run: (message: RunMessage, context: TaskContext) => Promise<Outcome>;
  end: () => Promise<void>;
};

const script = fileURLToPath(new URL("./module-process.ts", import.meta.url));
const flags = ["--max-old-space-size=512", "--disable-warning=ExperimentalWarning"];
type TaskContext = Pick<RunContext, "signal" | "log" | "progress">;
type Task = TaskContext & { end: (outcome: Outcome) => void };

/** Starts a process. `folder` is its working folder. */
export function startHandlerProcess({
  supervisor,
  folder,
}: {
  supervisor: Supervisor;
  folder: string;
}): HandlerProcess {
  const child = startChild(folder);
  const unwatch = child.pid === undefined ? () => undefined : supervisor.watch(child.pid);
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined); // whoever waits for it hears of it
  let task: Task | undefined;
  let crash: Outcome | undefined;
  let aborted = false;

  child.on("message", (message: FromChild) => {
    if (message.type === "ready") ready.resolve();
    else if (task !== undefined) hear(task, message);
  });
  for (const stream of ["stdout", "stderr"] as const) {
    // `console` goes through messages; what comes here was printed by native code, or by Node as it
    // died.
    child[stream]?.on("data", createLineSplitter((line) => task?.log(stream, line)).write);
  }
  const ended = endOf(child).then((how) => {
    unwatch();
    crash = failed("crashed", `The handler's process ${how}`);
    ready.reject(new Error(crash.message));
    task?.end(crash);
  });
  const kill = async () => {
    if (child.pid !== undefined) await endGroup({ group: child.pid, ended, graceMs: 0 });
  };
  async function abort(signal: AbortSignal, outcome: Promise<Outcome>) {
    aborted = true;
    tell(child, { type: "abort", cause: String(signal.reason) });
    await withTimeout(outcome, graceMs(signal), () => undefined);
    await kill();
    task?.end(failed("crashed", "The handler could not be stopped"));
  }
  return {
    ready: ready.promise,
    ended,
    usable: () => crash === undefined && !aborted,
    end: kill,
    async run(message, context) {
      if (crash !== undefined) return crash;
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      task = { ...context, end: resolve };
      tell(child, message);
      const forget = whenAborted(context.signal, () => void abort(context.signal, promise));
      const outcome = await promise;
      forget();
      task = undefined;
      if (aborted) await kill();
      return outcome;
    },
  };
}

function startChild(cwd: string): ChildProcess {
  return fork(script, [], {
    detached: true,
    cwd,
    env: childEnvironment(cwd),
    execArgv: flags,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

function tell(child: ChildProcess, message: ToChild): void {
  // A closed channel means that the process is ending, which `ended` tells.
  if (child.connected) child.send(message, () => undefined);
}

function hear(task: Task, message: Exclude<FromChild, { type: "ready" }>): void {
  switch (message.type) {
    case "log":
      task.log(message.stream, message.text);
      break;
    case "progress":
      task.progress(message.progress);
      break;
    case "returned":
      task.end({
        outcome: "succeeded",
        result: message.json === null ? null : JSON.parse(message.json),
      });
      break;
    case "failed": {
      const { reason, message: text, stack, fatal } = message;
      task.end({ ...failed(reason, text, stack === undefined ? undefined : { stack }), fatal });
    }
  }
}

/**
 * Resolves with how the process ended, after its last output; what it had started is ended with it.
 */
async function endOf(child: ChildProcess): Promise<string> {
  child.on("error", (error) => child.pid === undefined && child.emit("exit", null, error.message));
  const closed = once(child, "close").catch(() => undefined);
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once("exit", (...how) => resolve(how)),
  );
  if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
  await withTimeout(closed, 1000, () => undefined);
  return code === null ? `was ended by ${signal}` : `exited with code ${code}`;
}
