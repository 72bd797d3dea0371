import { withTimeout } from "@formwork/engine/runtime/flow/with-timeout";
import { signalGroup } from "./process-group.ts";
import type { Watch } from "./supervisor.ts";

/** Time within which a killed process ends, in milliseconds. One that waits for a disk may not. */
const killTimeoutMs = 2000;

/**
 * Ends the processes of an attempt: sends TERM, then KILL to the group after `graceMs` or as soon
 * as its leader has ended. `ended` resolves when the leader has. Resolves then, or two seconds after
 * the KILL; what has left the group is killed when the watch is cleared.
 */
export async function endProcesses(params: {
  group: number;
  watch: Watch;
  ended: Promise<unknown>;
  graceMs: number;
}): Promise<void> {
  const { group, watch, ended, graceMs } = params;
  watch.remember();
  if (graceMs > 0) {
    signalGroup(group, "SIGTERM");
    watch.terminateLeft();
    await withTimeout(ended, graceMs, () => undefined);
  }
  signalGroup(group, "SIGKILL");
  await withTimeout(ended, killTimeoutMs, () => undefined);
}
