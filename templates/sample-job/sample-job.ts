import { setTimeout as wait } from "node:timers/promises";
import type { HandlerInput } from "@formwork/contracts/handler";
import { chatter } from "./chatter.ts";
import { type Failure, fails } from "./failure.ts";

type Payload = {
  steps: number;
  seconds: number;
  lines: number;
  colours: boolean;
  failure: Failure;
  notAfter?: string;
  password?: string;
  labels?: Record<string, string>;
};
type Report = { steps: number; attempt: number; tookMs: number; labels: Record<string, string> };

/** Waits, logs and reports progress in steps, and fails half-way where the payload says so. */
export async function run({
  payload,
  attempt,
  log,
  progress,
  signal,
}: HandlerInput<Payload>): Promise<Report> {
  const { steps, seconds, lines, colours, failure, notAfter, password, labels = {} } = payload;
  const start = performance.now();
  if (notAfter !== undefined && Date.parse(notAfter) < Date.now())
    throw new Error(`Too late: it should have started by ${notAfter}`);
  if (password !== undefined)
    log(`The password has ${password.length} characters; they are not shown`);
  const failing = fails(failure, attempt, Math.random());
  for (let step = 1; step <= steps; step += 1) {
    progress((100 * (step - 1)) / steps, `Step ${step} of ${steps}`);
    for (const line of chatter({ step, lines, colours })) log(line);
    await wait(seconds * 1000, undefined, { signal });
    if (failing && step >= steps / 2) throw new Error(failure.message ?? "The sample failed");
  }
  progress(100, "Done");
  return { steps, attempt, tookMs: Math.round(performance.now() - start), labels };
}
