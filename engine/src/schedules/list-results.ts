import type { Principal } from "@formwork/contracts/account";
import { jobSight } from "@formwork/contracts/policies/jobs";
import { isWithinSight } from "@formwork/contracts/policies/within-sight";
import type { ScheduleResult, ScheduleResults } from "@formwork/contracts/schedule";
import { withinSight } from "../jobs/within-sight.ts";
import { isoTime } from "../store/iso-time.ts";
import type { ScheduleDeps } from "./schedule-deps.ts";

/** Results of one schedule that are listed. */
const maxResults = 20;
/** Schedules that are read at once. */
const maxAtOnce = 8;

type Deps = Pick<ScheduleDeps, "store" | "schedules" | "slots">;

/** Returns the last results of schedules, in the order of `ids`; unknown ones are left out. */
export async function listResults(
  deps: Deps,
  { ids, principal }: { ids: readonly string[]; principal: Principal },
): Promise<{ items: ScheduleResults[] }> {
  const wanted = [...new Set(ids)];
  const items: (ScheduleResults | null)[] = [];
  while (items.length < wanted.length) {
    const some = wanted.slice(items.length, items.length + maxAtOnce);
    items.push(...(await Promise.all(some.map((id) => resultsOf(deps, id, principal)))));
  }
  return { items: items.flatMap((item) => item ?? []) };
}

async function resultsOf({ store, schedules, slots }: Deps, id: string, principal: Principal) {
  const schedule = (await schedules.get({ id }))?.row;
  if (schedule === undefined || schedule.isDeleted || !isWithinSight(principal, schedule))
    return null;
  const filter = { schedule: id, ...withinSight({}, jobSight(principal)) };
  const last = { order: "at", descending: true, limit: maxResults } as const;
  const [jobs, passed] = await Promise.all([
    store.findJobs({ filter, sort: "-createdAt", limit: maxResults }),
    slots.page({ where: { schedule: id }, ...last }),
  ]);
  const made = jobs.items.map(
    (job): ScheduleResult => ({
      at: job.runAt,
      outcome: job.state,
      jobId: job.id,
      summary: job.summary,
    }),
  );
  const unfired = passed.items.flatMap(({ row }): ScheduleResult[] =>
    row.outcome === "fired"
      ? []
      : [{ at: isoTime(row.at), outcome: row.outcome, jobId: null, summary: row.reason ?? "" }],
  );
  const results = [...made, ...unfired].sort(byTime).slice(-maxResults);
  return { id, results, missed: unfired.filter(({ outcome }) => outcome === "missed").length };
}

function byTime(one: ScheduleResult, other: ScheduleResult): number {
  return Date.parse(one.at) - Date.parse(other.at);
}
