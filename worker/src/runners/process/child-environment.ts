import type { AttemptFolder } from "./attempt-folder.ts";
import { folderVariable } from "./left-processes.ts";

/** Variables that are copied from the worker, beside `PATH`. None of them can hold a secret. */
const copied = ["LANG", "LC_ALL", "TZ"] as const;

/**
 * Returns the environment variables of a child process: a few of the worker's, the folder of its
 * attempt, and the working folder in it as the child's home and folder for temporary files. Where it
 * runs as another user, folders of `PATH` that this one cannot enter are left out: a program that is
 * nowhere else is missing, rather than forbidden.
 */
export function childEnvironment(
  { path, work, reaches }: Pick<AttemptFolder, "path" | "work" | "reaches">,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const found = copied
    .map((name) => [name, env[name]])
    .filter((entry): entry is [string, string] => entry[1] !== undefined);
  const variables = { ...Object.fromEntries(found), HOME: work, TMPDIR: work };
  const PATH = env.PATH?.split(":").filter(reaches).join(":");
  return { ...variables, ...(PATH !== undefined && { PATH }), [folderVariable]: path };
}
