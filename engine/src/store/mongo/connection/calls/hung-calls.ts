import { outage } from "../../../../errors.ts";
import type { Clock } from "../../../../runtime/clock.ts";
import { databaseAway } from "../outage.ts";

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

/**
 * Milliseconds without any answer after which a server counts as hung; it is asked twice a second. A
 * request makes several calls, one after the other, and has three seconds for all of them.
 */
const silenceMs = 2000;
/** Milliseconds that a call which begins in such a silence is given. */
const patienceMs = 1000;
/** The same for a call that begins once others were refused. */
const knownPatienceMs = 250;
const lookMs = 100;

type Waiting = { since: number; patience: number; refuse: () => void };

/** Makes the watch over calls. Its timer runs while calls wait, and keeps no process alive. */
export function createHungCalls({ monotonic }: Pick<Clock, "monotonic">): HungCalls {
  const waiting = new Set<Waiting>();
  let heardAt = Number.POSITIVE_INFINITY;
  let wasSilent = false;
  let isKnown = false;
  let timer: NodeJS.Timeout | undefined;

  function look() {
    const now = monotonic();
    const isSilent = now - heardAt > silenceMs;
    // Twice: what has arrived while this process was busy is read between two looks.
    if (isSilent && wasSilent)
      for (const { since, patience, refuse } of waiting) if (now - since > patience) refuse();
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
    isKnown = false;
  }
  return {
    heard,
    bound: (call) =>
      new Promise((resolve, reject) => {
        const patience = isKnown ? knownPatienceMs : patienceMs;
        const one = { since: monotonic(), patience, refuse };
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
          isKnown = true;
          reject(outage(databaseAway, new Error("The server has fallen silent")));
        }
      }),
  };
}
