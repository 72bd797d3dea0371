import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { SubmitJob } from "@formwork/contracts/job";
import type { Calls } from "./calls.ts";
import { leaseMs } from "./fleet/fleet.ts";
import type { Acknowledged } from "./history.ts";
import { countOpen } from "./observe.ts";
import type { Random } from "./random.ts";

/** Callers that submit and cancel jobs while faults happen. */
export type Load = {
  acknowledged: Acknowledged[];
  /** Ends the load, and resolves when every call has its answer. */
  stop: () => Promise<void>;
};

/** Pause between two submits, in ms, at random below this: a process for every few of them takes most of a core. */
const maxPauseMs = 350;
/** Calls without an answer at the same time; more would only measure the machine. */
const maxOpen = 30;
/** Jobs that have not ended, beyond which the load pauses: a slow machine falls behind no further. */
const maxOpenJobs = 40;
const submitsPerCheck = 10;

/** Starts the load. Every call is repeated until it is answered, submits under the same key. */
export function startLoad(calls: Calls, random: Random, file: string): Load {
  const acknowledged: Acknowledged[] = [];
  const open = new Set<Promise<void>>();
  const faults: unknown[] = [];
  let stopped = false;

  async function submit(body: SubmitJob, cancelAfterMs: number | null): Promise<void> {
    const key = randomUUID();
    const { id } = await calls.untilAnswered((client, signal) =>
      client.call("jobs.create", { body, headers: { "idempotency-key": key }, signal }),
    );
    acknowledged.push({ call: "submit", key, job: id });
    if (cancelAfterMs === null) return;
    await pause(cancelAfterMs);
    await cancel(id);
  }
  async function cancel(id: string): Promise<void> {
    try {
      await calls.once((client, signal) => client.call("jobs.cancel", { params: { id }, signal }));
      acknowledged.push({ call: "cancel", job: id });
    } catch {
      // It has ended before, or nobody knows: then either is right.
    }
  }
  async function catchUp(): Promise<void> {
    while (!stopped && (await countOpen(calls)) > maxOpenJobs) await pause(maxPauseMs);
  }
  async function run(): Promise<void> {
    while (!stopped) {
      const body = aSubmit(random, file);
      const cancelAfterMs = random.next() < 0.1 ? random.between(0, 1500) : null;
      const one = submit(body, cancelAfterMs)
        .catch((error) => faults.push(error))
        .then(() => void open.delete(one));
      open.add(one);
      if (open.size >= maxOpen) await Promise.race(open);
      await pause(random.between(0, maxPauseMs));
      if (acknowledged.length % submitsPerCheck === 0) await catchUp();
    }
    await Promise.all(open);
    if (faults.length > 0)
      throw new AggregateError(faults, `${faults.length} submits were refused or never answered`);
  }
  const running = run();
  running.catch(() => undefined); // `stop` reports it.
  return {
    acknowledged,
    stop() {
      stopped = true;
      return running;
    },
  };
}

/** Makes a submit: mostly quick jobs, some that outlive a lease, fail at times or for good. */
function aSubmit(random: Random, file: string): SubmitJob {
  const draw = random.next();
  const quick = { file, ms: random.between(0, 300) };
  if (draw < 0.1) return { template: "shell", payload: { file, ms: random.between(500, 2500) } };
  const long = { file, ms: random.between(leaseMs / 2, leaseMs * 2) };
  if (draw < 0.2) return { template: "effect", payload: long };
  if (draw < 0.25) return { template: "remote", payload: long };
  if (draw < 0.35) return { template: "effect", payload: { ...quick, failures: 1 } };
  if (draw < 0.4) return { template: "effect", payload: { ...quick, failures: 3 } };
  return { template: draw < 0.55 ? "remote" : "effect", payload: quick };
}
