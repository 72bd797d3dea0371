import type { ClaimedJobs } from "@formwork/contracts/work";
import type { Assignment, Work } from "../../work.ts";
import type { Presence } from "../presence/presence.ts";
import { type ClaimLine, type ClaimWish, releaseAll } from "./claim-line.ts";
import { type PresentClaimDeps, presentClaim } from "./present-claim.ts";

type Deps = PresentClaimDeps & {
  line: Pick<ClaimLine, "claim">;
  work: Pick<Work, "settle">;
  presence: Pick<Presence, "arrive" | "depart">;
};

/** Claims jobs for a remote worker. Gives them back where the caller cannot get to know of them. */
export async function claimWork(deps: Deps, wish: ClaimWish): Promise<ClaimedJobs> {
  const { clock, line, work, presence } = deps;
  const { worker, signal } = wish;
  const start = clock.monotonic();
  let told: readonly Assignment[] = [];
  await presence.arrive(worker);
  try {
    const { jobs: claimed, sentAt } = await line.claim(wish);
    const jobs = await presentAll(deps, claimed, { worker, sentAt });
    const waitedMs = Math.floor(clock.monotonic() - start);
    if (!signal.aborted) {
      told = claimed;
      return { jobs, waitedMs };
    }
    await releaseAll(work, claimed);
    return { jobs: [], waitedMs };
  } finally {
    presence.depart(worker.id, told.map(heldJob), work.leaseMs);
  }
}

async function presentAll(
  deps: Deps,
  claimed: readonly Assignment[],
  to: Parameters<typeof presentClaim>[2],
) {
  try {
    return await Promise.all(claimed.map((job) => presentClaim(deps, job, to)));
  } catch (error) {
    await releaseAll(deps.work, claimed);
    throw error;
  }
}

function heldJob({ job: { id, template, summary, createdBy } }: Assignment) {
  return { id, template: template.name, summary, createdBy };
}
