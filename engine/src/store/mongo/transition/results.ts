import type { Settlement } from "../../job-store.ts";
import type { Connection } from "../connection/connection.ts";
import { isDuplicate } from "../connection/duplicate-key.ts";
import type { WholeJob } from "../record/documents.ts";
import type { Result } from "../record/other-documents.ts";
import type { Extra } from "./document-update.ts";

/**
 * Settlements of one batch per different result that may share a statement; with fewer, a statement
 * each costs more than documents of their own.
 */
const shared = 8;
/**
 * Characters up to which a result may lie in its job's document, which is rewritten at each move.
 */
const small = 4096;

/**
 * Results. What a whole batch returned alike goes into the jobs' documents, in the one statement
 * that settles them. Results that differ are stored on their own beforehand, so that they do not
 * force a statement per job; one without its transition is found by nobody.
 */
export function createResults({ connection }: { connection: Connection }) {
  const { results } = connection.collections;

  /**
   * Stores what has to be stored beforehand; answers what of each settlement's result goes into its
   * job.
   */
  async function place(settlements: Settlement[]): Promise<(settlement: Settlement) => Extra> {
    const texts = new Map(settlements.map((settlement) => [settlement, textOf(settlement)]));
    const different = new Set(texts.values());
    different.delete(undefined);
    const inline = different.size <= Math.max(1, settlements.length / shared);
    const apart = (text: string | undefined) =>
      text !== undefined && (!inline || text.length > small);
    await store(
      [...texts].flatMap(([{ id, token }, text]) =>
        apart(text) ? [{ _id: `${id}:${token}`, job: id, result: text ?? "" }] : [],
      ),
    );
    return (settlement) => {
      const text = texts.get(settlement);
      if (text === undefined) return {};
      return apart(text) ? { resultToken: settlement.token } : { result: text };
    };
  }

  async function store(documents: Result[]): Promise<void> {
    if (documents.length === 0) return;
    try {
      await connection.ask(() => results.insertMany(documents, { ordered: false }));
    } catch (error) {
      // Settled twice under one lease: only the first counts.
      if (!isDuplicate(error)) throw error;
    }
  }

  /** Puts the results into jobs that were read. */
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
  return { place, join };
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
