import { type ProcessStat, processIds, statOf } from "./process-stat.ts";

/**
 * Remembers what the programs of attempts have started, and what that has started in turn, as seen
 * in one look after the other. Of a process that was seen once it is known to which attempt it
 * belongs, whatever it does to its environment, its folder, its group and its parent.
 */
export type Descendants = {
  /** Looks at all processes. `groups` are the programs of the attempts, by their folders. */
  look: (groups: ReadonlyMap<string, number>) => void;
  /** Takes processes for what the program of an attempt has started. */
  add: (folder: string, pids: readonly number[]) => void;
  /** Returns the folder of the attempt to which a process belongs, if it was seen. */
  folderOf: (process: Pick<ProcessStat, "pid" | "startedAt">) => string | undefined;
};

type Seen = { startedAt: string; folder: string };

/** Processes that are remembered of all attempts together. */
const maxSeen = 20_000;

export function createDescendants(): Descendants {
  let seen = new Map<number, Seen>();
  return {
    look(groups) {
      const alive = new Map(processIds().map((pid) => [pid, statOf(pid)]));
      const kept = [...seen].filter(
        ([pid, { startedAt, folder }]) =>
          alive.get(pid)?.startedAt === startedAt && groups.has(folder),
      );
      seen = withChildren(new Map([...kept, ...leadersOf(groups, alive, seen)]), alive);
    },
    add(folder, pids) {
      for (const pid of pids)
        if (seen.size < maxSeen) seen.set(pid, { startedAt: statOf(pid).startedAt, folder });
    },
    folderOf({ pid, startedAt }) {
      const known = seen.get(pid);
      return known?.startedAt === startedAt ? known.folder : undefined;
    },
  };
}

/** A program leads its group; once it has ended, its number may be that of another process. */
function leadersOf(
  groups: ReadonlyMap<string, number>,
  alive: ReadonlyMap<number, ProcessStat>,
  seen: ReadonlyMap<number, Seen>,
): [number, Seen][] {
  const known = new Set([...seen.values()].map(({ folder }) => folder));
  return [...groups].flatMap(([folder, pid]): [number, Seen][] => {
    const leader = alive.get(pid);
    if (known.has(folder) || leader === undefined || leader.group !== pid) return [];
    return [[pid, { startedAt: leader.startedAt, folder }]];
  });
}

/** Adds the children of each, and theirs. */
function withChildren(
  seen: Map<number, Seen>,
  alive: ReadonlyMap<number, ProcessStat>,
): Map<number, Seen> {
  const childrenOf = Map.groupBy(alive.values(), ({ parent }) => parent);
  // A map is walked in the order in which it was filled, so what is added is reached as well.
  for (const [pid, { folder }] of seen)
    for (const child of childrenOf.get(pid) ?? [])
      if (!seen.has(child.pid) && seen.size < maxSeen)
        seen.set(child.pid, { startedAt: child.startedAt, folder });
  return seen;
}
