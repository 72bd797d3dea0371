import { fork } from "node:child_process";
import { openSubject } from "../engines/open-subject.ts";
import type { Subject } from "../engines/subject.ts";
import { draining, folder, n } from "./assignment.ts";
import { fill } from "./fill.ts";

/**
 * Stores n jobs, then starts the work once more, in a fresh process that has never seen them, and
 * there does `measure`. `script` is the work's own address, `flags` are Node's for the fresh
 * process.
 */
export async function afterFilling(params: {
  script: string;
  flags?: string[];
  measure: (subject: Subject) => Promise<void>;
}): Promise<void> {
  const subject = await openSubject(folder);
  if (draining) return params.measure(subject);
  await fill(subject, n);
  await subject.close();
  const child = fork(new URL(params.script), [folder, String(n), "drain"], {
    stdio: "inherit",
    execArgv: params.flags ?? [],
  });
  child.on("message", (measured) => process.send?.(measured, () => process.exit()));
}

/**
 * Drains the n jobs with one worker in this process. `onJob` hears how many have run, after each
 * one.
 */
export async function drain(
  subject: Subject,
  onJob: (handled: number) => void = () => {},
): Promise<void> {
  const all = Promise.withResolvers<void>();
  let handled = 0;
  await subject.work(() => {
    onJob(++handled);
    if (handled === n) all.resolve();
  });
  await all.promise;
  await subject.settled(n);
}
