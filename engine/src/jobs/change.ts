import type { ChangeJob, Job } from "@formwork/contracts/job";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import type { JobChange } from "../store/steps/job-options.ts";
import type { ControlDeps } from "./control.ts";
import { jobNotFound } from "./job-not-found.ts";
import { presentJob } from "./present-job.ts";
import { readTime } from "./submission/draft-job.ts";

/**
 * Changes due time, priority, queue or tags of a job that has not started. Fails with
 * `state-conflict` for any other, and with `not-as-expected` for one whose `seq` is not `expectedSeq`.
 */
export async function changeJob(
  { store, committed }: Pick<ControlDeps, "store" | "committed">,
  {
    id,
    change,
    expectedSeq,
    principal,
    traceparent,
  }: Caller & { id: string; change: ChangeJob; expectedSeq?: number | undefined },
): Promise<Job> {
  const by = { actor: principal.id, traceparent };
  const result = await store.changeJob({ id, change: storedChange(change), expectedSeq, ...by });
  if (result.outcome === "missing") return jobNotFound(id);
  const { outcome, job } = result;
  if (outcome === "unexpected")
    return fail("not-as-expected", `Job ${id} was changed meanwhile; read it again`);
  if (outcome === "forbidden")
    return fail(
      "state-conflict",
      `Job ${id} is ${job.state}; only one that is scheduled or queued can be changed`,
    );
  if (outcome === "moved") committed({ work: job.state === "queued" });
  return presentJob(job);
}

function storedChange({ runAt, tags, ...others }: ChangeJob): JobChange {
  const options = tags === undefined ? others : { ...others, tags: [...new Set(tags)] };
  if (runAt === undefined || runAt === null) return { ...options, runAt };
  return { ...options, runAt: readTime(runAt) };
}
