import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from "node:fs";

/**
 * The variable that marks what an attempt has started. Children inherit it, however they detach
 * themselves, so that a process which has left the group of its program is found as well.
 */
export const folderVariable = "FORMWORK_FOLDER";

const mark = Buffer.from(`${folderVariable}=`);
/** Bytes of an environment that are looked through. Linux gives a program 128 kB of it per text. */
const maxEnvironment = 2 * 1024 * 1024;
const buffer = Buffer.alloc(64 * 1024);

/**
 * Sends a signal to each process that belongs to one of some attempts' folders, and returns the
 * folders that have any. A process belongs to a folder that its environment names, or in which it
 * works without a terminal (a person's shell has one). Those of `groups`, which were signalled as
 * groups, are found and left alone. Where there is no /proc, none is found.
 */
export function signalLeft(
  folders: Iterable<string>,
  signal: NodeJS.Signals | 0,
  groups: readonly number[] = [],
): Set<string> {
  const wanted = [...folders];
  const found = new Set<string>();
  for (const pid of processIds()) {
    const folder = folderOf(pid, wanted);
    if (folder === undefined) continue;
    if (send(pid, groups.includes(statOf(pid).group) ? 0 : signal)) found.add(folder);
  }
  return found;
}

function processIds(): number[] {
  try {
    return readdirSync("/proc")
      .filter((name) => /^[1-9]\d*$/.test(name))
      .map(Number)
      .filter((pid) => pid !== process.pid);
  } catch {
    return [];
  }
}

function folderOf(pid: number, folders: readonly string[]): string | undefined {
  const named = namedFolder(pid);
  const byName = folders.find((folder) => named !== null && isWithin(folder, named));
  if (byName !== undefined) return byName;
  const cwd = attempt(() => readlinkSync(`/proc/${pid}/cwd`)) ?? "";
  const byCwd = folders.find((folder) => isWithin(folder, cwd));
  return byCwd !== undefined && !statOf(pid).hasTerminal ? byCwd : undefined;
}

function isWithin(folder: string, path: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Returns the folder that the environment of a process names; null where it names none. */
function namedFolder(pid: number): string | null {
  const environment = attempt(() => readEnvironment(pid));
  if (environment === null) return null;
  let at = environment.indexOf(mark);
  while (at > 0 && environment[at - 1] !== 0) at = environment.indexOf(mark, at + 1);
  if (at === -1) return null;
  const end = environment.indexOf(0, at);
  return environment.toString("utf8", at + mark.length, end === -1 ? undefined : end);
}

/** Most environments fit into one buffer, so that a look at a thousand processes allocates nothing. */
function readEnvironment(pid: number): Buffer {
  const path = `/proc/${pid}/environ`;
  const file = openSync(path, "r");
  try {
    const length = readSync(file, buffer, 0, buffer.length, 0);
    if (length < buffer.length) return buffer.subarray(0, length);
  } finally {
    closeSync(file);
  }
  return readFileSync(path).subarray(0, maxEnvironment);
}

/** Reads what follows the name in brackets: state, parent, group, session, terminal (0 for none). */
function statOf(pid: number): { group: number; hasTerminal: boolean } {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8")) ?? "";
  const [, , group, , terminal] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { group: Number(group), hasTerminal: terminal !== "0" };
}

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  return attempt(() => process.kill(pid, signal)) ?? false;
}

/** A process may end while it is looked at, or belong to another user. */
function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
