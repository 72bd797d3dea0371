import { readFileSync } from "node:fs";
import { attempt, processIds } from "../process/process-stat.ts";

/** Returns the users that processes of this machine run as. Where there is no /proc, none. */
export function usersOfProcesses(): Set<number> {
  return new Set(processIds().map(userOf));
}

/** Returns the user that a process runs as; -1 where there is no such process. */
export function userOf(pid: number): number {
  const status = attempt(() => readFileSync(`/proc/${pid}/status`, "utf8")) ?? "";
  const [, real = "-1"] = /^Uid:\t(\d+)/m.exec(status) ?? [];
  return Number(real);
}
