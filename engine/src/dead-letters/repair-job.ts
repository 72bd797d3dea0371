import { traceHeaders } from "@formwork/contracts/events/trace-context";
import type { Job } from "@formwork/contracts/job";
import type { JobRepair } from "@formwork/contracts/job-action";
import { applyChanges } from "@formwork/contracts/payload-changes";
import { isFinal } from "@formwork/contracts/states";
import type { Caller } from "../caller.ts";
import { fail } from "../errors.ts";
import { jobNotFound } from "../jobs/job-not-found.ts";
import { rerunJob } from "../jobs/rerun.ts";
import { maskSecrets } from "../jobs/secrets/seal.ts";
import type { SubmitDeps } from "../jobs/submission/submit.ts";
import type { Store } from "../store/store.ts";

/**
 * Runs a dead letter again with changes laid over its payload, which is validated anew; its secrets
 * are kept as in any re-run. A second call with the same trace returns the job of the first, so that
 * a process may die in between. Fails as `rerunJob` does, and with `state-conflict` where the job is
 * no dead letter, or has a re-run that stands for it.
 */
export async function repairJob(
  deps: SubmitDeps,
  { id, repair, ...caller }: Caller & { id: string; repair: JobRepair },
): Promise<Job> {
  const origin = (await deps.store.getJob({ id })) ?? jobNotFound(id);
  const rerun = await newestRerun(deps.store, id);
  if (rerun !== undefined && (await isOwn(deps.store, rerun, caller))) return rerun;
  refuseOthers(origin, rerun);
  const { name } = origin.template;
  const version = repair.version ?? (await deps.templates.stored({ name })).version;
  const payload = applyChanges(maskSecrets(origin.payload), repair.changes);
  const idempotencyKey = `repair ${caller.traceparent} ${id}`;
  return (await rerunJob(deps, { ...caller, id, payload, version, idempotencyKey })).job;
}

async function newestRerun(store: Store, rerunOf: string): Promise<Job | undefined> {
  const query = { filter: { rerunOf }, sort: "-createdAt", limit: 1 } as const;
  return (await store.findJobs(query)).items[0];
}

/** Whether a re-run was made by the same call before. */
async function isOwn(store: Store, { id }: Job, { traceparent }: Caller): Promise<boolean> {
  const [created] = (await store.listEvents({ id, limit: 1 })).items;
  return traceparent !== null && created?.traceparent === traceHeaders(traceparent).traceparent;
}

/** Refuses a job that is not failed and open, and one whose re-run is under way or failed as well. */
function refuseOthers(job: Job, rerun: Job | undefined): void {
  if (!isDeadLetter(job)) fail("state-conflict", `Job ${job.id} is no dead letter any more`);
  if (rerun === undefined) return;
  if (!isFinal(rerun.state))
    fail("state-conflict", `Job ${job.id} is being run again already, as job ${rerun.id}`);
  if (isDeadLetter(rerun))
    fail("state-conflict", `Job ${rerun.id}, the re-run of job ${job.id}, failed in its place`);
}

function isDeadLetter({ state, dismissedAt }: Job): boolean {
  return state === "failed" && dismissedAt === null;
}
