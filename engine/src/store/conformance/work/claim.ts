import type { RunKind } from "@formwork/contracts/run";
import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import { claim, eventTypesOf, hour, submit } from "../helpers.ts";

export function claimSuite(use: () => Store): void {
  const idsOf = (claimed: { job: { id: string } }[]) => claimed.map(({ job }) => job.id);

  describe("claimJobs", () => {
    it("returns jobs of hundreds of queues in the order of their turns", async () => {
      const jobs = Array.from({ length: 700 }, (_, n) =>
        aNewJob({
          ...{ id: `job-${1000 + n}`, queue: `queue-${n % 260}` },
          ...{ kind: n % 3 === 0 ? "http" : "command", priority: (n * 7919) % 10 },
        }),
      );
      await use().insertJobs({ jobs });
      const claimed: string[] = [];
      for (let more = true; more; ) {
        const some = await claim(use(), { limit: 90 });
        claimed.push(...some.map(({ job }) => job.id));
        more = some.length > 0;
      }
      const inOrder = jobs.toSorted((a, b) => b.priority - a.priority);
      expect(claimed).to.deep.equal(inOrder.map(({ id }) => id));
    });

    describe("with jobs in thousands of queues, where there is room for more", () => {
      const many = 5_100; // More than a store may look through at once.
      const names = Array.from({ length: many }, (_, n) => `queue-${10_000 + n}`);
      async function fill(kind: RunKind): Promise<void> {
        for (let from = 0; from < many; from += 1000)
          await use().insertJobs({
            jobs: names.slice(from, from + 1000).map((queue) => aNewJob({ kind, queue })),
          });
      }
      const last = () => submit(use(), { id: "the last", kind: "module", queue: "z" });

      it("takes a job behind queues of which none may start", async () => {
        await fill("module");
        await last();
        const limits = { paused: names, queues: {}, perOwner: null };
        expect(idsOf(await claim(use(), { limits }))).to.deep.equal(["the last"]);
      });
      it("takes a job behind queues of another kind", async () => {
        await fill("command");
        await last();
        expect(idsOf(await claim(use(), { kinds: ["module"] }))).to.deep.equal(["the last"]);
      });
      it("takes what comes into a queue that was empty, behind others that are not", async () => {
        await fill("module");
        const limits = { paused: names, queues: {}, perOwner: null };
        expect(idsOf(await claim(use(), { limits }))).to.deep.equal([]);
        await last();
        expect(idsOf(await claim(use(), { limits }))).to.deep.equal(["the last"]);
      });
    });

    it("finds nothing in an empty store", async () => {
      expect(await claim(use())).to.deep.equal([]);
    });

    it("returns a job with all that a worker needs", async () => {
      const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      const submitted = await submit(use(), { kind: "http", timeoutMs: 1234, traceparent });
      const [claimed] = await claim(use());
      expect(claimed).to.deep.include({
        kind: "http",
        timeoutMs: 1234,
        run: 1,
        failures: 0,
        traceparent,
      });
      expect(claimed?.token).to.be.a("string").with.length.above(10);
      expect(claimed?.job).to.deep.include({
        id: submitted.id,
        state: "running",
        attempt: 1,
        seq: 3,
        payload: submitted.payload,
      });
      expect(claimed?.job.startedAt).to.be.a("string");
      expect(await use().getJob({ id: submitted.id })).to.deep.equal(claimed?.job);
      expect(await eventTypesOf(use(), submitted.id)).to.deep.equal([
        "created",
        "queued",
        "started",
      ]);
    });

    it("orders by priority, due time and id", async () => {
      const past = Date.now() - hour;
      const jobs = [
        aNewJob({ id: "f", priority: 4, runAt: past + 2 }),
        aNewJob({ id: "d", priority: 4, runAt: past + 1 }),
        aNewJob({ id: "c", priority: 4, runAt: past + 1 }),
        aNewJob({ id: "a", priority: 9, runAt: past + 9 }),
        aNewJob({ id: "g", priority: 0, runAt: past }),
        aNewJob({ id: "b", priority: 5, runAt: past + 5 }),
        aNewJob({ id: "e", priority: 4, runAt: past + 1 }),
      ];
      await use().insertJobs({ jobs });
      expect(idsOf(await claim(use(), { limit: 3 }))).to.deep.equal(["a", "b", "c"]);
      expect(idsOf(await claim(use()))).to.deep.equal(["d", "e", "f", "g"]);
    });

    it("keeps that order over queues and kinds", async () => {
      const runAt = Date.now() - hour;
      await use().insertJobs({
        jobs: [
          aNewJob({ id: "a", priority: 1, queue: "red", kind: "http", runAt }),
          aNewJob({ id: "d", priority: 9, queue: "blue", kind: "module", runAt }),
          aNewJob({ id: "b", priority: 2, queue: "blue", kind: "http", runAt }),
          aNewJob({ id: "c", priority: 5, queue: "red", kind: "module", runAt }),
        ],
      });
      expect(idsOf(await claim(use(), { limit: 3 }))).to.deep.equal(["d", "c", "b"]);
    });

    it("takes jobs of the queues and kinds asked for", async () => {
      const runAt = Date.now() - hour;
      await use().insertJobs({
        jobs: [
          aNewJob({ id: "a", queue: "red", kind: "http", runAt }),
          aNewJob({ id: "b", queue: "red", kind: "command", runAt }),
          aNewJob({ id: "c", queue: "blue", kind: "http", runAt }),
        ],
      });
      expect(
        idsOf(await claim(use(), { queues: ["red"], kinds: ["http", "module"] })),
      ).to.deep.equal(["a"]);
      expect(idsOf(await claim(use(), { queues: [], kinds: ["http"] }))).to.deep.equal([]);
      expect(idsOf(await claim(use(), { queues: ["green", "blue"] }))).to.deep.equal(["c"]);
      expect(idsOf(await claim(use(), { kinds: ["module"] }))).to.deep.equal([]);
      expect(idsOf(await claim(use(), { kinds: ["command"] }))).to.deep.equal(["b"]);
    });

    it("takes remote jobs of the templates asked for, and lists where they wait", async () => {
      const runAt = Date.now() - hour;
      const remote = (id: string, template: string, given: object = {}) =>
        aNewJob({ id, kind: "remote", template: { name: template, version: 1 }, runAt, ...given });
      await use().insertJobs({
        jobs: [
          remote("a", "red"),
          remote("b", "blue", { queue: "slow" }),
          remote("c", "red", { priority: 9 }),
          remote("d", "green", { queue: "slow" }),
          aNewJob({ id: "e", kind: "http", template: { name: "red", version: 1 }, runAt }),
        ],
      });
      const lanes = async () =>
        (await use().remoteLanes()).map(({ template, queue }) => `${template}/${queue}`).sort();
      expect(await lanes()).to.deep.equal(["blue/slow", "green/slow", "red/default"]);
      const kinds: RunKind[] = ["remote"];
      const idsFor = async (given: Parameters<typeof claim>[1]) =>
        idsOf(await claim(use(), { kinds, ...given }));
      expect(await idsFor({ templates: ["yellow"] })).to.deep.equal([]);
      expect(await idsFor({ templates: ["blue"], queues: ["default"] })).to.deep.equal([]);
      expect(await idsFor({ templates: [] })).to.deep.equal([]);
      expect(await idsFor({ templates: ["yellow", "red"] })).to.deep.equal(["c", "a"]);
      expect(await lanes()).to.deep.equal(["blue/slow", "green/slow"]);
      expect(await idsFor({ queues: ["slow"], limit: 1 })).to.deep.equal(["b"]);
      expect(await idsFor({ kinds: ["http", "remote"], templates: ["red"] })).to.deep.equal(["e"]);
      expect(await idsFor({})).to.deep.equal(["d"]);
      expect(await lanes()).to.deep.equal([]);
    });

    it("gives each job to one of many claims at once", async () => {
      await use().insertJobs({ jobs: Array.from({ length: 200 }, () => aNewJob()) });
      const batches = await Promise.all(
        Array.from({ length: 20 }, (_, n) => claim(use(), { limit: 15, workerId: `worker-${n}` })),
      );
      const ids = batches.flatMap(idsOf);
      expect(ids).to.have.length(200);
      expect(new Set(ids).size).to.equal(200);
    });

    it("gives one token to a batch and another to the next", async () => {
      await use().insertJobs({ jobs: Array.from({ length: 6 }, () => aNewJob()) });
      const first = await claim(use(), { limit: 3 });
      const second = await claim(use(), { limit: 3 });
      expect(new Set(first.map(({ token }) => token)).size).to.equal(1);
      expect(first[0]?.token).to.not.equal(second[0]?.token);
    });
  });
}
