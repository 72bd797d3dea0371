/** Variables of the worker that its children see as well: none of them can hold a secret. */
const shared = ["PATH", "LANG", "LC_ALL", "TZ"] as const;

/**
 * The environment of a child: built from nothing, never the worker's own. `folder` is the child's
 * home and place for temporary files.
 */
export function childEnvironment(
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
  const taken = shared
    .map((name) => [name, env[name]])
    .filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...Object.fromEntries(taken), HOME: folder, TMPDIR: folder };
}
