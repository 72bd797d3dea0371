import { setImmediate as turn } from "node:timers/promises";
import { mongo } from "mongoose";
import { coalesce } from "../../../runtime/flow/coalesce.ts";
import type { Store } from "../../store.ts";
import type { Inserted, NewJob } from "../../verbs/job-store.ts";
import type { Connection } from "../connection/connection.ts";
import { isDuplicate } from "../connection/duplicate-key.ts";
import type { CountEpoch } from "../outbox/count-epoch.ts";
import type { OutboxBuffer } from "../outbox/outbox-buffer.ts";
import type { Watermarks } from "../outbox/watermarks.ts";
import { jobOf, lighten, type WholeJob } from "../record/documents.ts";
import { newJob } from "../record/new-job.ts";
import type { Idempotency } from "./idempotency.ts";
import type { TemplateQueues } from "./template-queues.ts";

type InsertDeps = {
  connection: Connection;
  watermarks: Watermarks;
  buffer: OutboxBuffer;
  idempotency: Idempotency;
  templateQueues: TemplateQueues;
  epochs: CountEpoch;
};

/** Calls that may share a write. */
const maxBatch = 256;
/** Jobs from which on a call has writes of its own. */
const minJobsAlone = 100;
/** Jobs of one write: the server stores them while the next ones are prepared. */
const jobsPerWrite = 250;
/** Times a job is tried whose idempotency key was taken and then free again. */
const maxRounds = 5;

/**
 * Stores new jobs, or returns those that the same request stored before. Calls made during a write
 * share the next one.
 */
export function createInsert({
  connection,
  watermarks,
  buffer,
  idempotency,
  templateQueues,
  epochs,
}: InsertDeps): Pick<Store, "insertJobs"> {
  const { jobs } = connection.collections;

  /** Stores the jobs of several calls; a call with a taken id stores none of its jobs. */
  async function insertCalls(calls: NewJob[][]): Promise<(Inserted[] | Error)[]> {
    const answers = await insertAll(calls.flat());
    return Promise.all(calls.map((call) => answerOf(call, answers)));
  }

  async function answerOf(
    call: NewJob[],
    answers: Map<NewJob, Inserted | null>,
  ): Promise<Inserted[] | Error> {
    const inserted = call.flatMap((job) => answers.get(job) ?? []);
    if (inserted.length === call.length) return inserted;
    const ids = call.filter((job) => answers.get(job)?.outcome === "stored").map(({ id }) => id);
    buffer.remove(ids);
    await epochs.around(() => connection.ask(() => jobs.deleteMany({ _id: { $in: ids } })));
    return new Error("A job of this batch has the id of one that is stored already");
  }

  /** Returns the outcome of each job; null where its id is taken. */
  async function insertAll(all: NewJob[]): Promise<Map<NewJob, Inserted | null>> {
    const answers = new Map<NewJob, Inserted | null>();
    await templateQueues.note(
      all.map(({ template, queue }) => ({ template: template.name, queue })),
    );
    let open = all;
    for (let round = 0; open.length > 0 && round < maxRounds; round++) {
      const refused = new Set(await insertSome(open, answers));
      const earlier = await idempotency.find([...refused]);
      for (const job of refused) answers.set(job, earlier.get(job) ?? null);
      open = [...refused].filter((job) => job.idempotency !== null && !earlier.has(job));
    }
    return answers;
  }

  /** Stores jobs in portions; returns those that a unique index refused. */
  async function insertSome(
    open: NewJob[],
    answers: Map<NewJob, Inserted | null>,
  ): Promise<NewJob[]> {
    const refused: Promise<NewJob[]>[] = [];
    for (let start = 0; start < open.length; start += jobsPerWrite) {
      const inserting = insertPortion(open.slice(start, start + jobsPerWrite), answers);
      inserting.catch(() => undefined); // Thrown below, once all portions have begun.
      refused.push(inserting);
      if (start + jobsPerWrite < open.length) await turn();
    }
    return (await Promise.all(refused)).flat();
  }

  async function insertPortion(
    open: NewJob[],
    answers: Map<NewJob, Inserted | null>,
  ): Promise<NewJob[]> {
    const at = new Date(connection.time.now());
    const by = watermarks.beginWrite();
    const documents = open.map((job) => newJob(job, at, by));
    const refused = await refusals(documents).catch((error) => {
      watermarks.loseWrite(by);
      throw error;
    });
    for (const [index, document] of documents.entries()) {
      const job = open[index];
      if (job === undefined || refused.has(index)) continue;
      answers.set(job, { outcome: "stored", job: jobOf(document) });
      buffer.add(lighten(document));
    }
    watermarks.endWrite(by);
    return open.filter((_, index) => refused.has(index));
  }

  async function refusals(documents: WholeJob[]): Promise<Set<number>> {
    try {
      await connection.ask(() => jobs.insertMany(documents, { ordered: false }));
      return new Set();
    } catch (error) {
      if (!(error instanceof mongo.MongoBulkWriteError) || !isDuplicate(error)) throw error;
      return new Set([error.writeErrors].flat().map(({ index }) => index));
    }
  }

  const insertTogether = coalesce({ maxBatch, work: insertCalls });
  return {
    async insertJobs({ jobs: call }) {
      if (call.length === 0) return [];
      const [answer] =
        call.length < minJobsAlone ? [await insertTogether(call)] : await insertCalls([call]);
      if (answer === undefined || answer instanceof Error) throw answer;
      return answer;
    },
  };
}
