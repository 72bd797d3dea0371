import { setTimeout as pause } from "node:timers/promises";
import { MongoBackend } from "@agendajs/mongo-backend";
import { Agenda } from "agenda";
import { MongoClient } from "mongodb";
import type { Payload, Subject } from "./subject.ts";

/** Jobs that run at once; twice as many are locked ahead. */
const concurrency = 100;
/**
 * Milliseconds between two looks for work: a single mongod has no change streams that could tell of
 * it.
 */
const processEvery = 100;

/** Agenda on the database at `url`, with the write concern that it uses unless told. */
export async function openAgenda(url: string): Promise<Subject> {
  const client = await new MongoClient(url).connect();
  const jobs = client.db().collection("agendaJobs");
  const agenda = new Agenda({
    backend: new MongoBackend({ mongo: client.db() }),
    processEvery,
    maxConcurrency: concurrency,
    defaultConcurrency: concurrency,
    defaultLockLimit: 0,
  });
  await agenda.ready;
  return {
    add: async (payload) => void (await agenda.now("noop", payload)),
    addMany: null,
    async work(handler) {
      agenda.define<Payload>("noop", async (job) => handler(job.attrs.data), {
        concurrency,
        lockLimit: 2 * concurrency,
      });
      await agenda.start();
    },
    async settled() {
      while ((await jobs.countDocuments({ lastFinishedAt: null })) > 0) await pause(10);
    },
    close: () => client.close(),
  };
}
