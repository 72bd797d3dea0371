import { DomainError } from "../../../errors.ts";
import type { Call } from "./call.ts";
import { createFairQueue } from "./fair-queue.ts";

/** The calls that wait for a thread, bounded in number, in time and in what is sent at once. */
export type WaitingCalls = {
  /** Adds a call; rejects it as `unavailable` where too many wait. */
  add: (call: Call) => void;
  putBack: (calls: readonly Call[]) => void;
  /** Takes at most `maxTasks` calls for one message, and the JSON of the task of each. */
  take: (maxTasks: number) => { calls: Call[]; texts: string[] };
  /** Notes that the caller of a call got an answer. */
  answered: (call: Call) => void;
  /** Rejects the calls of callers that have left, or have waited for too long without an answer. */
  sweep: () => void;
  rejectAll: (detail: string) => void;
  size: () => number;
};

/** Most calls that wait, of one caller and in all. A batch of jobs has 500 at a time. */
const max = { ofOne: 5000, inAll: 20_000 } as const;
/** A message is no longer than that, in characters, unless one task alone is. */
const maxMessageLength = 512 * 1024;
/** Schemas that one message may bring along, of at most 64 kB each. */
const maxSchemas = 16;
/** Milliseconds without an answer after which a caller is told to come again. */
const patienceMs = 10_000;

export function createWaitingCalls({ now }: { now: () => number }): WaitingCalls {
  const queue = createFairQueue<Call>();
  const lastAnswers = new Map<string, number>();

  function reject(calls: readonly Call[], detail: string): void {
    for (const call of calls) call.reject(new DomainError("unavailable", detail));
  }
  /** Drops the calls of callers that have left from the front of the queue. */
  function next(): Call | undefined {
    for (let call = queue.peek(); call !== undefined; call = queue.peek()) {
      if (call.asker.signal?.aborted !== true) return call;
      reject(queue.takeAll(call.asker.id).filter(hasLeft(reAdd)), "The caller has left");
    }
    return undefined;
  }
  function reAdd(call: Call): void {
    queue.push(call.asker.id, call);
  }
  return {
    size: queue.size,
    add(call) {
      const { id } = call.asker;
      if (queue.size() >= max.inAll || queue.sizeOf(id) >= max.ofOne)
        reject([call], "Too many payloads wait to be checked; try again");
      else queue.push(id, call);
    },
    putBack: (calls) => queue.putBack(calls.map((call) => [call.asker.id, call] as const)),
    take(maxTasks) {
      const calls: Call[] = [];
      const texts: string[] = [];
      const schemas = new Set<unknown>();
      let length = 0;
      for (let call = next(); call !== undefined && calls.length < maxTasks; call = next()) {
        const text = JSON.stringify(call.task);
        length += text.length;
        schemas.add(call.schema);
        if (calls.length > 0 && (length > maxMessageLength || schemas.size > maxSchemas)) break;
        queue.take();
        calls.push(call);
        texts.push(text);
      }
      return { calls, texts };
    },
    answered: ({ asker }) => void lastAnswers.set(asker.id, now()),
    sweep() {
      const late = now() - patienceMs;
      for (const [caller, { since, asker }] of queue.heads()) {
        const isLate = Math.max(since, lastAnswers.get(caller) ?? 0) < late;
        if (isLate || asker.signal?.aborted === true)
          reject(
            queue.takeAll(caller).filter((call) => isLate || hasLeft(reAdd)(call)),
            "Payloads take too long to be checked at present; try again",
          );
      }
      for (const [caller, at] of lastAnswers) if (at < late) lastAnswers.delete(caller);
    },
    rejectAll(detail) {
      for (const [caller] of queue.heads()) reject(queue.takeAll(caller), detail);
    },
  };
}

/** Tells calls whose caller has left from those of other requests of the same one, which stay. */
function hasLeft(stay: (call: Call) => void): (call: Call) => boolean {
  return (call) => {
    const left = call.asker.signal?.aborted === true;
    if (!left) stay(call);
    return left;
  };
}
