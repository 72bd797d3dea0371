/**
 * What a job sees of the tree of files, where that differs from what the worker sees: a mount
 * namespace of its own, made anew for each attempt by tools of util-linux.
 */
export type View = {
  /** Folders that are empty for it. */
  hide: readonly string[];
  /** Folders below closed ones, each with the closed one above it: it sees them and nothing beside them. */
  show: readonly { folder: string; below: string }[];
};

/** The program and options that make the namespace, and the folder in which mounts are made ready. */
export type ViewTools = { unshare: string; sh: string; stage: string };

/** Runs what follows `--` once it has done what stands before it. Paths are arguments, never text. */
const script = `set -e; umask 022
while [ "$1" != -- ]; do case $1 in
hide) mount -t tmpfs -o mode=700,size=4k formwork "$2"; shift 2;;
stage) mkdir -p "$3"; mount --bind "$2" "$3"; shift 3;;
cover) mount -t tmpfs -o mode=711,size=1m formwork "$2"; shift 2;;
show) mkdir -p "$3"; mount --move "$2" "$3"; shift 3;;
esac; done; shift; exec "$@"`;

/**
 * Returns the words that stand before a program so that it has such a view. Without root, a user
 * namespace gives the right to make it; it also keeps the job from the memory and the environment of
 * what runs outside of it. What follows has to give up the rights that it has in there.
 */
export function viewPrefix(
  view: View,
  { unshare, sh, stage }: ViewTools,
  { isRoot }: { isRoot: boolean },
): string[] {
  const namespaces = isRoot
    ? ["--mount"]
    : ["--user", "--map-current-user", "--keep-caps", "--mount"];
  const staged = view.show.map(({ folder }, index) => ["stage", folder, `${stage}/${index}`]);
  const covered = [...new Set(view.show.map(({ below }) => below))].map((path) => ["cover", path]);
  const shown = view.show.map(({ folder }, index) => ["show", `${stage}/${index}`, folder]);
  const hidden = view.hide.map((path) => ["hide", path]);
  const steps = [...staged, ...covered, ...shown, ...hidden].flat();
  return [unshare, ...namespaces, "--", sh, "-c", script, "sh", ...steps, "--"];
}
