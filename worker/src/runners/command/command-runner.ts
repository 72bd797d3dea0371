import { isUtf8 } from "node:buffer";
import { lstat, stat } from "node:fs/promises";
import type { CommandRun } from "@formwork/contracts/run";
import { maxResultBytes } from "@formwork/engine/work/attempt-limits";
import type { Outcome } from "@formwork/engine/work/work";
import type { FolderOf } from "../../code/code-folder.ts";
import type { Confinement } from "../confinement/confinement.ts";
import type { JobLimits } from "../confinement/limits.ts";
import { findCode } from "../find-code.ts";
import { parseResult } from "../parse-result.ts";
import { type AttemptFolder, makeAttemptFolder, readChunk } from "../process/attempt-folder.ts";
import { watchFolder } from "../process/folder-quota.ts";
import { rememberStderr, type StderrReport } from "../process/output/stderr-report.ts";
import type { Supervisor } from "../process/supervisor.ts";
import { failed, fatal, type RunContext, type Runner } from "../runner.ts";
import { prepareCommand } from "./command-line.ts";
import { tailProgress } from "./command-progress.ts";
import { type ProgramEnd, runProgram } from "./run-program.ts";
import { startFailure, windowsScriptFailure } from "./start-failure.ts";

/** Time between two reads of the progress file, in milliseconds. */
const progressPollMs = 250;

export type CommandDeps = {
  folderOf: FolderOf;
  tmpFolder: string;
  /** What an attempt may write to its folder; any amount unless told. */
  maxDiskBytes?: number | undefined;
  confinement: Confinement;
  supervisor: Supervisor;
};

/**
 * Creates the runner of `command` jobs. It starts one program, without a shell, in a new process
 * group and folder and with few environment variables.
 */
export function createCommandRunner(deps: CommandDeps): Runner {
  return async (context) => {
    const run = commandRun(context);
    const limits = deps.confinement.limitsOf(run.limits);
    if ("fault" in limits) return fatal("limit", limits.fault);
    const folder = await makeAttemptFolder(deps);
    const attempt = { run, limits, folder, isClear: true };
    try {
      return await runInFolder(deps, attempt, context);
    } finally {
      await folder.remove(attempt.isClear);
    }
  };
}

/** `isClear` is false once some of its processes could not be ended. */
type Attempt = { run: CommandRun; limits: JobLimits; folder: AttemptFolder; isClear: boolean };

async function runInFolder(
  deps: CommandDeps,
  attempt: Attempt,
  context: RunContext,
): Promise<Outcome> {
  const { assignment } = context;
  const { run, limits, folder } = attempt;
  const home = await findCode(deps.folderOf, assignment.template);
  if (typeof home !== "string") return home;
  const launch = deps.confinement.launch(limits, folder);
  const command = { launch, ...prepareCommand(run, assignment, folder, home) };
  // Messages name folder and program as the template does: a placeholder may stand for a secret.
  if (!(await isFolder(command.cwd)))
    return fatal("not-found", `The folder ${run.cwd} does not exist on this worker`);
  const stderr = rememberStderr({ log: context.log, redact: assignment.redact });
  const tail = tailProgress({
    file: folder.progress,
    ms: progressPollMs,
    onProgress: context.progress,
  });
  const quota = watchFolder(folder.path, deps.maxDiskBytes, context.signal);
  const running = { signal: quota.signal, log: stderr.log };
  const end = await runProgram(deps.supervisor, command, running).finally(tail.stop);
  attempt.isClear = end.isClear;
  const tooMuch = quota.stop();
  if (tooMuch !== null) return tooMuch;
  const name = String(run.argv[0]);
  if (end.fault !== null) return startFailure(end.fault, name, command);
  return (
    (await windowsScriptFailure(end.code, name, command.program)) ??
    failureOf(end, limits, stderr.report()) ??
    readResult(folder)
  );
}

function commandRun({ assignment }: RunContext): CommandRun {
  const { run } = assignment.template;
  if (run.kind !== "command")
    throw new TypeError(`A command job with a template of kind ${run.kind}`);
  return run;
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found?.isDirectory() ?? false;
}

/** True also for a link that leads nowhere. */
async function isThere(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => null);
  return found !== null;
}

/** Returns the failure of an attempt, or null where the program exited with code 0. */
function failureOf(
  { code, signal }: ProgramEnd,
  limits: JobLimits,
  stderr: StderrReport,
): Outcome | null {
  if (code === 0) return null;
  const end = code === null ? endedBy(signal, limits) : `The program exited with code ${code}`;
  const message = stderr.error === "" ? end : `${end}: ${stderr.error}`;
  const output = stderr.error === "" ? {} : { stderr: stderr.excerpt };
  if (code === null)
    return failed(isLimit(signal) ? "limit" : "signal", message, { signal, ...output });
  const details = stderr.error === "" ? undefined : output;
  return { ...failed("exit", message, details), exitCode: code };
}

function isLimit(signal: NodeJS.Signals | null): boolean {
  return signal === "SIGXCPU" || signal === "SIGXFSZ";
}

function endedBy(signal: NodeJS.Signals | null, { cpuSeconds, fileMb }: JobLimits): string {
  const hints: Partial<Record<NodeJS.Signals, string>> = {
    SIGKILL: ", which the system does when memory runs out",
    SIGXCPU: `: it took more than ${cpuSeconds} s of processor time`,
    SIGXFSZ: `: it wrote a file of more than ${fileMb} MB`,
  };
  return `The program was ended by ${signal}${signal === null ? "" : (hints[signal] ?? "")}`;
}

async function readResult({ result, user }: AttemptFolder): Promise<Outcome> {
  const bytes = await readChunk(result, 0, maxResultBytes + 1, user?.uid);
  if (bytes === null && (await isThere(result))) {
    const message = "$FORMWORK_RESULT is no plain file of the program's own";
    return { ...fatal("invalid-result", message), exitCode: 0 };
  }
  if (bytes === null || bytes.length === 0)
    return { outcome: "succeeded", result: null, exitCode: 0 };
  if (bytes.length > maxResultBytes)
    return {
      ...fatal("too-large", `The result is longer than ${maxResultBytes} bytes`),
      exitCode: 0,
    };
  if (!isUtf8(bytes))
    return { ...fatal("invalid-result", "The file $FORMWORK_RESULT is not UTF-8"), exitCode: 0 };
  return { ...parseResult(bytes.toString("utf8"), "The file $FORMWORK_RESULT"), exitCode: 0 };
}
