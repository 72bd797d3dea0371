import { setTimeout as pause } from "node:timers/promises";
import type { ChangeLimits } from "@formwork/contracts/limits";
import { folder, n } from "../measure/arguments.ts";
import { quantile, rateOf, report } from "../measure/measure.ts";
import { startServer } from "../scale/start-server.ts";

/**
 * Measures what limits cost: n single submits over HTTP, in turn without a limit and with limits of
 * calls and submits that are too high to refuse any.
 */
const rounds = 5;
const inFlight = 16;
/** Time in ms after which every process knows changed limits. */
const settledMs = 3000;
const none = { requestsPerMinute: null, submitsPerMinute: null };
const high = { requestsPerMinute: 1_000_000, submitsPerMinute: 1_000_000 };

const { client, stop } = await startServer(folder, 10 * 60_000);
await lapWith(none);
const rates: { off: number[]; on: number[] } = { off: [], on: [] };
for (let round = 0; round < rounds; round++) {
  rates.off.push(await lapWith(none));
  rates.on.push(await lapWith(high));
}
await stop();
const [off, on] = [quantile(rates.off, 0.5), quantile(rates.on, 0.5)];
const ratio = Math.round((on / off) * 100) / 100;
report({ work: "limits", n, jobs_s: on, limits: { off_jobs_s: off, ratio } });

/** Returns how many submits a second are answered under some limits. */
async function lapWith(limits: ChangeLimits): Promise<number> {
  await client.call("settings.set-limits", { body: limits });
  await pause(settledMs);
  let left = n;
  return rateOf(n, async () => {
    await Promise.all(
      Array.from({ length: inFlight }, async () => {
        while (left-- > 0) await submit(left);
      }),
    );
  });
}

async function submit(i: number): Promise<void> {
  await client.call("jobs.create", { body: { template: "noop", payload: { i } } });
}
