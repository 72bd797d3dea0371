import type { JobState } from "@formwork/contracts/states";
import type { Store } from "../../store.ts";
import { hasEndedFor } from "../../verbs/keep-policy.ts";
import type { Database } from "../connection/database.ts";

type Wanted = Parameters<Store["findOldLogs"]>[0] & { now: number };
type Found = Awaited<ReturnType<Store["findOldLogs"]>>;
type LogOwner = {
  no: number;
  id: string;
  createdAt: number;
  state: JobState;
  finishedAt: number | null;
};

/**
 * Makes the look for logs whose jobs ended long enough ago. It goes from job to job along the table
 * of lines, whose order is that of creation, so it meets only jobs that have a log.
 */
export function createFindOldLogs(database: Database): (wanted: Wanted) => Found {
  const nextOwner = database.statement<LogOwner>(
    `select s.job as no, j.id, s.createdAt, s.state, s.finishedAt
     from standings s cross join jobs j on j.no = s.job
     where s.job = (select job from log_lines where job > ? order by job limit 1)`,
  );

  return ({ keepMs, limit, after = null, now }) => {
    const ids: string[] = [];
    let no = Number(after ?? 0);
    for (let looked = 0; looked < limit; looked++) {
      const owner = nextOwner.get(no);
      if (owner === undefined || owner.createdAt > now - keepMs) return { ids, next: null };
      if (hasEndedFor(keepMs, owner, now)) ids.push(owner.id);
      no = owner.no;
    }
    return { ids, next: String(no) };
  };
}
