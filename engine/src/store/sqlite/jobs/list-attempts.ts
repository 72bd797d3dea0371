import type { Attempt } from "@formwork/contracts/job";
import { numberOf, pageOf } from "../../cursor.ts";
import { isoTime, isoTimeOrNull } from "../../iso-time.ts";
import { parsed } from "../../parsed.ts";
import type { Store } from "../../store.ts";
import type { Database } from "../connection/database.ts";

type Row = Pick<Attempt, "attempt" | "state" | "workerId" | "exitCode"> & {
  seq: number;
  startedAt: number;
  finishedAt: number | null;
  error: string | null;
};

/** Pages through the attempts of a job: those that ended, then the one that runs. */
export function createListAttempts({
  database,
}: {
  database: Database;
}): Pick<Store, "listAttempts"> {
  const attemptsOf = database.statement<Row>(
    `select attempts.* from jobs cross join attempts on job = no where id = ?1 and deletedPosition is null and attempts.seq > ?2
     union all
     select no, seq + 1, attempt, state, startedAt, null, workerId, null, null from jobs where id = ?1 and state = 'running'
     order by seq limit ?3`,
  );
  return {
    listAttempts: ({ id, limit, cursor }) =>
      database.read(() =>
        pageOf(attemptsOf.all(id, numberOf(cursor, 0), limit + 1), limit, attemptOf, (row) =>
          String(row.seq),
        ),
      ),
  };
}

function attemptOf({
  attempt,
  state,
  startedAt,
  finishedAt,
  workerId,
  exitCode,
  error,
}: Row): Attempt {
  return {
    attempt,
    state,
    startedAt: isoTime(startedAt),
    finishedAt: isoTimeOrNull(finishedAt),
    workerId,
    exitCode,
    error: parsed(error),
  };
}
