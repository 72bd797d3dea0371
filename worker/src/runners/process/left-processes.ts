import { closeSync, openSync, readFileSync, readlinkSync, readSync } from "node:fs";
import { userOf } from "../confinement/users-of-processes.ts";
import type { Descendants } from "./descendants.ts";
import { attempt, processIds, statOf } from "./process-stat.ts";

/**
 * The variable that marks what an attempt has started. Children inherit it, however they detach
 * themselves, so that a process which has left the group of its program is found as well.
 */
export const folderVariable = "FORMWORK_FOLDER";

/**
 * The file that marks it as well: a program has its attempt's folder open under this number, and so
 * has what it starts, unless that closes it.
 */
const folderFile = 3;

const mark = Buffer.from(`${folderVariable}=`);
/** Bytes of an environment that are looked through. Linux gives a program 128 kB of it per text. */
const maxEnvironment = 2 * 1024 * 1024;
const buffer = Buffer.alloc(64 * 1024);

/** What is known of the processes of attempts beside their folders. */
type Known = {
  /** Groups that were signalled as such. */
  groups?: readonly number[];
  descendants?: Descendants;
  /** The folders of attempts that have a user of their own, by that user. */
  owners?: ReadonlyMap<number, string>;
};

/**
 * Sends a signal to each process that belongs to one of some attempts' folders, and returns the
 * folders that have any. A process belongs to a folder that its environment names, that it has open
 * as its program had, or in which it works without a terminal (a person's shell has one); to that of
 * an attempt of which it was seen to descend; and to that of the attempt as whose own user it runs,
 * whatever it does. Those of `groups`, which were signalled as groups, are found and left alone. Where
 * there is no /proc, none is found.
 */
export function signalLeft(
  folders: Iterable<string>,
  signal: NodeJS.Signals | 0,
  { groups = [], descendants, owners }: Known = {},
): Set<string> {
  const wanted = [...folders];
  const found = new Set<string>();
  for (const pid of processIds()) {
    const folder =
      folderOf(pid, wanted) ??
      seenFolder(pid, wanted, descendants) ??
      ownersFolder(pid, wanted, owners);
    if (folder === undefined) continue;
    if (send(pid, groups.includes(statOf(pid).group) ? 0 : signal)) found.add(folder);
  }
  return found;
}

function folderOf(pid: number, folders: readonly string[]): string | undefined {
  const named = namedFolder(pid);
  const byName = folders.find((folder) => named !== null && isWithin(folder, named));
  if (byName !== undefined) return byName;
  const opened = attempt(() => readlinkSync(`/proc/${pid}/fd/${folderFile}`));
  const byFile = folders.find((folder) => folder === opened);
  if (byFile !== undefined) return byFile;
  const cwd = attempt(() => readlinkSync(`/proc/${pid}/cwd`)) ?? "";
  const byCwd = folders.find((folder) => isWithin(folder, cwd));
  return byCwd !== undefined && !statOf(pid).hasTerminal ? byCwd : undefined;
}

function seenFolder(
  pid: number,
  folders: readonly string[],
  descendants: Descendants | undefined,
): string | undefined {
  const folder = descendants?.folderOf(statOf(pid));
  return folder !== undefined && folders.includes(folder) ? folder : undefined;
}

function ownersFolder(
  pid: number,
  folders: readonly string[],
  owners: ReadonlyMap<number, string> | undefined,
): string | undefined {
  const folder = owners?.size ? owners.get(userOf(pid)) : undefined;
  return folder !== undefined && folders.includes(folder) ? folder : undefined;
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

function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  return attempt(() => process.kill(pid, signal)) ?? false;
}
