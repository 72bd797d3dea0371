import type { ModuleRun } from "@formwork/contracts/run";
import type { Outcome } from "@formwork/engine/work/work";
import type { CodeFolder, FolderOf, KeptCode } from "../../code/code-folder.ts";
import type { Confinement } from "../confinement/confinement.ts";
import { findCode } from "../find-code.ts";
import { rememberStderr, type StderrReport } from "../process/output/stderr-report.ts";
import type { Supervisor } from "../process/supervisor.ts";
import { failed, fatal, type RunContext, type Runner } from "../runner.ts";
import { createHandlerPool, defaultMemoryMb, type HandlerNeeds } from "./handler-pool.ts";
import { lacksFolder, locateModule } from "./module-file.ts";
import type { RunMessage } from "./module-messages.ts";

export type ModuleDeps = {
  folderOf: FolderOf;
  /** What the code of a version has to be; not compared unless told. */
  keptCode?: CodeFolder["keptCode"] | undefined;
  tmpFolder: string;
  /** What an attempt may write to its folder; any amount unless told. */
  maxDiskBytes?: number | undefined;
  confinement: Confinement;
  supervisor: Supervisor;
};

/**
 * Creates the runner of `module` jobs. It calls the function `run` of a template's module in a
 * process of its own, which no other attempt ever sees.
 */
export function createModuleRunner(deps: ModuleDeps): { run: Runner; close: () => Promise<void> } {
  const pool = createHandlerPool(deps);
  return {
    close: pool.close,
    async run(context) {
      const run = moduleRun(context);
      const { template } = context.assignment;
      const lack = lacksFolder(template);
      if (lack !== null) return fatal("not-found", lack);
      const needs = needsOf(run, deps.confinement);
      if (needs !== undefined && "fault" in needs) return fatal("limit", needs.fault);
      const home = await findCode(deps.folderOf, template);
      if (typeof home !== "string") return home;
      const code = deps.keptCode?.(template) ?? null;
      const file = await locateModule(run, home);
      if ("fault" in file) return fatal("not-found", file.fault);
      const handlerProcess = await pool.take(needs);
      if (context.signal.aborted) {
        await handlerProcess.end();
        return failed("aborted", "Aborted before it was started");
      }
      const stderr = rememberStderr({ log: context.log, redact: context.assignment.redact });
      const outcome = await handlerProcess.run(runMessage(file.url, code, context), {
        ...context,
        log: stderr.log,
      });
      return explainCrash(outcome, stderr.report());
    },
  };
}

/** Returns what a template asks for; undefined where it takes what is usual. */
function needsOf(
  { memory, limits: asked }: ModuleRun,
  { limitsOf }: Confinement,
): HandlerNeeds | { fault: string } | undefined {
  if (memory === undefined && asked === undefined) return undefined;
  const limits = limitsOf(asked, memory);
  if ("fault" in limits) return limits;
  return { memoryMb: memory ?? Math.min(defaultMemoryMb, limits.memoryMb), limits };
}

/** Adds what a process that ended in the middle of a job said on stderr. */
function explainCrash(outcome: Outcome, { error, excerpt }: StderrReport): Outcome {
  if (outcome.outcome !== "failed" || outcome.reason !== "crashed") return outcome;
  if (outcome.details !== undefined || error === "") return outcome;
  return { ...outcome, message: `${outcome.message}: ${error}`, details: { stderr: excerpt } };
}

function moduleRun({ assignment }: RunContext): ModuleRun {
  const { run } = assignment.template;
  if (run.kind !== "module")
    throw new TypeError(`A module job with a template of kind ${run.kind}`);
  return run;
}

function runMessage(
  url: string,
  code: KeptCode | null,
  { assignment: { job, secrets } }: RunContext,
): RunMessage {
  return {
    type: "run",
    url,
    code,
    job: { id: job.id, template: job.template },
    attempt: job.attempt,
    payload: job.payload,
    secrets,
  };
}
