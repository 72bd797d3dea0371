import type { JobState } from "@formwork/contracts/states";
import { expect } from "chai";
import { DomainError } from "../errors.ts";
import {
  aJobIn,
  claim,
  ends,
  eventsOf,
  nextMillisecond,
  refusal,
  settle,
  start,
  theJob,
} from "../store/conformance/helpers.ts";
import { aNewJob } from "../testing/a-new-job.ts";
import { ann } from "../testing/an-engine.ts";
import { onEachStore } from "../testing/on-each-store.ts";
import { actionsOn } from "./testing/actions-on.ts";

describe("Actions on many jobs", () => {
  onEachStore((use) => {
    let one: ReturnType<typeof actionsOn>;
    beforeEach(() => {
      one = actionsOn(use());
    });
    const manyJobs = async (count: number, given: Parameters<typeof aNewJob>[0] = {}) => {
      const jobs = Array.from({ length: count }, () => aNewJob(given));
      await use().insertJobs({ jobs });
      return jobs.map(({ id }) => id);
    };
    const statesOf = async (ids: string[]) =>
      Promise.all(ids.map(async (id) => (await use().getJob({ id }))?.state ?? "gone"));
    const jobsIn = (...states: JobState[]) =>
      Promise.all(states.map(async (state) => (await aJobIn(use(), state)).id));

    it("cancel the jobs with the ids, and say why others were not", async () => {
      const ids = await jobsIn("queued", "running", "scheduled", "retrying", "succeeded", "failed");
      const made = await one.create({ action: "cancel", ids: [...ids, ...ids, "nobody"] });
      expect(made).to.deep.include({ state: "running", total: 7, done: 0, failed: 0 });
      await one.drain();
      const action = await one.get(made);
      expect(action).to.deep.include({ state: "done", total: 7, done: 4, failed: 3, filter: null });
      const [, , , , succeeded, failed] = ids;
      expect(action.reasons).to.have.deep.members([
        { code: "state-conflict", state: "succeeded", count: 1, sampleIds: [succeeded] },
        { code: "state-conflict", state: "failed", count: 1, sampleIds: [failed] },
        { code: "job-not-found", state: null, count: 1, sampleIds: ["nobody"] },
      ]);
      expect((await statesOf(ids)).slice(0, 4)).to.deep.equal(Array(4).fill("cancelled"));
    });

    it("retry, dismiss and delete too, in the name of their maker", async () => {
      const [failed = "", other = "", third = ""] = await jobsIn("failed", "failed", "cancelled");
      await one.create({ action: "retry", ids: [failed] });
      await one.create({ action: "dismiss", ids: [other, failed] });
      await one.create({ action: "delete", ids: [third] });
      await one.drain();
      expect(await statesOf([failed, other, third])).to.deep.equal(["queued", "failed", "gone"]);
      expect((await theJob(use(), other)).dismissedAt).to.be.a("string");
      expect((await eventsOf(use(), failed)).at(-1)).to.include({
        ...{ type: "job.requeued", actor: "ann" },
      });
      const { items } = await one.actions.list({ ...ann, limit: 10 });
      expect(items.map(({ action, done, failed }) => [action, done, failed])).to.deep.equal([
        ["delete", 1, 0],
        ["dismiss", 1, 1],
        ["retry", 1, 0],
      ]);
    });

    it("run nothing of a template that may only be seen, and tell of none that is hidden", async () => {
      const job = await aJobIn(use(), "failed");
      const names = [job.template.name];
      const reasonsOf = async (action: "retry" | "dismiss", fromSeeing: string[]) => {
        const barred = { fromSeeing, fromRunning: names };
        const principal = { ...ann.principal, role: "author" as const, barred };
        const input = { action, ids: [job.id] };
        const made = await one.actions.create({ ...ann, principal, input, query: {} });
        await one.drain();
        const { done, reasons } = await one.get(made.action);
        return [done, ...reasons.map(({ code }) => code)];
      };
      expect(await reasonsOf("retry", [])).to.deep.equal([0, "forbidden"]);
      expect(await reasonsOf("retry", names)).to.deep.equal([0, "job-not-found"]);
      expect(await statesOf([job.id])).to.deep.equal(["failed"]);
      expect(await reasonsOf("dismiss", [])).to.deep.equal([1]);
    });

    it("move the jobs that matched when they were made, portion by portion", async () => {
      const ids = await manyJobs(250, { tags: ["blue"] });
      const others = await manyJobs(3);
      const query = { tag: ["blue"] };
      const made = await one.create({ action: "cancel", filter: { tag: "blue" } }, query);
      expect(made).to.deep.include({ total: 250, filter: { tag: "blue" } });
      await one.work();
      expect(await one.get(made)).to.include({ state: "running", done: 100 });
      const late = await manyJobs(2, { tags: ["blue"] });
      await one.drain();
      expect(await one.get(made)).to.include({ state: "done", done: 250, failed: 0 });
      expect(new Set(await statesOf(ids))).to.deep.equal(new Set(["cancelled"]));
      expect(new Set(await statesOf([...others, ...late]))).to.deep.equal(new Set(["queued"]));
    });

    it("count at once those that their state refuses, and end where there is nothing else", async () => {
      const [failed = "", queued = ""] = await jobsIn("failed", "queued", "running");
      const made = await one.create({ action: "cancel", filter: {}, all: true });
      expect(made).to.deep.include({ state: "running", total: 3, failed: 1 });
      expect(made.reasons).to.deep.equal([
        { code: "state-conflict", state: "failed", count: 1, sampleIds: [failed] },
      ]);
      await one.drain();
      expect(await one.get(made)).to.include({ state: "done", total: 3, done: 2, failed: 1 });
      const again = await one.create({ action: "cancel", filter: {}, all: true });
      expect(again).to.include({ state: "done", total: 3, done: 0, failed: 3 });
      expect(await theJob(use(), queued)).to.include({ state: "cancelled" });
      const none = await one.create({ action: "retry", filter: { tag: "x" } }, { tag: ["x"] });
      expect(none).to.include({ state: "done", total: 0, done: 0, failed: 0 });
    });

    it("meet no job again that failed once more, nor one that failed later", async () => {
      const failNext = async (limit: number) => {
        for (const each of await claim(use(), { limit })) await settle(use(), each, ends.exhaust);
      };
      await manyJobs(130);
      await failNext(130);
      const later = await start(use());
      const [last] = (await use().findJobs({ filter: {}, sort: "-finishedAt", limit: 1 })).items;
      one.clock.set(last?.finishedAt ?? "");
      await nextMillisecond();
      const query = { state: ["failed" as const] };
      const made = await one.create({ action: "retry", filter: { state: "failed" } }, query);
      expect(made.total).to.equal(130);
      await settle(use(), later, ends.exhaust);
      await one.work();
      await failNext(100);
      await one.drain();
      expect(await one.get(made)).to.include({ state: "done", total: 130, done: 130, failed: 0 });
      expect((await theJob(use(), later.job.id)).state).to.equal("failed");
    });

    it("account for jobs that no longer match when their turn comes", async () => {
      const ids = await manyJobs(5, { queue: "q" });
      const query = { queue: ["q"], state: ["queued" as const] };
      const made = await one.create({ action: "cancel", filter: { queue: "q" } }, query);
      await claim(use(), { queues: ["q"], limit: 2 });
      await one.drain();
      const action = await one.get(made);
      expect(action).to.include({ state: "done", total: 5, done: 3, failed: 2 });
      expect(action.reasons).to.deep.equal([
        { code: "changed", state: null, count: 2, sampleIds: [] },
      ]);
      expect((await statesOf(ids)).filter((state) => state === "running")).to.have.length(2);
    });

    it("stop within a portion, and leave the rest as it is", async () => {
      const ids = await manyJobs(250);
      const made = await one.create({ action: "cancel", ids });
      await one.work();
      const stopping = await one.actions.stop({ ...ann, id: made.id });
      expect(stopping).to.include({ state: "stopping", stoppedBy: "ann" });
      await one.drain();
      expect(await one.get(made)).to.include({ state: "stopped", total: 250, done: 100 });
      const states = await statesOf(ids);
      expect(states.filter((state) => state === "cancelled")).to.have.length(100);
      const again = await one.actions.stop({ ...ann, id: made.id });
      expect(again.state).to.equal("stopped");
    });

    it("go on after the store was away in the middle of a portion", async () => {
      const ids = await manyJobs(30);
      const shaky = actionsOn({
        ...use(),
        controlJobs: async (wish) => {
          await use().controlJobs({ ...wish, ids: ids.slice(0, 20) });
          throw new DomainError("unavailable", "away");
        },
      });
      const made = await shaky.create({ action: "cancel", ids });
      await shaky.work();
      expect(await one.get(made)).to.include({ state: "running", done: 0, failed: 0 });
      await one.drain();
      expect(await one.get(made)).to.include({ state: "done", done: 30, failed: 0 });
    });

    it("move the others where one job is at fault, and count each once", async () => {
      const ids = await manyJobs(8);
      const fault = actionsOn({
        ...use(),
        async controlJobs(wish) {
          if (!wish.ids.includes(ids[5] ?? "")) return use().controlJobs(wish);
          const others = wish.ids.filter((id) => id !== ids[5]);
          await use().controlJobs({ ...wish, ids: others.slice(0, 3) });
          throw new Error("a bug");
        },
      });
      const made = await fault.create({ action: "cancel", ids });
      await fault.drain();
      const sixth = { code: "internal", state: null, count: 1, sampleIds: [ids[5]] };
      const { state, done, reasons } = await one.get(made);
      expect({ state, done, reasons }).to.deep.equal({ state: "done", done: 7, reasons: [sixth] });
      expect(await statesOf(ids.slice(4, 7))).to.deep.equal(["cancelled", "queued", "cancelled"]);
    });

    it("fail with the reason where the search is refused, or fails again and again", async () => {
      await manyJobs(3);
      for (const [error, text] of [
        [new DomainError("invalid-request", "No such thing"), "No such thing"],
        [new Error("a bug"), "Something went wrong on our side"],
      ] as const) {
        const made = await one.create({ action: "cancel", filter: {}, all: true });
        const broken = actionsOn({ ...use(), findJobs: () => Promise.reject(error) });
        await broken.drain();
        expect(await one.get(made)).to.include({ state: "failed", error: text, done: 0 });
      }
    });

    it("keep to a rate", async () => {
      const ids = await manyJobs(7);
      const made = await one.create({ action: "cancel", ids, perMinute: 120 });
      const start = one.clock.now();
      await one.work();
      expect(await one.get(made)).to.include({ done: 2, perMinute: 120 });
      const [next] = (await one.deps.actions.page({ order: "dueAt", limit: 1 })).items;
      expect(next?.row.dueAt).to.equal(start + 1000);
      await one.drain();
      expect(await one.get(made)).to.include({ state: "done", done: 7 });
    });

    it("share their portions among processes that take them from each other", async () => {
      const ids = await manyJobs(150);
      // Each has a clock of its own, by which the leases of the others end early.
      const processes = [one, actionsOn(use()), actionsOn(use())];
      const made = await one.create({ action: "cancel", ids });
      await Promise.all(
        processes.map(async (each) => {
          while (await each.work());
        }),
      );
      expect(await one.get(made)).to.include({ state: "done", done: 150, failed: 0 });
    }).timeout(120_000);

    it("race with workers that settle, and count each job once", async () => {
      const ids = await manyJobs(120);
      const claimed = await claim(use(), { limit: 120 });
      const made = await one.create({ action: "cancel", ids });
      const [, held] = await Promise.all([
        one.drain(),
        Promise.all(claimed.map((each) => settle(use(), each, ends.succeed))),
      ]);
      const won = held.filter(Boolean).length;
      const action = await one.get(made);
      expect(action).to.include({ state: "done", done: 120 - won, failed: won });
      const states = await statesOf(ids);
      expect(states.filter((state) => state === "succeeded")).to.have.length(won);
      expect(states.filter((state) => state === "cancelled")).to.have.length(120 - won);
    });

    it("cancel ten thousand jobs", async () => {
      const ids = await manyJobs(10_000, { tags: ["many"] });
      const made = await one.create(
        { action: "cancel", filter: { tag: "many" } },
        { tag: ["many"] },
      );
      await one.drain();
      expect(await one.get(made)).to.include({ state: "done", total: 10_000, done: 10_000 });
      expect((await use().getJob({ id: ids.at(-1) ?? "" }))?.state).to.equal("cancelled");
    }).timeout(240_000);

    it("are refused where a hundred are under way, and where nobody says which jobs", async () => {
      const [id = ""] = await jobsIn("queued");
      for (const [input, pointer] of [
        [{ action: "cancel" }, "/ids"],
        [{ action: "cancel", ids: [id], filter: {} }, "/filter"],
        [{ action: "cancel", filter: {} }, "/filter"],
        [{ action: "cancel", filter: { tag: [], q: " " } }, "/filter"],
        [{ action: "cancel", filter: { tag: "x" }, all: true }, "/all"],
        [{ action: "cancel", ids: [id], all: true }, "/all"],
        [{ action: "cancel", filter: { q: "x".repeat(9000) } }, "/filter"],
      ] as const) {
        const { code, errors } = await refusal(one.create(structuredClone(input) as never));
        expect(code).to.equal("invalid-request");
        expect(errors?.[0]?.pointer).to.equal(pointer);
      }
      await Promise.all(
        Array.from({ length: 100 }, () => one.create({ action: "cancel", ids: [id] })),
      );
      expect((await refusal(one.create({ action: "cancel", ids: [id] }))).code).to.equal(
        "too-many-requests",
      );
      expect((await refusal(one.actions.get({ id: "nobody" }))).code).to.equal("action-not-found");
    });

    it("are made once by equal requests with a key, each caller's apart", async () => {
      const ids = await manyJobs(2);
      const bob = { ...ann.principal, id: "bob" };
      const ask = (principal = ann.principal, action: "cancel" | "retry" = "cancel", key = "k") =>
        one.actions.create({
          ...{ principal, traceparent: null, idempotencyKey: key, input: { action, ids } },
        });
      const answers = await Promise.all(Array.from({ length: 8 }, () => ask()));
      expect(new Set(answers.map(({ action }) => action.id))).to.have.property("size", 1);
      expect(answers.filter(({ created }) => created)).to.have.length(1);
      await one.drain();
      const later = await ask();
      expect(later.created).to.equal(false);
      expect(later.action).to.include({ state: "done", done: 2 });
      expect((await refusal(ask(ann.principal, "retry"))).code).to.equal("idempotency-conflict");
      expect((await ask(bob)).created).to.equal(true);
      expect((await ask(ann.principal, "cancel", "l")).created).to.equal(true);
      expect((await one.actions.list({ ...ann, limit: 10 })).items).to.have.length(3);
    });

    it("tell in events how far they have come", async () => {
      const ids = await manyJobs(150);
      await one.create({ action: "cancel", ids });
      await one.drain();
      const told = one.events.map(({ type, data }) => [
        type,
        Object(data).state,
        Object(data).done,
      ]);
      expect(told[0]).to.deep.equal(["action.changed", "running", 0]);
      expect(told.at(-1)).to.deep.equal(["action.changed", "done", 150]);
    });
  });
});
