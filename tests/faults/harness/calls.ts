import { setTimeout as pause } from "node:timers/promises";
import { type Client, createClient } from "@formwork/contracts/client/client";
import { isRefusal } from "@formwork/contracts/client/problem-error";
import type { Fleet } from "./fleet/fleet.ts";

/** How long a caller repeats a call that has no answer, in ms. */
const patienceMs = 90_000;
const callMs = 5000;

export type Calls = {
  /**
   * Makes a call at one scheduler after the other until one answers. Fails with the answer where
   * that is a refusal (4xx), and with the last fault when none answers within 90 s.
   */
  untilAnswered: <T>(call: (client: Client, signal: AbortSignal) => Promise<T>) => Promise<T>;
  /** Makes a call once, at the first scheduler. */
  once: <T>(call: (client: Client, signal: AbortSignal) => Promise<T>) => Promise<T>;
};

/** Makes the callers of a fleet: clients of its schedulers, signed in as the admin. */
export function callsTo({ schedulers, token }: Pick<Fleet, "schedulers" | "token">): Calls {
  const clients = schedulers.map(({ url }) => createClient({ baseUrl: url, token }));
  let turn = 0;
  // There is at least one scheduler.
  const nextClient = () => clients[turn++ % clients.length] as Client;
  return {
    once: (call) => call(nextClient(), AbortSignal.timeout(callMs)),
    async untilAnswered(call) {
      const end = performance.now() + patienceMs;
      for (;;) {
        try {
          return await call(nextClient(), AbortSignal.timeout(callMs));
        } catch (error) {
          if (isRefusal(error) || performance.now() > end) throw error;
          await pause(100);
        }
      }
    },
  };
}
