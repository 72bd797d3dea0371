import { numberOf, pageOf } from "../../cursor.ts";
import { attemptsOf } from "../../steps/attempts.ts";
import type { Store } from "../../store.ts";
import type { Connection } from "../connection/connection.ts";
import { type JobRecord, named, withoutPayload } from "../record/documents.ts";
import { eventOf } from "../record/events.ts";
import type { StepArchive } from "../transition/step-archive.ts";

/** Lists the events and attempts of a job, both derived from its steps. */
export function createHistory(deps: {
  connection: Connection;
  archive: StepArchive;
}): Pick<Store, "listEvents" | "listAttempts"> {
  const { connection, archive } = deps;

  function read(id: string): Promise<JobRecord | null> {
    return connection.ask(() =>
      connection.collections.jobs.findOne<JobRecord>(named(id), { projection: withoutPayload }),
    );
  }

  return {
    async listEvents({ id, limit, cursor }) {
      const seen = numberOf(cursor, 0);
      const job = await read(id);
      if (job === null) return { items: [], next: null };
      const applied = (await archive.readSteps(job, seen)).filter(
        ({ standing }) => standing.seq > seen,
      );
      return pageOf(
        applied,
        limit,
        (one) => eventOf(job, one),
        ({ standing }) => String(standing.seq),
      );
    },
    async listAttempts({ id, limit, cursor }) {
      const seen = numberOf(cursor, 0);
      const job = await read(id);
      const attempts = job === null ? [] : attemptsOf(await archive.readSteps(job));
      return pageOf(
        attempts.filter(({ seq }) => seq > seen),
        limit,
        ({ seq, ...attempt }) => attempt,
        ({ seq }) => String(seq),
      );
    },
  };
}
