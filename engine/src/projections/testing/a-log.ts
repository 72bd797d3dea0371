import type { Bus } from "../../bus/bus.ts";
import { createLocalBus } from "../../bus/local/local.ts";
import { relayEvents } from "../../loops/relay.ts";
import { type Clock, systemClock } from "../../runtime/clock.ts";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import { claim, ends, settle } from "../../store/conformance/helpers.ts";
import type { Store } from "../../store/store.ts";
import { aNewJob } from "../../testing/a-new-job.ts";
import { createNumbers } from "../create-numbers.ts";
import { createNumbersKeeper } from "../follower/keep-numbers.ts";
import type { NumbersDeps } from "../follower/session.ts";
import type { Numbers } from "../numbers.ts";

/** The machine's clock, which a test can put forward. */
type ShiftedClock = Clock & { add: (ms: number) => void };

/** Makes a clock. */
function aShiftedClock(): ShiftedClock {
  let shift = 0;
  return {
    ...systemClock,
    now: () => Date.now() + shift,
    add(ms) {
      shift += ms;
    },
  };
}

/**
 * Returns the function that opens an empty log in memory, and what keeps and reads the counts of a
 * store by it. Logs are closed after each test.
 */
export function useLogs() {
  const opened: Bus[] = [];
  afterEach(async () => {
    for (const bus of opened.splice(0)) await bus.close();
  });
  return async function numbersOn(store: Store) {
    const clock = aShiftedClock();
    const bus = createLocalBus({ path: ":memory:", clock: systemClock });
    await bus.open();
    opened.push(bus);
    const deps: NumbersDeps = { store, bus, clock, telemetry: silentTelemetry() };
    const numbers = createNumbers({ store, clock, templates: { titles: async () => [] } });
    return {
      deps,
      numbers,
      keeper: (changes: Partial<NumbersDeps> = {}) => createNumbersKeeper({ ...deps, ...changes }),
      relay: () => relayEvents({ store, bus }),
      /** Puts the clock forward, by milliseconds. */
      shift: clock.add,
    };
  };
}

/** Submits jobs of two templates and queues, and ends each in one of three ways. */
export async function someEndedJobs(store: Store, count: number): Promise<void> {
  const jobs = Array.from({ length: count }, (_, n) =>
    aNewJob({ template: { name: `t${n % 2}`, version: 1 }, queue: `q${n % 3}` }),
  );
  await store.insertJobs({ jobs });
  for (const [n, one] of (await claim(store, { limit: count })).entries()) {
    if (n % 4 === 0) await settle(store, one, ends.exhaust);
    else if (n % 4 === 1)
      await store.controlJob({ id: one.job.id, cause: "cancel", traceparent: null });
    else await settle(store, one, ends.succeed);
  }
}

/** Returns what ended in the last hour, in all. */
export async function totals(numbers: Numbers, query: Parameters<Numbers["timeline"]>[0]["query"]) {
  const now = Date.now();
  const range = { from: now - 3_600_000, to: now + 60_000, bucketMs: 60_000 };
  const { items, complete } = await numbers.timeline({ ...range, query });
  const sum = { succeeded: 0, failed: 0, cancelled: 0 };
  for (const item of items)
    for (const state of ["succeeded", "failed", "cancelled"] as const) sum[state] += item[state];
  return { ...sum, complete };
}
