import type { FormworkEvent } from "@formwork/contracts/events/events";
import { aQueueEvent } from "@formwork/contracts/testing/an-event";
import { expect } from "chai";
import type { Bus } from "../bus/bus.ts";
import { createEngine } from "../create-engine.ts";
import type { Engine } from "../engine.ts";
import { type QueueRow, queuesTable, withoutRules } from "../queues/queue-table.ts";
import { pruneTable } from "../retention/prune-table.ts";
import { createPruneTurn } from "../retention/prune-turn.ts";
import { systemClock } from "../runtime/clock.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import type { Table } from "../store/table.ts";
import { aNewJob } from "../testing/a-new-job.ts";
import { ann, greet } from "../testing/an-engine.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { aHeartbeat } from "../workers/testing/workers-on.ts";
import { workersTable } from "../workers/worker-table.ts";
import { createAnnouncer } from "./announcer.ts";
import { createAnnouncers } from "./create-announcers.ts";
import { withEvents } from "./unsent-events.ts";

/** Changes of every kind that has events, and their types in order. */
const changes: Record<string, { make: (engine: Engine) => Promise<unknown>; types: string[] }> = {
  "a template that is published, archived and restored": {
    types: ["template.published", "template.archived", "template.published"],
    async make({ templates }) {
      await templates.publish({ ...ann, name: "greet", definition: greet });
      await templates.archive({ ...ann, name: "greet" });
      await templates.publish({ ...ann, name: "greet", definition: greet });
    },
  },
  "the rules of a queue": {
    types: ["queue.paused", "queue.changed", "queue.resumed"],
    async make({ queues }) {
      await queues.pause({ ...ann, name: "red" });
      await queues.change({ ...ann, name: "red", change: { concurrency: 3 } });
      await queues.resume({ ...ann, name: "red" });
    },
  },
  "a worker that starts, is drained, ends and starts anew": {
    types: ["worker.online", "worker.changed", "worker.offline", "worker.online"],
    async make({ workers }) {
      await workers.report(aHeartbeat());
      await workers.drain({ ...ann, id: "w1" });
      await workers.leave({ id: "w1" });
      await workers.report(aHeartbeat());
    },
  },
  "a schedule": {
    types: ["schedule.changed", "schedule.changed"],
    async make({ templates, schedules }) {
      await templates.publish({ ...ann, name: "greet", definition: greet });
      const input = { template: "greet", payload: { name: "Bob" }, every: "1h" };
      const { id } = await schedules.create({ ...ann, input });
      await schedules.pause({ ...ann, id });
    },
  },
  "an action on many jobs, whose last event tells all": {
    types: ["action.changed"],
    async make({ store, actions }) {
      const job = aNewJob();
      await store.insertJobs({ jobs: [job] });
      const input = { action: "cancel" as const, ids: [job.id] };
      const { action } = await actions.create({ ...ann, input, query: {} });
      await actions.stop({ ...ann, id: action.id });
    },
  },
  "a clean-up": {
    types: ["retention.pruned"],
    async make({ store }) {
      const announce = () => Promise.reject(new Error("the process died"));
      const turn = createPruneTurn({ runs: store.table(pruneTable), clock: systemClock, announce });
      await turn.take();
      await turn.end({ startedAt: Date.now(), finishedAt: Date.now(), jobs: 3, logs: 0 });
    },
  },
};

