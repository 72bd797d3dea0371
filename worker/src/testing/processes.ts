import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

/** Returns true while a process runs. A zombie, which has ended, does not. */
export async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return false;
  const state = stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3);
  return state !== "Z" && state !== "X";
}

/** Waits until `holds` returns true. Resolves with false where it does not within `ms`. */
export async function eventually(
  holds: () => boolean | Promise<boolean>,
  ms: number,
): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > deadline) return false;
    await delay(20);
  }
  return true;
}
