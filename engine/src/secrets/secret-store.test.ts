import type { TemplateDefinition } from "@formwork/contracts/template";
import { expect } from "chai";
import type { EngineConfig } from "../build-engine.ts";
import type { Engine } from "../engine.ts";
import { refusal } from "../store/conformance/helpers.ts";
import { anEngine, ann } from "../testing/an-engine.ts";
import { eventually } from "../testing/eventually.ts";
import { onEachInstallation } from "../testing/on-each-installation.ts";
import { secretsTable } from "./secret-table.ts";

const caller: TemplateDefinition = {
  name: "caller",
  title: "Caller",
  payload: { type: "object" },
  run: { kind: "remote", secrets: ["TOKEN"] },
};

describe("secrets that templates name", () => {
  onEachInstallation((use) => {
    let engine: Engine;
    let stop: () => Promise<void>;
    const start = async (given: Partial<EngineConfig> = {}) => {
      ({ engine, stop } = await anEngine({ ...use(), roles: ["scheduler"], ...given }));
      await engine.templates.publish({ ...ann, name: caller.name, definition: caller });
    };
    beforeEach(() => start());
    afterEach(() => stop());

    const set = (name: string, value: string, more = {}) =>
      engine.secrets.set({ ...ann, name, input: { value, ...more } });
    const submit = async () =>
      (await engine.jobs.submit({ ...ann, input: { template: "caller" } })).job.id;
    const stateOf = async (id: string) => (await engine.jobs.get({ id })).state;
    async function claim(id: string) {
      await eventually(async () => (await stateOf(id)) === "queued", "the job is not queued");
      const [first] = await engine.work.claim({ workerId: "w1", kinds: ["remote"], limit: 1 });
      return first;
    }
    async function errorOf(id: string) {
      expect(await claim(id)).to.equal(undefined);
      const { state, error, attempt } = await engine.jobs.get({ id });
      return { state, attempt, reason: error?.reason, message: error?.message };
    }

    it("are shown with who uses them, and never with their value", async () => {
      const { secret, created } = await set("TOKEN", "open-sesame", { description: "for x" });
      expect(created).to.equal(true);
      expect(secret).to.deep.include({
        ...{ name: "TOKEN", description: "for x", templates: null },
        ...{ createdBy: "ann", updatedBy: "ann", usedBy: ["caller"] },
      });
      await set("other", "another-value");
      const { items } = await engine.secrets.list({ limit: 10 });
      expect(items.map(({ name, usedBy }) => [name, usedBy])).to.deep.equal([
        ["TOKEN", ["caller"]],
        ["other", []],
      ]);
      const stored = JSON.stringify(await engine.store.table(secretsTable).page({ limit: 10 }));
      for (const shown of [JSON.stringify(items), stored])
        expect(shown).to.not.match(/open-sesame|another-value/);
    });

    it("are given to a claim that needs them, as they are then, and stored with no job", async () => {
      await set("TOKEN", "open-sesame");
      await set("other", "another-value");
      const id = await submit();
      await set("TOKEN", "open-sesame-2");
      const claimed = await claim(id);
      expect(claimed?.secrets).to.deep.equal({ TOKEN: "open-sesame-2" });
      expect(claimed?.redact.text("it is open-sesame-2")).to.equal("it is ••••••");
      expect(JSON.stringify(await engine.jobs.get({ id }))).to.not.contain("open-sesame");
    });

    it("fail a job for good where one is missing, and a retry works once it is there", async () => {
      const id = await submit();
      const { state, reason, message, attempt } = await errorOf(id);
      expect([state, reason, attempt]).to.deep.equal(["failed", "secret-missing", 1]);
      expect(message).to.contain("{{secret.TOKEN}}");
      const { items } = await engine.templates.faults(ann);
      expect(items.map(({ template, message }) => [template, message])).to.deep.equal([
        [
          "caller",
          "names the secret TOKEN, which does not exist: its jobs fail until an admin adds it",
        ],
      ]);
      await set("TOKEN", "open-sesame");
      expect((await engine.templates.faults(ann)).items).to.deep.equal([]);
      await engine.jobs.retry({ ...ann, id });
      expect((await claim(id))?.secrets).to.deep.equal({ TOKEN: "open-sesame" });
    });

    it("are kept from templates that are not on their list", async () => {
      await set("TOKEN", "open-sesame", { templates: ["greet"] });
      const { reason, message } = await errorOf(await submit());
      expect(reason).to.equal("secret-forbidden");
      expect(message).to.not.contain("open-sesame");
      expect((await engine.templates.faults(ann)).items[0]?.message).to.contain("may not use");
      const input = { templates: ["greet", "caller"] };
      await engine.secrets.change({ ...ann, name: "TOKEN", input });
      expect((await claim(await submit()))?.secrets).to.deep.equal({ TOKEN: "open-sesame" });
    });

    it("keep their list and description where only the value is replaced", async () => {
      await set("TOKEN", "open-sesame", { templates: ["caller"], description: "for x" });
      const { secret, created } = await set("TOKEN", "open-sesame-2");
      expect(created).to.equal(false);
      expect(secret).to.deep.include({ templates: ["caller"], description: "for x" });
    });

    it("are removed only where no template uses them, unless forced", async () => {
      await set("TOKEN", "open-sesame");
      const { code, message } = await refusal(engine.secrets.remove({ name: "TOKEN" }));
      expect([code, message]).to.deep.include("secret-in-use");
      expect(message).to.contain("caller");
      await engine.secrets.remove({ name: "TOKEN", force: true });
      for (const gone of [
        engine.secrets.get({ name: "TOKEN" }),
        engine.secrets.remove({ name: "TOKEN" }),
        engine.secrets.change({ ...ann, name: "TOKEN", input: {} }),
      ])
        expect((await refusal(gone)).code).to.equal("secret-not-found");
      expect((await engine.secrets.list({ limit: 10 })).items).to.deep.equal([]);
      expect((await errorOf(await submit())).reason).to.equal("secret-missing");
      expect((await set("TOKEN", "open-sesame-3")).created).to.equal(true);
      expect((await claim(await submit()))?.secrets).to.deep.equal({ TOKEN: "open-sesame-3" });
    });

    it("open under no other name", async () => {
      await set("TOKEN", "open-sesame");
      await set("other", "another-value");
      const table = engine.store.table(secretsTable);
      const [copied, target] = [
        await table.get({ name: "other" }),
        await table.get({ name: "TOKEN" }),
      ];
      if (copied === null || target === null) throw new Error("they are not stored");
      const row = { ...target.row, sealed: copied.row.sealed };
      await table.replaceIf({ row, version: target.version });
      expect((await errorOf(await submit())).reason).to.equal("secret-unreadable");
    });

    it("stay hidden in what a remote worker reports of one that was replaced or removed", async () => {
      await set("TOKEN", "open-sesame");
      const id = await submit();
      await eventually(async () => (await stateOf(id)) === "queued", "the job is not queued");
      const { jobs } = await engine.remote.claim({
        ...{ worker: { id: "r1", host: "h" }, limit: 1, waitMs: 0 },
        signal: new AbortController().signal,
      } as Parameters<typeof engine.remote.claim>[0]);
      const [job] = jobs;
      expect(job?.secrets).to.deep.equal({ TOKEN: "open-sesame" });
      await set("TOKEN", "the-value-after");
      await engine.secrets.remove({ name: "TOKEN", force: true });
      const lease = job?.lease ?? "";
      await engine.remote.progress({ lease, percent: 1, message: "with open-sesame" });
      await engine.remote.succeed({ lease, result: { said: "open-sesame, the-value-after" } });
      const ended = await engine.jobs.get({ id });
      expect(ended.result).to.deep.equal({ said: "••••••, ••••••" });
      expect(JSON.stringify(ended)).to.not.contain("open-sesame");
    });
  });
});
