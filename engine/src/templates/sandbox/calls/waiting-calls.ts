import { DomainError } from "../../../errors.ts";
import type { Call } from "./call.ts";
import { createTurns, type RequestKey, requestOf } from "./turns.ts";

/** The calls that wait for a thread, bounded in number, in time and in what is sent at once. */
export type WaitingCalls = {
  /** Adds a call; rejects it as `unavailable` where too many wait. */
  add: (call: Call) => void;
  putBack: (calls: readonly Call[]) => void;
  /** Takes at most `maxTasks` calls for one message, and the JSON of the task of each. */
  take: (maxTasks: number) => { calls: Call[]; texts: string[] };
  /** Notes that the request of a call got an answer. */
  answered: (call: Call) => void;
  /** Rejects the calls of callers that have left, or have waited for too long without an answer. */
  sweep: () => void;
  rejectAll: (detail: string) => void;
  size: () => number;
};

/** Most calls that wait, of one caller and in all. A batch of jobs has 500 at a time. */
const max = { ofOne: 10_000, inAll: 20_000 } as const;
/** A message is no longer than that, in characters, unless one task alone is. */
const maxMessageLength = 512 * 1024;
/** Schemas that one message may bring along, of at most 64 kB each. */
const maxSchemas = 16;
/** Milliseconds without an answer after which a caller is told to come again. */
const patienceMs = 10_000;

export function createWaitingCalls({ now }: { now: () => number }): WaitingCalls {
  const turns = createTurns();
  const lastAnswers = new Map<RequestKey, number>();

  function reject(calls: readonly Call[], detail: string): void {
    for (const call of calls) call.reject(new DomainError("unavailable", detail));
  }
  function next(): Call | undefined {
    for (let call = turns.peek(); call !== undefined; call = turns.peek()) {
      if (!hasLeft(call)) return call;
      reject(turns.takeRequest(call), callerLeft);
    }
    return undefined;
  }
  return {
    size: turns.size,
    add(call) {
      if (turns.size() >= max.inAll || turns.sizeOf(call.asker.id) >= max.ofOne)
        reject([call], "Too many payloads wait to be checked; try again");
      else turns.push(call);
    },
    putBack: turns.putBack,
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
        turns.take();
        calls.push(call);
        texts.push(text);
      }
      return { calls, texts };
    },
    answered: (call) => void lastAnswers.set(requestOf(call), now()),
    sweep() {
      const late = now() - patienceMs;
      for (const call of turns.heads()) {
        const isLate = Math.max(call.since, lastAnswers.get(requestOf(call)) ?? 0) < late;
        if (hasLeft(call)) reject(turns.takeRequest(call), callerLeft);
        else if (isLate)
          reject(turns.takeRequest(call), "Payloads take too long to be checked; try again");
      }
      for (const [request, at] of lastAnswers) if (at < late) lastAnswers.delete(request);
    },
    rejectAll(detail) {
      for (const call of turns.heads()) reject(turns.takeRequest(call), detail);
    },
  };
}

const callerLeft = "The caller has left";

function hasLeft({ asker }: Call): boolean {
  return asker.signal?.aborted === true;
}
