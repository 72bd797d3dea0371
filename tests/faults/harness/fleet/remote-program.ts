import { appendFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import type { RemoteJob } from "@formwork/contracts/client/remote/remote-job";
import { runRemote } from "@formwork/contracts/client/remote/run-remote";
import { beatMs, type Effect, type EffectPayload } from "./effects.ts";

/**
 * A remote worker of a run: claims jobs over HTTP from the scheduler at `FORMWORK_URL`, and appends
 * what it does to the file of effects. It stops as soon as a lease is lost.
 */
const { FORMWORK_URL: url = "", FORMWORK_TOKEN: token = "" } = process.env;
const { done, stop } = runRemote({
  ...{ url, token, templates: ["remote"], concurrency: 4, handler: run },
});
process.once("SIGTERM", () => void stop(0));
process.stdout.write("ready\n");
await done;

async function run({ jobId, attempt, signal, log, progress, ...job }: RemoteJob) {
  // The schema of the template has these properties.
  const { file, ms, failures } = job.payload as EffectPayload;
  const write = (what: Effect["what"]) => {
    signal.throwIfAborted();
    appendFileSync(file, `${JSON.stringify({ job: jobId, attempt, what, at: Date.now() })}\n`);
  };
  write("start");
  log(`started attempt ${attempt}`);
  for (let left = ms; left > 0; left -= beatMs) {
    await pause(Math.min(left, beatMs));
    write("beat");
    progress(Math.round(100 - (100 * left) / ms));
  }
  if (attempt <= failures) throw new Error(`attempt ${attempt} fails on purpose`);
  write("end");
  return { attempt };
}
