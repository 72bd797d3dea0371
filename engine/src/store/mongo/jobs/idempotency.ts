import type { Inserted, NewJob } from "../../verbs/job-store.ts";
import type { Connection } from "../connection/connection.ts";
import { jobOf, type WholeJob } from "../record/documents.ts";
import type { Results } from "../transition/results.ts";

/** Finds the jobs that an earlier request stored under the same idempotency keys. */
export function createIdempotency({
  connection,
  results,
}: {
  connection: Connection;
  results: Results;
}) {
  const { jobs } = connection.collections;

  async function find(refused: NewJob[]): Promise<Map<NewJob, Inserted>> {
    const keyed = refused.flatMap((job) =>
      job.idempotency === null ? [] : [{ job, owner: job.createdBy, ...job.idempotency }],
    );
    if (keyed.length === 0) return new Map();
    const filters = keyed.map(({ owner, key }) => ({
      "fixed.createdBy": owner,
      idempotencyKey: key,
    }));
    const found = await connection.ask(() =>
      jobs.find<WholeJob>({ $or: filters }, { batchSize: keyed.length + 1 }).toArray(),
    );
    const byKey = new Map(
      (await results.join(found)).map((job) => [
        ownedKey(job.fixed.createdBy, job.idempotencyKey),
        job,
      ]),
    );
    return new Map(
      keyed.flatMap(({ job, owner, key, hash }) => {
        const earlier = byKey.get(ownedKey(owner, key));
        return earlier === undefined ? [] : [[job, answerOf(earlier, hash)]];
      }),
    );
  }
  return { find };
}
export type Idempotency = ReturnType<typeof createIdempotency>;

function answerOf(earlier: WholeJob, hash: string): Inserted {
  return earlier.fixed.idempotencyHash === hash
    ? { outcome: "repeated", job: jobOf(earlier) }
    : { outcome: "conflict" };
}

function ownedKey(owner: string, key: string | undefined): string {
  return JSON.stringify([owner, key]);
}
