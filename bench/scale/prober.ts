import { setTimeout as pause } from "node:timers/promises";
import { createClient } from "@formwork/contracts/client/client";
import { aPayload } from "../engines/bench-engine.ts";
import { quantile } from "../measure/measure.ts";
import type { Times } from "./scale-result.ts";

/**
 * Runs in a process of its own, so that its times are those of the server. Makes three kinds of
 * small requests, each every 30 ms and one at a time; at a message it finishes them and answers
 * with their times.
 */
const [url = "", token = "", id = ""] = process.argv.slice(2);
const intervalMs = 30;
const warmUpCalls = 10;
const client = createClient({ baseUrl: url, token });
let ending = false;

const calls = {
  live: async () => void (await (await fetch(`${url}/health/live`)).text()),
  get: async () => void (await client.call("jobs.get", { params: { id } })),
  submit: async () =>
    void (await client.call("jobs.create", { body: { template: "noop", payload: aPayload(0) } })),
};

for (const call of Object.values(calls)) for (let i = 0; i < warmUpCalls; i++) await call();
process.send?.("warm");
process.once("disconnect", () => process.exit());
process.once("message", () => {
  ending = true;
});
const [live, get, submit] = await Promise.all([
  repeat(calls.live),
  repeat(calls.get),
  repeat(calls.submit),
]);
process.send?.({ live, get, submit }, () => process.exit());

async function repeat(call: () => Promise<void>): Promise<Times> {
  const times: number[] = [];
  while (!ending) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
    await pause(intervalMs);
  }
  return { calls: times.length, median: quantile(times, 0.5), max: quantile(times, 1) };
}