describe("events of what is stored in tables", () => {
  onEachStore((use) => {
    let engine: Engine;
    beforeEach(() => {
      engine = anEngineWithoutBus(use());
    });
    afterEach(() => engine.templates.close());

    for (const [what, { make, types }] of Object.entries(changes))
      it(`outlive the process that stored the change: ${what}`, async () => {
        await make(engine);
        const early = aProcess(use(), 1500);
        await early.announceLeft();
        expect(early.events, "left to the process that stored it").to.deep.equal([]);

        const other = aProcess(use(), 2001);
        const kind = types[0]?.split(".")[0] ?? "";
        await other.announceLeft();
        const published = other.events.filter(({ type }) => type.startsWith(`${kind}.`));
        expect(published.map(({ type }) => type)).to.deep.equal(types);
        expect(new Set(published.map(({ id }) => id)).size).to.equal(types.length);

        const later = aProcess(use(), 2001);
        await later.announceLeft();
        expect(later.events, "no longer kept").to.deep.equal([]);
      });

    it("are published by a process that stores the next one, before it", async () => {
      await engine.queues.pause({ ...ann, name: "red" });
      const other = aProcess(use(), 0);
      const row = await use().table(queuesTable).get({ name: "red" });
      await other.announcers.queues.announce(row === null ? [] : [row]);
      expect(other.events.map(({ type }) => type)).to.deep.equal(["queue.paused"]);
    });

    it("leave a row that was changed meanwhile, and only they do", async () => {
      await engine.queues.pause({ ...ann, name: "red" });
      const queues = use().table(queuesTable);
      const stored = await queues.get({ name: "red" });
      await engine.queues.change({ ...ann, name: "red", change: { concurrency: 3 } });
      const other = aProcess(use(), 2001);
      await other.announcers.queues.announce(stored === null ? [] : [stored]);
      const { row } = (await queues.get({ name: "red" })) ?? {};
      expect(row).to.deep.include({ paused: true, concurrency: 3 });
      expect(row?.unsent?.map(({ type }) => type)).to.deep.equal(["queue.changed"]);
      await other.announceLeft();
      expect(other.events.map(({ type }) => type)).to.deep.equal(["queue.paused", "queue.changed"]);
    });

    it("of a worker that is taken out of the list are published before", async () => {
      await engine.workers.report(aHeartbeat());
      await engine.workers.leave({ id: "w1" });
      const refused = await engine.workers.forget({ ...ann, id: "w1" }).catch(() => "refused");
      expect(refused).to.equal("refused");
      const other = aProcess(use(), 2001);
      await other.announceLeft();
      await engine.workers.forget({ ...ann, id: "w1" });
      expect(await use().table(workersTable).get({ id: "w1" })).to.equal(null);
    });
  });

  it("do not pile up in a process while the bus does not answer", async () => {
    const { promise: never } = Promise.withResolvers<void>();
    const { announce } = createAnnouncer<QueueRow>({
      ...{ bus: { publish: () => never }, clock: systemClock, where: ({ name }) => ({ name }) },
      table: {} as Table<QueueRow>,
    });
    const stored = (from: number) =>
      Array.from({ length: 10_000 }, (_, n) => ({
        row: withEvents(withoutRules(`${from}-${n}`), [aQueueEvent()], { now: 5 }),
        version: 1,
      }));
    void announce(stored(1));
    await announce(stored(2));
  });
});

/** A process that stores changes and cannot publish what it says of them. */
function anEngineWithoutBus(store: Store): Engine {
  const bus: Bus = {
    inProcess: true,
    open: async () => undefined,
    close: async () => undefined,
    publish: () => Promise.reject(new Error("the process died")),
    follow: () => Promise.reject(new Error("nobody follows this bus")),
    signal: () => undefined,
    onSignal: () => Promise.reject(new Error("nobody listens to this bus")),
    health: () => ({ ok: true, detail: "" }),
  };
  const secret = "a secret of more than thirty-two letters";
  return createEngine({
    ...{ store, bus, clock: systemClock, telemetry: silentTelemetry(), templatesFolder: null },
    ...{ secret, sealKeys: () => [secret], leaseMs: 30_000, rescueMs: 10_000, loops: [] },
  });
}

/** Another process, whose clock is ahead by so many milliseconds. */
function aProcess(store: Store, aheadMs: number) {
  const events: FormworkEvent[] = [];
  const bus = { publish: async (published: FormworkEvent[]) => void events.push(...published) };
  const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  const announcers = createAnnouncers({ store, bus, clock });
  return {
    ...{ events, announcers },
    async announceLeft() {
      for (const { announceLeft } of Object.values(announcers)) await announceLeft();
    },
  };
}
