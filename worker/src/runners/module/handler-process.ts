import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { withTimeout } from "@formwork/engine/runtime/with-timeout";
import type { Outcome } from "@formwork/engine/work/work";
import { parseResult } from "../parse-result.ts";
import { childEnvironment } from "../process/child-environment.ts";
import { createLineSplitter } from "../process/line-splitter.ts";
import { endGroup, signalGroup } from "../process/process-group.ts";
import type { Supervisor } from "../process/supervisor.ts";
import { failed, graceMs, type RunContext, whenAborted } from "../runner.ts";
import type { FromChild, RunMessage, ToChild } from "./module-messages.ts";

/** A process, in its own process group, that runs one handler at a time. */
export type HandlerProcess = {
  /** Resolves when it can run jobs. Rejects where it ends before. */
  ready: Promise<void>;
  /** Resolves when it has ended. */
  ended: Promise<void>;
  /**
   * Returns false once it has ended or a job of it was aborted, since that job's handler may still
   * be running in it.
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

/** Starts a process with `folder` as its working folder. */
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
  ready.promise.catch(() => undefined); // its callers handle the rejection
  let task: Task | undefined;
  let crash: Outcome | undefined;
  let aborted = false;

  child.on("message", (message: FromChild) => {
    if (message.type === "ready") ready.resolve();
    else if (task !== undefined) handleMessage(task, message);
  });
  for (const stream of ["stdout", "stderr"] as const) {
    // What handlers print arrives as messages. Native code, and Node when it crashes, print here.
    child[stream]?.on("data", createLineSplitter((line) => task?.log(stream, line)).write);
  }
  const ended = endOf(child).then((ending) => {
    unwatch();
    crash = failed("crashed", `The handler's process ${ending}`);
    ready.reject(new Error(crash.message));
    task?.end(crash);
  });
  const kill = async () => {
    if (child.pid !== undefined) await endGroup({ group: child.pid, ended, graceMs: 0 });
  };
  async function abort(signal: AbortSignal, outcome: Promise<Outcome>) {
    aborted = true;
    send(child, { type: "abort", cause: String(signal.reason) });
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
      send(child, message);
      const removeListener = whenAborted(context.signal, () => void abort(context.signal, promise));
      const outcome = await promise;
      removeListener();
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

function send(child: ChildProcess, message: ToChild): void {
  // A closed channel means that the process is ending, after which `ended` resolves.
  if (child.connected) child.send(message, () => undefined);
}

function handleMessage(task: Task, message: Exclude<FromChild, { type: "ready" }>): void {
  switch (message.type) {
    case "log":
      task.log(message.stream, message.text);
      break;
    case "progress":
      task.progress(message.progress);
      break;
    case "returned":
      task.end(parseResult(message.json ?? "null", "The result"));
      break;
    case "failed": {
      const { reason, message: text, stack, fatal } = message;
      task.end({ ...failed(reason, text, stack === undefined ? undefined : { stack }), fatal });
    }
  }
}

/** Time to read the output that is left once a process has ended, in milliseconds. */
const outputTimeoutMs = 1000;

/**
 * Resolves when a process has ended and its output is read, with the exit code or signal as part of
 * a sentence. Kills the processes that it started.
 */
async function endOf(child: ChildProcess): Promise<string> {
  child.on("error", (error) => child.pid === undefined && child.emit("exit", null, error.message));
  const closed = once(child, "close").catch(() => undefined);
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once("exit", (...ending) => resolve(ending)),
  );
  if (child.pid !== undefined) signalGroup(child.pid, "SIGKILL");
  await withTimeout(closed, outputTimeoutMs, () => undefined);
  return code === null ? `was ended by ${signal}` : `exited with code ${code}`;
}
