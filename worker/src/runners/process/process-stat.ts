import { readdirSync, readFileSync } from "node:fs";

/**
 * A process as Linux tells of it. `state` is a letter; `startedAt` is in ticks since the start of the
 * machine, and tells a process from a later one of its id. Both are empty where there is none.
 */
export type ProcessStat = {
  pid: number;
  state: string;
  parent: number;
  group: number;
  hasTerminal: boolean;
  startedAt: string;
};

/** Lists the ids of all processes but this one. Where there is no /proc, none. */
export function processIds(): number[] {
  return (attempt(() => readdirSync("/proc")) ?? [])
    .filter((name) => /^[1-9]\d*$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

/** Reads what follows the name in brackets: state, parent, group, session, terminal (0 for none). */
export function statOf(pid: number): ProcessStat {
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8")) ?? "";
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state = "", parent, group, , terminal] = fields;
  return {
    pid,
    state,
    parent: Number(parent),
    group: Number(group),
    hasTerminal: terminal !== "0",
    startedAt: fields[19] ?? "",
  };
}

/** Processes that are listed of one program. */
const maxChildren = 200;

/** Lists what a process has started and what that has started, as long as their parents live. */
export function childrenOf(pid: number): number[] {
  const found = [pid];
  for (const parent of found)
    for (const thread of attempt(() => readdirSync(`/proc/${parent}/task`)) ?? []) {
      const path = `/proc/${parent}/task/${thread}/children`;
      const children = attempt(() => readFileSync(path, "utf8")) ?? "";
      found.push(...children.split(" ").filter(Boolean).map(Number));
      if (found.length > maxChildren) return found.slice(1, maxChildren + 1);
    }
  return found.slice(1);
}

/** A process may end while it is looked at, or belong to another user. */
export function attempt<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
