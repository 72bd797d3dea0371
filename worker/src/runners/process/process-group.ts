import { withTimeout } from "@formwork/engine/runtime/with-timeout";

/** Sends a signal to all processes of a group. Returns false where it has none. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    // ESRCH: the group is empty. EPERM: its processes run as another user, and cannot be signalled.
    return false;
  }
}

/** Time within which a killed process ends, in milliseconds. One that waits for a disk may not. */
const killTimeoutMs = 2000;

/**
 * Ends a process group: sends TERM, then KILL after `graceMs` or as soon as its leader has ended.
 * `ended` resolves when the leader has. Resolves then, or two seconds after the KILL.
 */
export async function endGroup(params: {
  group: number;
  ended: Promise<unknown>;
  graceMs: number;
}): Promise<void> {
  const { group, ended, graceMs } = params;
  if (graceMs > 0) {
    signalGroup(group, "SIGTERM");
    await withTimeout(ended, graceMs, () => undefined);
  }
  signalGroup(group, "SIGKILL");
  await withTimeout(ended, killTimeoutMs, () => undefined);
}
