import { outage } from "../../../errors.ts";
import type { Clock } from "../../../runtime/clock.ts";
import { databaseAway } from "./outage.ts";

/**
 * Ends calls to a server that has fallen silent: it takes connections and answers nothing, as when it
 * is suspended or its disk hangs. A query that takes long is none of that, since the server goes on
 * answering the driver's heartbeats meanwhile.
 */
export type HungCalls = {
  /** The server has answered something. */
  heard: () => void;
  /** Waits for a call; refuses it as `unavailable` where the server is silent. */
  bound: <T>(call: Promise<T>) => Promise<T>;
};

/** Milliseconds without any answer after which a server counts as hung; it is asked every second. */
const silenceMs = 2250;
/** Milliseconds that a call which begins in such a silence is given. */
const patienceMs = 1000;
const lookMs = 250;

type Waiting = { since: number; refuse: () => void };

/** Makes the watch over calls. Its timer runs while calls wait, and keeps no process alive. */
export function createHungCalls({ monotonic }: Pick<Clock, "monotonic">): HungCalls {
  const waiting = new Set<Waiting>();
  let heardAt = Number.POSITIVE_INFINITY;
  let wasSilent = false;
  let timer: NodeJS.Timeout | undefined;

  function look() {
    const now = monotonic();
    const isSilent = now - heardAt > silenceMs;
    // Twice: what has arrived while this process was busy is read between two looks.
    if (isSilent && wasSilent)
      for (const { since, refuse } of waiting) if (now - since > patienceMs) refuse();
    wasSilent = isSilent;
    if (waiting.size === 0) rest();
  }
  function rest() {
    clearInterval(timer);
    timer = undefined;
    wasSilent = false;
  }
  function heard() {
    heardAt = monotonic();
  }
  return {
    heard,
    bound: (call) =>
      new Promise((resolve, reject) => {
        const one = { since: monotonic(), refuse };
        waiting.add(one);
        timer ??= setInterval(look, lookMs).unref();
        call.then(
          (value) => {
            waiting.delete(one);
            heard();
            resolve(value);
          },
          (error) => {
            waiting.delete(one);
            reject(error);
          },
        );
        function refuse() {
          waiting.delete(one);
          reject(outage(databaseAway, new Error("The server has fallen silent")));
        }
      }),
  };
}
