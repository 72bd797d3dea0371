import type { Secrets } from "../jobs/secrets/secrets.ts";
import type { ClaimLimits } from "../queues/claim-limits.ts";
import type { Store } from "../store/store.ts";
import type { Templates } from "../templates/templates.ts";
import { oncePerVersion } from "../templates/versions/once-per-version.ts";
import type { Assignment } from "./work.ts";

export type ClaimDeps = {
  store: Store;
  templates: Templates;
  secrets: Secrets;
  leaseMs: number;
  limits: Pick<ClaimLimits, "current">;
};

/** Claims jobs for a worker, each with its template and with the secrets of its payload opened. */
export async function claimJobs(
  { store, templates, secrets, leaseMs, limits }: ClaimDeps,
  params: Omit<Parameters<Store["claimJobs"]>[0], "leaseMs" | "limits">,
): Promise<Assignment[]> {
  const claimed = await store.claimJobs({
    ...params,
    leaseMs,
    limits: await limits.current(),
  });
  const find = oncePerVersion(templates.stored);
  return Promise.all(
    claimed.map(async (claim) => ({
      ...claim,
      job: {
        ...claim.job,
        payload: secrets.open(claim.job.payload, { ownerId: claim.job.id }),
      },
      template: await find(claim.job.template),
    })),
  );
}
