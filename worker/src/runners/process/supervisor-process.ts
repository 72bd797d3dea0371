import { createInterface } from "node:readline";
import { signalGroup } from "./process-group.ts";

/**
 * The supervisor: a process of its own that outlives its worker by a few seconds, to end what the
 * worker can no longer end. Its input, a pipe from the worker, closes when the worker is gone,
 * however it went. Lines on it: `+<group>` watch, `-<group>` forget, `fence <ms>` kill everything
 * then unless told again, `fence` never mind.
 */
const groups = new Set<number>();
let fence: NodeJS.Timeout | undefined;

function endAll(signal: NodeJS.Signals) {
  for (const group of groups) if (!signalGroup(group, signal)) groups.delete(group);
}

function obey(line: string) {
  if (line.startsWith("+")) groups.add(Number(line.slice(1)));
  else if (line.startsWith("-")) groups.delete(Number(line.slice(1)));
  else {
    clearTimeout(fence);
    const ms = line.slice("fence ".length);
    if (ms !== "") fence = setTimeout(endAll, Number(ms), "SIGKILL");
  }
}

function outlive() {
  const killAt = performance.now() + 5000;
  const poll = () => {
    endAll(performance.now() < killAt ? "SIGTERM" : "SIGKILL");
    if (groups.size === 0 || performance.now() > killAt + 2000) process.exit();
    setTimeout(poll, 100);
  };
  endAll("SIGTERM");
  poll();
}

// A service manager signals every process of the service; the worker then drains, and this one
// stays until it has.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => undefined);
createInterface(process.stdin).on("line", obey).on("close", outlive);
