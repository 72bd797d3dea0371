import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { withTimeout } from "@formwork/engine/runtime/flow/with-timeout";
import { endProcesses } from "../process/end-processes.ts";
import { createLineSplitter } from "../process/output/line-splitter.ts";
import type { Supervisor, Watch } from "../process/supervisor.ts";
import { graceMs, type RunContext, whenAborted } from "../runner.ts";
import type { CommandLine } from "./command-line.ts";
import { watchLaunch } from "./launch-fault.ts";

/** How a program ended: with an exit code, by a signal, or with an error at its start. */
export type ProgramEnd = {
  code: number | null;
  signal: NodeJS.Signals | null;
  fault: Pick<NodeJS.ErrnoException, "code"> | null;
};

type Running = Pick<RunContext, "signal" | "log">;
type Child = ChildProcessWithoutNullStreams;

/** Time to read the output that is left once a program has ended, in milliseconds. */
const outputTimeoutMs = 1000;

/**
 * Runs a program to its end, or ends it when the signal is aborted. Nothing that it started is left
 * when this resolves, but for what cannot be ended: then `isClear` is false.
 */
export async function runProgram(
  supervisor: Supervisor,
  command: CommandLine,
  running: Running,
): Promise<ProgramEnd & { isClear: boolean }> {
  const child = start(command);
  if ("fault" in child) return { ...child, isClear: true };
  const ended = endOf(child);
  const group = child.pid;
  if (group === undefined) return { ...(await ended), isClear: true };
  const user = command.user?.isOwn ? command.user.uid : undefined;
  const watch = supervisor.watch({ group, folder: command.folder, user });
  const launch = watchLaunch(command, running.log);
  const outputRead = forwardOutput(child, { log: launch.log });
  writeInput(child, command.input);
  const end = await endOrAbort({ group, watch, ended }, running.signal);
  const isClear = await watch.clear(); // processes that the program left running
  // A process that could not be killed may keep the pipes open.
  await withTimeout(outputRead, outputTimeoutMs, () => undefined);
  child.stdout.destroy();
  child.stderr.destroy();
  return { ...end, fault: end.fault ?? launch.faultOf(end), isClear };
}

/** The program gets its attempt's folder as an open file, by which what it starts is found. */
function start(command: CommandLine): Child | ProgramEnd {
  const { launch, program, args, folder, cwd, env } = command;
  let mark: number | undefined;
  try {
    mark = openSync(folder, "r");
    const stdio = ["pipe", "pipe", "pipe", mark] as const;
    // The first three are pipes, as the type of a child with all of them says.
    const [first = program, ...rest] = [...launch.prefix, program, ...args];
    const options = { cwd, env, detached: true, stdio: [...stdio], ...launch.identity };
    return spawn(first, rest, options) as Child;
  } catch (fault) {
    // Node throws here for errors of the operating system only, such as E2BIG.
    return { code: null, signal: null, fault: fault as NodeJS.ErrnoException };
  } finally {
    if (mark !== undefined) closeSync(mark);
  }
}

function endOf(child: Child): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal, fault: null }));
    child.once("error", (fault: NodeJS.ErrnoException) =>
      resolve({ code: null, signal: null, fault }),
    );
  });
}

async function endOrAbort(
  program: { group: number; watch: Watch; ended: Promise<ProgramEnd> },
  signal: AbortSignal,
): Promise<ProgramEnd> {
  const stopped = Promise.withResolvers<ProgramEnd>();
  const stop = async () => {
    await endProcesses({ ...program, graceMs: graceMs(signal) });
    stopped.resolve({ code: null, signal: "SIGKILL", fault: null });
  };
  const removeListener = whenAborted(signal, stop);
  const end = await Promise.race([program.ended, stopped.promise]);
  removeListener();
  return end;
}

/** Writes the output to the log, line by line. Resolves when both streams are closed. */
async function forwardOutput(child: Child, { log }: Pick<Running, "log">): Promise<void> {
  const streams = ["stdout", "stderr"] as const;
  await Promise.all(
    streams.map((stream) => {
      const lines = createLineSplitter((line) => log(stream, line));
      child[stream].on("data", lines.write).on("error", () => undefined);
      return new Promise<void>((resolve) =>
        child[stream].once("close", () => {
          lines.end();
          resolve();
        }),
      );
    }),
  );
}

/** Writes the payload. Ignores the error of a program that does not read it to its end. */
function writeInput(child: Child, input: string): void {
  child.stdin.on("error", () => undefined).end(input);
}
