import type { Principal } from "@formwork/contracts/account";
import { isWithinSight, missesSome } from "@formwork/contracts/policies/within-sight";
import type { Store } from "../store/store.ts";

/** Returns those of some jobs that a principal may see; all of them to who sees every job. */
export async function seenJobs(
  { knownJobs }: Pick<Store, "knownJobs">,
  principal: Principal,
  ids: string[],
): Promise<Set<string>> {
  if (ids.length === 0 || !missesSome(principal)) return new Set(ids);
  const found = await knownJobs({ ids });
  return new Set(found.filter((job) => isWithinSight(principal, job)).map(({ id }) => id));
}
