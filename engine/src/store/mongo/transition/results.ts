import type { Settlement } from "../../verbs/work-store.ts";
import type { Connection } from "../connection/connection.ts";
import { isDuplicate } from "../connection/duplicate-key.ts";
import type { WholeJob } from "../record/documents.ts";
import type { Result } from "../record/other-documents.ts";
import type { Extra } from "./document-update.ts";

/**
 * Settlements per distinct result from which on results stay in the jobs' documents. With fewer, a
 * statement per result costs more than documents in `results`.
 */
const minSharing = 8;
/** Characters of a result that may lie in a job's document, which each move rewrites. */
const maxInlineChars = 4096;

/**
 * Stores and reads the results of jobs. A result that many jobs of a batch share goes into their
 * documents, with the one statement that settles them. Distinct or large results are stored in
 * `results` beforehand, under the lease's token: one whose transition is not written is never read.
 */
export function createResults({ connection }: { connection: Connection }) {
  const { results } = connection.collections;

  /** Stores the results that need it; returns what of each settlement goes into its job. */
  async function store(settlements: Settlement[]): Promise<(settlement: Settlement) => Extra> {
    const texts = new Map(settlements.map((settlement) => [settlement, textOf(settlement)]));
    const different = new Set(texts.values());
    different.delete(undefined);
    const inline = different.size <= Math.max(1, settlements.length / minSharing);
    const isStoredApart = (text: string | undefined) =>
      text !== undefined && (!inline || text.length > maxInlineChars);
    await insert(
      [...texts].flatMap(([{ id, token }, text]) =>
        isStoredApart(text) ? [{ _id: `${id}:${token}`, job: id, result: text ?? "" }] : [],
      ),
    );
    return (settlement) => {
      const text = texts.get(settlement);
      if (text === undefined) return {};
      return isStoredApart(text) ? { resultToken: settlement.token } : { result: text };
    };
  }

  async function insert(documents: Result[]): Promise<void> {
    if (documents.length === 0) return;
    try {
      await connection.ask(() => results.insertMany(documents, { ordered: false }));
    } catch (error) {
      // A repeated settlement under one lease: the first result stays.
      if (!isDuplicate(error)) throw error;
    }
  }

  /** Returns the jobs with their results, reading those that lie in `results`. */
  async function join<Job extends WholeJob>(jobs: Job[]): Promise<Job[]> {
    const ids = jobs.flatMap(({ _id, resultToken }) =>
      resultToken === undefined ? [] : [`${_id}:${resultToken}`],
    );
    if (ids.length === 0) return jobs;
    const found = await connection.ask(() =>
      results.find({ _id: { $in: ids } }, { batchSize: ids.length + 1 }).toArray(),
    );
    const texts = new Map(found.map(({ _id, result }) => [_id, result]));
    return jobs.map((job) => {
      const result = texts.get(`${job._id}:${job.resultToken}`);
      return result === undefined ? job : { ...job, result };
    });
  }
  return { store, join };
}
export type Results = ReturnType<typeof createResults>;

function textOf(settlement: Settlement): string | undefined {
  if (
    settlement.cause !== "succeed" ||
    settlement.result === null ||
    settlement.result === undefined
  )
    return undefined;
  return JSON.stringify(settlement.result);
}
