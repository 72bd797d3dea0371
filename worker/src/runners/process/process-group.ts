/** Sends a signal, or none (0), to all processes of a group. Returns false where it has none. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    // ESRCH: the group is empty. EPERM: its processes run as another user, and cannot be signalled.
    return false;
  }
}
