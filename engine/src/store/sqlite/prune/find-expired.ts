import type { Store } from "../../store.ts";
import { isKeptLongEnough, shortestKeepMs } from "../../verbs/keep-policy.ts";
import type { ExpiredJob } from "../../verbs/prune-store.ts";
import type { Database } from "../connection/database.ts";

type Wanted = Parameters<Store["findExpiredJobs"]>[0] & { now: number };
type Found = Awaited<ReturnType<Store["findExpiredJobs"]>>;
type Row = {
  no: number;
  id: string;
  template: string;
  createdAt: number;
  finishedAt: number | null;
  deletedPosition: number | null;
};

/**
 * Makes the look for jobs that were kept for long enough, along the index of their state by
 * creation: no job ends before it is created.
 */
export function createFindExpired(database: Database): (wanted: Wanted) => Found {
  const oldest = database.statement<Row>(jobsInState(">", "asc"));
  const newest = database.statement<Row>(jobsInState("<", "desc"));

  return ({ policy, state, limit, after = null, newestFirst = false, now }) => {
    const keepMs = shortestKeepMs(policy, state);
    if (keepMs === null) return { jobs: [], next: null };
    const beyond = newestFirst ? Number.MAX_SAFE_INTEGER : -1;
    const place = after === null ? [beyond, beyond] : placeOf(after);
    const [at = beyond, no = beyond] = place;
    const rows = (newestFirst ? newest : oldest).all(state, now - keepMs, at, at, no, limit);
    const last = rows.at(-1);
    return {
      jobs: rows.flatMap((row) => expiredJob({ ...row, state }, { policy, now })),
      next: last === undefined || rows.length < limit ? null : `${last.createdAt} ${last.no}`,
    };
  };
}

function expiredJob(
  { id, template, state, finishedAt, deletedPosition }: Row & Pick<ExpiredJob, "state">,
  { policy, now }: Pick<Wanted, "policy" | "now">,
): ExpiredJob[] {
  if (deletedPosition !== null || finishedAt === null) return [];
  const job = { id, template, state, finishedAt };
  return isKeptLongEnough(policy, job, now) ? [job] : [];
}

function jobsInState(than: string, direction: string): string {
  return `select s.job as no, j.id, j.template, s.createdAt, s.finishedAt, s.deletedPosition
    from standings s indexed by standings_by_state cross join jobs j on j.no = s.job
    where s.state = ? and s.createdAt <= ? and s.createdAt ${than}= ? and (s.createdAt, s.job) ${than} (?, ?)
    order by s.createdAt ${direction}, s.job ${direction} limit ?`;
}

function placeOf(text: string): number[] {
  return text.split(" ").map(Number);
}
