import type { Job } from "@formwork/contracts/job";
import { isFinal } from "@formwork/contracts/states";
import type { JobChanges } from "./job-changes.ts";

export type Waiting = {
  id: string;
  /** Reads the job, as its caller may. */
  read: () => Promise<Job>;
  waitMs: number;
  /** Aborts when the caller has left or may no longer see the job, or the server stops. */
  signal: AbortSignal;
};

/**
 * Returns a job once it has ended, or as it is after `waitMs`. It costs a place in a map, and a read
 * when an event says that the job has ended. Where `signal` aborts, it is as it was before.
 */
export async function untilEnded(
  changes: JobChanges,
  { id, read, waitMs, signal }: Waiting,
): Promise<Job> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
  const latch = createLatch(over);
  const onChange: Parameters<JobChanges["subscribe"]>[1] = (event) => {
    if (event === null || event.type === "job.deleted" || isFinal(event.data.state)) latch.set();
  };
  await changes.subscribe(id, onChange);
  try {
    let job = await read();
    while (!isFinal(job.state) && !over.aborted) {
      await latch.wait();
      if (signal.aborted) return job;
      job = await read();
    }
    return job;
  } finally {
    await changes.unsubscribe(id, onChange);
  }
}

/** Makes what is waited at until it is set, or `signal` aborts; a wait takes the set away. */
function createLatch(signal: AbortSignal) {
  let isSet = false;
  let wake = () => {};
  signal.addEventListener("abort", () => wake(), { once: true });
  return {
    set() {
      isSet = true;
      wake();
    },
    async wait() {
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (isSet || signal.aborted) resolve();
      });
      isSet = false;
    },
  };
}
