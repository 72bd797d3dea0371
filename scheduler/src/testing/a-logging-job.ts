import type { LogPush } from "@formwork/contracts/live-protocol";
import { topics } from "@formwork/engine/bus/bus";
import { createLocalBus } from "@formwork/engine/bus/local/local";
import type { Engine } from "@formwork/engine/engine";
import { fail } from "@formwork/engine/errors";
import { systemClock } from "@formwork/engine/runtime/clock";
import { createSqliteStore } from "@formwork/engine/store/sqlite/sqlite";
import { aNewJob } from "@formwork/engine/testing/a-new-job";

const newJob = aNewJob({ id: "job-1", kind: "remote", maxAttempts: 1 });

export type LoggingJob = Awaited<ReturnType<typeof aLoggingJob>>;

/** Starts a job in a store and a bus of its own, and returns what its worker may do with it. */
export async function aLoggingJob() {
  const store = createSqliteStore({ path: ":memory:", clock: systemClock });
  const bus = createLocalBus({ path: ":memory:", clock: systemClock });
  await store.open();
  await bus.open();
  await store.insertJobs({ jobs: [newJob] });
  const [claimed] = await store.claimJobs({
    workerId: "w",
    kinds: ["remote"],
    limit: 1,
    leaseMs: 60_000,
  });
  const { token } = claimed ?? fail("job-not-found");
  const id = newJob.id;

  async function publish() {
    const entries = await store.takeOutbox({ limit: 100 });
    await bus.publish(entries.map(({ event }) => event));
    await store.clearOutbox({ positions: entries.map(({ position }) => position) });
  }
  await publish();

  const jobs: Pick<Engine["jobs"], "get" | "logs"> = {
    get: async () => (await store.getJob({ id })) ?? fail("job-not-found"),
    logs: (params) => store.readLog(params),
  };
  return {
    id,
    store,
    engine: { bus, jobs },
    /**
     * Writes lines; `signalled: false` loses their signal. Returns the body of the signal, which a
     * test may send later.
     */
    async log(texts: string[], { signalled = true } = {}) {
      const lines = await store.appendLog({
        id,
        token,
        lines: texts.map((text) => ({ stream: "stdout", text, at: Date.now() })),
      });
      const push: LogPush = {
        jobId: id,
        attempt: 1,
        lines: lines ?? [],
        offset: lines?.at(-1)?.offset ?? 0,
      };
      if (signalled) bus.signal(topics.log(id), push);
      return push;
    },
    async progress(percent: number) {
      await store.reportProgress({ reports: [{ id, token, progress: { percent } }] });
      await publish();
    },
    async succeed({ signalled = true } = {}) {
      await store.settleJobs({
        settlements: [{ id, token, exitCode: 0, cause: "succeed", result: 1 }],
      });
      if (signalled) await publish();
    },
    async remove() {
      await store.deleteJob({ id, traceparent: null });
      await publish();
    },
    async close() {
      await bus.close();
      await store.close();
    },
  };
}
