import { isAbsolute, resolve } from "node:path";
import type { CommandRun } from "@formwork/contracts/run";
import type { Assignment } from "@formwork/engine/work/work";
import type { Launch } from "../confinement/confinement.ts";
import type { JobUser } from "../confinement/user-pool.ts";
import { fillArguments, fillPlainText, fillVariables, placeholderValues } from "../placeholders.ts";
import type { AttemptFolder } from "../process/attempt-folder.ts";
import { childEnvironment } from "../process/child-environment.ts";
import { folderVariable } from "../process/left-processes.ts";

/**
 * A program to start. `input` is written to its standard input; `folder` is that of its attempt.
 * `launch` is how it is started, so that it is confined, `user` who it runs as.
 */
export type CommandLine = {
  launch: Launch;
  user: JobUser | null;
  program: string;
  args: string[];
  folder: string;
  cwd: string;
  env: Record<string, string>;
  input: string;
};

/**
 * Creates the command line that a template describes. Relative paths start at `home`, the folder of
 * the template. Throws `invalid-payload` where a value cannot stand in place of its placeholder.
 */
export function prepareCommand(
  run: CommandRun,
  assignment: Assignment,
  folder: AttemptFolder,
  home: string,
): Omit<CommandLine, "launch"> {
  const values = placeholderValues(assignment, home);
  const inTemplate = (path: string) => resolve(home, path);
  const [program = "", ...args] = fillArguments(run.argv, values);
  return {
    // A relative path starts at the template's folder. A name without a slash is found on PATH.
    program: program.includes("/") && !isAbsolute(program) ? inTemplate(program) : program,
    args,
    user: folder.user,
    folder: folder.path,
    cwd: run.cwd === undefined ? folder.work : inTemplate(fillPlainText(run.cwd, values)),
    env: {
      ...childEnvironment(folder),
      // It would write what it has compiled beside the kept code.
      ...(assignment.template.codeHash !== undefined && { PYTHONDONTWRITEBYTECODE: "1" }),
      ...fillVariables(run.env ?? {}, values),
      ...formworkVariables(assignment, folder),
    },
    input: JSON.stringify(assignment.job.payload),
  };
}

function formworkVariables(
  { job, template, traceparent }: Assignment,
  folder: AttemptFolder,
): Record<string, string> {
  return {
    FORMWORK_JOB_ID: job.id,
    FORMWORK_ATTEMPT: String(job.attempt),
    FORMWORK_TEMPLATE: template.name,
    FORMWORK_TRACE_ID: traceparent?.split("-")[1] ?? "",
    [folderVariable]: folder.path,
    FORMWORK_RESULT: folder.result,
    FORMWORK_PROGRESS: folder.progress,
  };
}
