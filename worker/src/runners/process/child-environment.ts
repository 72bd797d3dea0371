import type { AttemptFolder } from "./attempt-folder.ts";
import { folderVariable } from "./left-processes.ts";

/** Variables that are copied from the worker. None of them can hold a secret. */
const copied = ["PATH", "LANG", "LC_ALL", "TZ"] as const;

/**
 * Returns the environment variables of a child process: a few of the worker's, the folder of its
 * attempt, and the working folder in it as the child's home and folder for temporary files.
 */
export function childEnvironment(
  { path, work }: Pick<AttemptFolder, "path" | "work">,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const found = copied
    .map((name) => [name, env[name]])
    .filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(found), HOME: work, TMPDIR: work, [folderVariable]: path };
}
