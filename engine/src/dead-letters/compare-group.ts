import type { Principal } from "@formwork/contracts/account";
import type { GroupFields } from "@formwork/contracts/dead-letter";
import { jobSight } from "@formwork/contracts/policies/jobs";
import { secretMask } from "@formwork/contracts/schema/secrets/secret-mask";
import { replaceSeals } from "../jobs/secrets/seal.ts";
import { withinSight } from "../jobs/within-sight.ts";
import type { Store } from "../store/store.ts";
import { differingFields } from "./differing-fields.ts";

/** Jobs that are compared, read in pages. */
const maxCompared = 200;
const pageSize = 20;
/** Characters of payloads after which no further page is read. */
const maxCharacters = 1_000_000;

/**
 * Compares the payloads of the newest jobs of a group. A secret stands there as the same mask in
 * each job, so that none is shown and two of them are never compared.
 */
export async function compareGroup(
  { store }: { store: Pick<Store, "findJobs"> },
  { key, principal }: { key: string; principal: Principal },
): Promise<GroupFields> {
  const payloads: Record<string, unknown>[] = [];
  const filter = { errorGroup: [key], ...withinSight({}, jobSight(principal)) };
  let characters = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await store.findJobs({
      filter,
      sort: "-createdAt",
      limit: pageSize,
      cursor,
    });
    payloads.push(...page.items.map(({ payload }) => replaceSeals(payload, () => secretMask)));
    characters += JSON.stringify(payloads.slice(-pageSize)).length;
    const isEnough = payloads.length >= maxCompared || characters >= maxCharacters;
    if (page.next === null || isEnough) {
      const hasMore = page.next !== null;
      return { compared: payloads.length, hasMore, items: differingFields(payloads) };
    }
    cursor = page.next;
  }
}
