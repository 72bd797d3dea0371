import type { Connection } from "../connection/connection.ts";
import type { JobDocument } from "../record/documents.ts";
import { createRemoveLogs } from "./remove-log.ts";

/** Jobs removed in one portion. */
const maxJobs = 100;

/**
 * Makes the removal of jobs that an earlier portion hid. What belongs to a job goes before its
 * document: when the process dies in between, the document is still there to be found.
 *
 * A job that was submitted at the same moment may depend on a hidden one. Until staging has read how
 * that one ended, its document stays. Returns false while there is more.
 */
export function createRemoveHidden({ connection }: { connection: Connection }) {
  const { jobs, past_steps, results } = connection.collections;
  const removeLogs = createRemoveLogs({ connection });

  return async (): Promise<boolean> => {
    const hidden = await readHidden();
    const awaited = await readAwaited(hidden.map(({ _id }) => _id));
    const unneeded = hidden.filter(({ _id }) => !awaited.has(_id));
    const logs = unneeded.map(({ _id, lines }) => ({ id: _id, lines }));
    const ids = await removeLogs(logs);
    await removeAll(ids);
    return ids.length === unneeded.length && hidden.length < maxJobs;
  };

  function readHidden() {
    const filter = { state: "deleted", by: 0 } as const;
    const options = { projection: { lines: 1 }, limit: maxJobs, hint: "by_state_template_queue" };
    return connection.ask(() =>
      jobs.find<Pick<JobDocument, "_id" | "lines">>(filter, options).toArray(),
    );
  }

  /** Returns those of `ids` for which a job waits. */
  async function readAwaited(ids: string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const options = { projection: { waitsFor: 1 }, hint: "dependents" };
    const waiting = await connection.ask(() =>
      jobs.find({ waitsFor: { $in: ids } }, options).toArray(),
    );
    return new Set(waiting.flatMap(({ waitsFor = [] }) => waitsFor));
  }

  async function removeAll(ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    const ofJobs = { job: { $in: ids } };
    await connection.ask(() =>
      Promise.all([past_steps.deleteMany(ofJobs), results.deleteMany(ofJobs)]),
    );
    await connection.ask(() => jobs.deleteMany({ _id: { $in: ids }, state: "deleted", by: 0 }));
  }
}
