import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { compileCache } from "@formwork/engine/runtime/compile-cache";
import { withTimeout } from "@formwork/engine/runtime/flow/with-timeout";
import type { Outcome } from "@formwork/engine/work/work";
import type { Confinement } from "../confinement/confinement.ts";
import type { JobLimits } from "../confinement/limits.ts";
import { parseResult } from "../parse-result.ts";
import type { AttemptFolder } from "../process/attempt-folder.ts";
import { childEnvironment } from "../process/child-environment.ts";
import { endProcesses } from "../process/end-processes.ts";
import { watchFolder } from "../process/folder-quota.ts";
import { createLineSplitter } from "../process/output/line-splitter.ts";
import type { Supervisor, Watch } from "../process/supervisor.ts";
import { type Failure, failed, graceMs, type RunContext, whenAborted } from "../runner.ts";
import { type CrashOutput, readCrashOutput } from "./crash-output.ts";
import type { FromChild, RunMessage, ToChild } from "./module-messages.ts";

/** A process, in its own process group and folder, that runs one handler once. */
export type HandlerProcess = {
  /** Resolves when it can run a job. Rejects where it ends before. */
  ready: Promise<void>;
  /** Resolves when nothing of it is left: no process that it started, and no folder. */
  ended: Promise<void>;
  /** Runs one job, then ends the process. To be called once. */
  run: (message: RunMessage, context: TaskContext) => Promise<Outcome>;
  end: () => Promise<void>;
};

type HandlerDeps = {
  supervisor: Supervisor;
  folder: AttemptFolder;
  /** Memory that its values may take, in megabytes. */
  memoryMb: number;
  limits: JobLimits;
  confinement: Confinement;
  /** What it may write to its folder; any amount unless told. */
  maxDiskBytes?: number | undefined;
};
type TaskContext = Pick<RunContext, "signal" | "log" | "progress">;
type Task = TaskContext & { end: (outcome: Outcome) => void };

const script = fileURLToPath(new URL("./module-process.ts", import.meta.url));
const noWatch: Watch = {
  remember: () => undefined,
  terminateLeft: () => undefined,
  clear: async () => true,
};

/** Starts a process in a folder, which is removed after its end. */
export function startHandlerProcess(deps: HandlerDeps): HandlerProcess {
  const { supervisor, folder, memoryMb, maxDiskBytes } = deps;
  const child = startChild(deps);
  const { pid: group } = child;
  const user = folder.user?.isOwn ? folder.user.uid : undefined;
  const watch =
    group === undefined ? noWatch : supervisor.watch({ group, folder: folder.path, user });
  const ready = Promise.withResolvers<void>();
  ready.promise.catch(() => undefined); // its callers handle the rejection
  let task: Task | undefined;

  child.on("message", (message: FromChild) => {
    if (message.type === "ready") ready.resolve();
    else if (task !== undefined) handleMessage(task, message);
  });
  // What handlers print arrives as messages. Native code, and Node when it crashes, print here.
  const printed = readCrashOutput((stream, line) => task?.log(stream, line));
  for (const stream of ["stdout", "stderr"] as const)
    child[stream]?.on("data", createLineSplitter((line) => printed.line(stream, line)).write);

  const crashed = endOf(child).then((ending) => crashOf(ending, printed, memoryMb));
  const ended = crashed.then(async ({ message }) => {
    ready.reject(new Error(message));
    await folder.remove(await watch.clear());
  });
  async function end() {
    if (group !== undefined) await endProcesses({ group, watch, ended: crashed, graceMs: 0 });
    await withTimeout(ended, endTimeoutMs, () => undefined);
  }
  async function abort(signal: AbortSignal, answer: Promise<Outcome>) {
    send(child, { type: "abort", cause: String(signal.reason) });
    await withTimeout(answer, graceMs(signal), () => undefined);
    await end();
    task?.end(failed("crashed", "The handler could not be stopped"));
  }
  return {
    ready: ready.promise,
    ended,
    end,
    async run(message, context) {
      const answer = Promise.withResolvers<Outcome>();
      task = { ...context, end: answer.resolve };
      void crashed.then(answer.resolve);
      send(child, message);
      const quota = watchFolder(folder.path, maxDiskBytes, context.signal);
      const removeListener = whenAborted(
        quota.signal,
        () => void abort(quota.signal, answer.promise),
      );
      const outcome = await answer.promise;
      removeListener();
      const tooMuch = quota.stop();
      await end();
      return tooMuch ?? outcome;
    },
  };
}

/** Time in which what a killed process has left is cleared, in milliseconds. */
const endTimeoutMs = 5000;

/** Memory that Node itself takes beside the values of a handler, and room for its buffers, in MB. */
const nodeOwnMb = 640;

/**
 * Starts Node with its cache of compiled modules, which halves the time of its start. It becomes
 * another user itself, once it has read that.
 */
function startChild({ folder, memoryMb, limits, confinement }: HandlerDeps): ChildProcess {
  const { user } = folder;
  const flags = [`--max-old-space-size=${memoryMb}`, "--disable-warning=ExperimentalWarning"];
  const { prefix } = confinement.launch(limits, { user, becomes: true, extraMb: nodeOwnMb });
  const [execPath = process.execPath, ...execArgv] = [...prefix, process.execPath, ...flags];
  return fork(script, user === null ? [] : [String(user.uid), String(user.gid)], {
    detached: true,
    cwd: folder.work,
    env: { NODE_COMPILE_CACHE: compileCache, ...childEnvironment(folder) },
    execPath,
    execArgv,
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
type Ending = { code: number | null; signal: string | null };

/** Resolves when a process has ended and its output is read. */
async function endOf(child: ChildProcess): Promise<Ending> {
  child.on("error", (error) => child.pid === undefined && child.emit("exit", null, error.message));
  const closed = once(child, "close").catch(() => undefined);
  const ending = await new Promise<Ending>((resolve) =>
    child.once("exit", (code, signal) => resolve({ code, signal })),
  );
  await withTimeout(closed, outputTimeoutMs, () => undefined);
  return ending;
}

/** Returns the failure of a handler whose process ended before it gave an answer. */
function crashOf({ code, signal }: Ending, printed: CrashOutput, memoryMb: number): Failure {
  if (printed.isOutOfMemory())
    return failed("out-of-memory", `The handler ran out of its ${memoryMb} MB of memory`);
  if (code !== null) return failed("crashed", `The handler's process exited with code ${code}`);
  const hint = signal === "SIGKILL" ? ", which the system does when memory runs out" : "";
  return failed("crashed", `The handler's process was ended by ${signal}${hint}`, { signal });
}
