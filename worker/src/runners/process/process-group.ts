import { withTimeout } from "@formwork/engine/runtime/with-timeout";

/** Sends a signal to every process of a group; false where the group has none. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    // ESRCH: all gone. EPERM: what is left has become another user's and is out of reach either
    // way.
    return false;
  }
}

/**
 * Ends a group: TERM, then KILL after `graceMs` or as soon as its leader is gone (`ended`). Answers
 * when the leader is gone, or two seconds after the KILL: a process that waits for a dead disk
 * cannot be killed, and must not hold up its worker.
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
  await withTimeout(ended, 2000, () => undefined);
}
