import { numberOf, pageOf } from "../../cursor.ts";
import type { Store } from "../../store.ts";
import { fixed } from "../commit/columns.ts";
import type { FixedRow } from "../commit/rows.ts";
import { eventOf, type Step } from "../commit/steps.ts";
import type { Database } from "../connection/database.ts";

type Row = FixedRow & { steps: string };

/** Pages through the events of a job. */
export function createListEvents({ database }: { database: Database }): Pick<Store, "listEvents"> {
  const stepsOf = database.statement<Row>(
    `select steps, ${fixed.join(", ")} from jobs cross join events on job = no
     where id = ? and deletedPosition is null and events.seq > ? order by events.seq limit ?`,
  );
  return {
    listEvents: ({ id, limit, cursor }) =>
      database.read(() => {
        const after = numberOf(cursor, 0);
        const rows = stepsOf.all(id, after, limit + 1);
        const events = rows.flatMap((row) =>
          (JSON.parse(row.steps) as Step[]).map((step) => eventOf(step, row)),
        );
        const unseen = events.filter((event) => event.data.seq > after);
        return pageOf(
          unseen,
          limit,
          (event) => event,
          (event) => String(event.data.seq),
        );
      }),
  };
}
