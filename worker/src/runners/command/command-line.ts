import { isAbsolute, resolve } from "node:path";
import type { CommandRun } from "@formwork/contracts/template";
import type { Assignment } from "@formwork/engine/work/work";
import { fillArguments, fillPlainText, placeholderValues } from "../placeholders.ts";
import { childEnvironment } from "../process/environment.ts";
import type { JobFolder } from "./job-folder.ts";

/** A program, ready to be started. `input` goes to its standard input. */
export type CommandLine = {
  program: string;
  words: string[];
  cwd: string;
  env: Record<string, string>;
  input: string;
};

/**
 * Makes the command line that a template describes; a placeholder that does not fit is refused.
 * Relative paths start at the template's folder.
 */
export function prepareCommand(
  run: CommandRun,
  assignment: Assignment,
  folder: JobFolder,
  templatesFolder: string,
): CommandLine {
  const values = placeholderValues(assignment, templatesFolder);
  const beside = (path: string) => resolve(templatesFolder, assignment.template.folder, path);
  const [program = "", ...words] = fillArguments(run.argv, values);
  const added = Object.entries(run.env ?? {}).map(([name, text]) => [
    name,
    fillPlainText(text, values),
  ]);
  return {
    // A program given by a path is found beside its template; a bare name, on PATH.
    program: program.includes("/") && !isAbsolute(program) ? beside(program) : program,
    words,
    cwd: run.cwd === undefined ? folder.work : beside(fillPlainText(run.cwd, values)),
    env: {
      ...childEnvironment(folder.work),
      ...Object.fromEntries(added),
      ...formworkVariables(assignment, folder),
    },
    input: JSON.stringify(assignment.job.payload),
  };
}

function formworkVariables(
  { job, template, traceparent }: Assignment,
  folder: JobFolder,
): Record<string, string> {
  return {
    FORMWORK_JOB_ID: job.id,
    FORMWORK_ATTEMPT: String(job.attempt),
    FORMWORK_TEMPLATE: template.name,
    FORMWORK_TRACE_ID: traceparent?.split("-")[1] ?? "",
    FORMWORK_RESULT: folder.result,
    FORMWORK_PROGRESS: folder.progress,
  };
}
