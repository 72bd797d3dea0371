import type { JobEvent } from "@formwork/contracts/events/events";
import type { Rates } from "./empty-in.ts";

/** Jobs that came into each queue and left it, second by second; `since` is when counting began. */
export type QueueFlow = {
  since: number;
  seconds: readonly { at: number; queues: ReadonlyMap<string, Rates> }[];
};

const secondMs = 1_000;
const windowMs = 60_000;
/** A shorter time than this says nothing about a minute. */
const minWindowMs = 10_000;

/** What decides where a job comes or goes. */
type Step = Pick<JobEvent, "type"> & { data: Pick<JobEvent["data"], "queue" | "state"> };

/** Returns a flow that begins now. */
export function startFlow(now: number): QueueFlow {
  return { since: now, seconds: [] };
}

/** Returns the flow of the last minute after some events; where none of them counts, the same one. */
export function countEvents(flow: QueueFlow, events: readonly Step[], now: number): QueueFlow {
  const steps = events.filter((event) => comesOrGoes(event) !== null);
  if (steps.length === 0) return flow;
  const at = now - (now % secondMs);
  const last = flow.seconds.at(-1);
  const queues = new Map(last?.at === at ? last.queues : []);
  for (const step of steps) add(queues, step);
  const before = flow.seconds.filter((second) => second.at !== at && second.at > now - windowMs);
  return { since: flow.since, seconds: [...before, { at, queues }] };
}

function add(queues: Map<string, Rates>, step: Step) {
  const known = queues.get(step.data.queue) ?? { in: 0, out: 0 };
  const direction = comesOrGoes(step) ?? "in";
  queues.set(step.data.queue, { ...known, [direction]: known[direction] + 1 });
}

/** A job comes each time it is queued, and leaves when it starts. */
function comesOrGoes({ type, data }: Step): keyof Rates | null {
  if (type === "job.started") return "out";
  return type !== "job.progressed" && data.state === "queued" ? "in" : null;
}

/** Returns the jobs per minute of a queue, over the last minute; null before there is enough of it. */
export function ratesOf({ since, seconds }: QueueFlow, queue: string, now: number): Rates | null {
  const seenMs = Math.min(windowMs, now - since);
  if (seenMs < minWindowMs) return null;
  const counted = seconds
    .filter(({ at }) => at > now - windowMs)
    .flatMap(({ queues }) => queues.get(queue) ?? []);
  const perMinute = (direction: keyof Rates) =>
    Math.round((counted.reduce((sum, rates) => sum + rates[direction], 0) * windowMs) / seenMs);
  return { in: perMinute("in"), out: perMinute("out") };
}
