import { createInterface } from "node:readline";
import { signalGroup } from "./process-group.ts";

/**
 * The script of the supervisor process, which ends process groups that its worker no longer can.
 * Its standard input is a pipe from the worker, and closes when the worker has ended for whatever
 * reason; this process then ends the watched groups and itself. Each line is a command: `+<group>`
 * watches a group, `-<group>` no longer does, `fence <ms>` kills all groups after that time,
 * `fence` cancels that.
 */
const groups = new Set<number>();
let fence: NodeJS.Timeout | undefined;

function signalAll(signal: NodeJS.Signals) {
  for (const group of groups) if (!signalGroup(group, signal)) groups.delete(group);
}

function runCommand(line: string) {
  if (line.startsWith("+")) groups.add(Number(line.slice(1)));
  else if (line.startsWith("-")) groups.delete(Number(line.slice(1)));
  else {
    clearTimeout(fence);
    const ms = line.slice("fence ".length);
    if (ms !== "") fence = setTimeout(signalAll, Number(ms), "SIGKILL");
  }
}

/** Time that groups have to end after TERM, and after KILL, in milliseconds. */
const graceMs = 5000;
const killTimeoutMs = 2000;
const pollMs = 100;

function endGroupsAndExit() {
  const killAt = performance.now() + graceMs;
  const poll = () => {
    signalAll(performance.now() < killAt ? "SIGTERM" : "SIGKILL");
    if (groups.size === 0 || performance.now() > killAt + killTimeoutMs) process.exit();
    setTimeout(poll, pollMs);
  };
  signalAll("SIGTERM");
  poll();
}

// A service manager signals all processes of a service. This one stays until the worker, which
// drains first, has ended.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
createInterface(process.stdin).on("line", runCommand).on("close", endGroupsAndExit);
