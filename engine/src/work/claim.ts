import type { Secrets } from "../jobs/secrets.ts";
import type { ClaimedJob } from "../store/job-store.ts";
import type { Store } from "../store/store.ts";
import type { Templates } from "../templates/templates.ts";
import type { Assignment } from "./work.ts";

export type ClaimDeps = { store: Store; templates: Templates; secrets: Secrets; leaseMs: number };

/** Claims jobs for a worker and hands each over with its template and its secrets open. */
export async function claimJobs(
  deps: ClaimDeps,
  params: Omit<Parameters<Store["claimJobs"]>[0], "leaseMs">,
): Promise<Assignment[]> {
  const claimed = await deps.store.claimJobs({ ...params, leaseMs: deps.leaseMs });
  return Promise.all(claimed.map((job) => assign(deps, job)));
}

async function assign({ templates, secrets }: ClaimDeps, claimed: ClaimedJob): Promise<Assignment> {
  const template = await templates.stored(claimed.job.template);
  return {
    ...claimed,
    job: { ...claimed.job, payload: secrets.open(claimed.job.payload) },
    template,
  };
}
