import type { Call } from "./call.ts";
import { createFairQueue, type FairQueue } from "./fair-queue.ts";

/** Calls in a queue in which callers take turns, and the requests of one caller among themselves. */
export type Turns = {
  size: () => number;
  sizeOf: (caller: string) => number;
  push: (call: Call) => void;
  /** Puts calls before all others of their callers. */
  putBack: (calls: readonly Call[]) => void;
  peek: () => Call | undefined;
  take: () => Call | undefined;
  /** Takes all calls of the request to which a call belongs. */
  takeRequest: (call: Call) => Call[];
  /** Returns the first call of each request. */
  heads: () => Call[];
};

/** What one request asks for: its signal tells it from others of its caller. */
export type RequestKey = AbortSignal | string;

export function requestOf({ asker }: Call): RequestKey {
  return asker.signal ?? asker.id;
}

/** Creates an empty queue. */
export function createTurns(): Turns {
  /** Has the caller's id once for each of its calls. */
  const callers = createFairQueue<string, string>();
  const requests = new Map<string, FairQueue<RequestKey, Call>>();

  function requestsOf(caller: string): FairQueue<RequestKey, Call> {
    const queue = requests.get(caller) ?? createFairQueue<RequestKey, Call>();
    requests.set(caller, queue);
    return queue;
  }
  function forgetIfEmpty(caller: string): void {
    if (requests.get(caller)?.size() === 0) requests.delete(caller);
  }
  return {
    size: callers.size,
    sizeOf: callers.sizeOf,
    push(call) {
      callers.push(call.asker.id, call.asker.id);
      requestsOf(call.asker.id).push(requestOf(call), call);
    },
    putBack(calls) {
      callers.putBack(calls.map(({ asker: { id } }) => [id, id] as const));
      for (const [id, own] of Map.groupBy(calls, ({ asker }) => asker.id))
        requestsOf(id).putBack(own.map((call) => [requestOf(call), call] as const));
    },
    peek() {
      const caller = callers.peek();
      return caller === undefined ? undefined : requests.get(caller)?.peek();
    },
    take() {
      const caller = callers.take();
      if (caller === undefined) return undefined;
      const call = requests.get(caller)?.take();
      forgetIfEmpty(caller);
      return call;
    },
    takeRequest(call) {
      const { id } = call.asker;
      const taken = requests.get(id)?.takeAll(requestOf(call)) ?? [];
      for (const kept of callers.takeAll(id).slice(taken.length)) callers.push(id, kept);
      forgetIfEmpty(id);
      return taken;
    },
    heads: () => [...requests.values()].flatMap((queue) => queue.heads().map(([, call]) => call)),
  };
}
