import type { Client } from "@formwork/contracts/client/client";
import type { SubmitJob } from "@formwork/contracts/job";
import { aPayload } from "../engines/bench-engine.ts";
import { rateOf } from "../measure/measure.ts";

const batchSize = 10_000;
const maxCancelsInFlight = 32;
/** Jobs that have the template, queue and tag `rare`, whatever n is. */
const rareJobs = 100;
/** One job of so many is cancelled after the fill. */
const cancelledOneOf = 1000;

/** A word that only the payload of the first job holds: a search finds it last. */
export const lastFound = "needle";

/** Submits n jobs in calls of 10,000, one call in flight. Returns jobs per second and some ids. */
export async function fillServer(
  client: Client,
  n: number,
): Promise<{ jobs_s: number; ids: string[] }> {
  const ids: string[] = [];
  const jobs_s = await rateOf(n, async () => {
    for (let from = 0; from < n; from += batchSize) {
      const length = Math.min(batchSize, n - from);
      const jobs = Array.from({ length }, (_, offset) => aJob(from + offset, n));
      const { items, rejected } = await client.call("jobs.batch", { body: { jobs } });
      if (rejected > 0) throw new Error(`${rejected} jobs were refused`);
      for (let i = 0; i < items.length; i += cancelledOneOf) ids.push(items[i]?.id ?? "");
    }
  });
  return { jobs_s, ids };
}

/** Cancels jobs one by one, so that jobs are in several states. */
export async function cancelJobs(client: Client, ids: string[]): Promise<void> {
  const left = [...ids];
  await Promise.all(
    Array.from({ length: maxCancelsInFlight }, async () => {
      for (let id = left.pop(); id !== undefined; id = left.pop())
        await client.call("jobs.cancel", { params: { id } });
    }),
  );
}

/** Returns the i-th job: one of three templates, three queues and many tags; a tenth waits. */
function aJob(i: number, n: number): SubmitJob {
  const rare = i % Math.ceil(n / rareJobs) === 1;
  const payload = aPayload(i);
  const template = i % 2 === 0 ? "noop" : "report";
  const queue = i % 3 === 0 ? "bulk" : "default";
  const tags = ["all", `group-${i % 50}`];
  return {
    ...(rare ? { template: "rare", queue: "rare" } : { template, queue }),
    tags: rare ? [...tags, "rare"] : tags,
    payload: i === 0 ? { ...payload, target: lastFound } : payload,
    priority: i % 10,
    ...(i % 10 === 9 ? { delay: `${24 + (i % 1000)}h` } : {}),
  };
}
