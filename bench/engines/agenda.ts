import { setTimeout as pause } from "node:timers/promises";
import { MongoBackend } from "@agendajs/mongo-backend";
import { Agenda } from "agenda";
import { MongoClient } from "mongodb";
import type { BenchEngine, Payload } from "./bench-engine.ts";

/** Jobs that run at once; twice as many are locked in advance. */
const concurrency = 100;
/** Milliseconds between two polls: a single mongod has no change streams to report new jobs. */
const processEvery = 100;

/** Opens Agenda on the database at `url`, with its default write concern. */
export async function openAgenda(url: string): Promise<BenchEngine> {
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
