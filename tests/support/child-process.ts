import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** True when the process has ended, by itself or by a signal: then it has no exit code. */
export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** Throws when the process has ended: who waits for its start need not wait longer. */
export function throwIfEnded(child: ChildProcess, name: string, output: () => string): void {
  if (hasEnded(child))
    throw new Error(`${name} ended with ${child.exitCode ?? child.signalCode}\n${output()}`);
}

/** Sends a signal, waits for the end of the process, and returns its exit code; null after a signal. */
export async function endChild(
  child: ChildProcess,
  signal: NodeJS.Signals,
): Promise<number | null> {
  if (!hasEnded(child)) {
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
  return child.exitCode;
}
