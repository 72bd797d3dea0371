import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { expect } from "chai";
import { createAnnouncers } from "../../announcements/create-announcers.ts";
import { DomainError } from "../../errors.ts";
import { systemClock } from "../../runtime/clock.ts";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import { aTemplate } from "../../testing/a-template.ts";
import { ann } from "../../testing/an-engine.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { createRegistry } from "../registry.ts";
import { createSandbox, type Sandbox } from "../sandbox/sandbox.ts";

describe("the folder of templates", () => {
  const telemetry = silentTelemetry();
  let sandbox: Sandbox;
  before(() => {
    sandbox = createSandbox({ telemetry });
  });
  after(() => sandbox.close());
  onEachStore((store) => theFolder(store, () => sandbox));
});

function theFolder(store: () => Store, sandbox: () => Sandbox): void {
  let root: string;
  let events: FormworkEvent[];
  const telemetry = silentTelemetry();
  /** Starts a scheduler anew, with one of the folders. */
  const start = async (folder: string, checks = sandbox()) => {
    const bus = { publish: async (published: FormworkEvent[]) => void events.push(...published) };
    const templates = createRegistry({
      ...{ store: store(), sandbox: checks, telemetry, folder: join(root, folder) },
      announce: createAnnouncers({ store: store(), bus, clock: systemClock }).templates.announce,
    });
    const left = await templates.readFolder();
    return { templates, left: left.map(({ file, fault }) => `${file}: ${fault}`) };
  };
  const write = async (file: string, content: unknown) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    const text = typeof content === "string" ? content : JSON.stringify(content);
    await writeFile(join(root, file), text);
  };
  const named = (name: string, parts: Partial<TemplateDefinition> = {}) =>
    aTemplate({ name, ...parts });
  const names = async (folder = "a") => {
    const { items } = await (await start(folder)).templates.list({ ...ann, limit: 50 });
    return items.map(({ name }) => name);
  };
  const principal = {
    id: "ada",
    role: "author",
    email: "ada@example.org",
    sessionId: null,
  } as const;
  const caller = { principal, traceparent: null };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "formwork-folder-"));
    events = [];
    await write("a/keep.json", named("keep"));
  });
  afterEach(() => rm(root, { recursive: true }));

  it("is read in the end where the machine has no time to check it at first", async () => {
    let refusals = 2;
    const busy: Sandbox = {
      ...sandbox(),
      async checkTemplate(definition) {
        if (refusals-- > 0) throw new DomainError("unavailable", "There is no time");
        return sandbox().checkTemplate(definition);
      },
    };
    expect((await start("a", busy)).left).to.deep.equal([]);
    expect(refusals).to.equal(-1);
    expect(await names()).to.deep.equal(["keep"]);
  });

  describe("a file that is gone", () => {
    beforeEach(async () => {
      await write("a/old/template.json", named("old"));
      await start("a");
      await rm(join(root, "a/old"), { recursive: true });
    });

    it("archives its template with an event and a line in the log, once", async () => {
      const { left } = await start("a");
      expect(left).to.deep.equal([
        "old/template.json: is gone, so its template was archived; it comes back with the file",
      ]);
      expect(await names()).to.deep.equal(["keep"]);
      expect((await start("a")).left).to.deep.equal([]);
      expect(events.filter(({ type }) => type === "template.archived")).to.have.length(1);
    });

    it("brings it back when it is there again", async () => {
      await start("a");
      await write("a/old/template.json", named("old"));
      const { templates, left } = await start("a");
      expect(left).to.deep.equal([]);
      expect(await templates.get({ name: "old" })).to.include({ archived: false, version: 1 });
      expect(events.at(-1)?.type).to.equal("template.published");
    });

    it("archives the old name of a template that was renamed", async () => {
      await write("a/old/template.json", named("new"));
      expect(await names()).to.have.members(["keep", "new"]);
    });

    it("is no broken file, whose template stays", async () => {
      await write("a/old/template.json", "{");
      await start("a");
      await rm(join(root, "a/old"), { recursive: true });
      expect(await names()).to.deep.equal(["keep"]);
    });

    it("keeps what was published over the API since and runs without it", async () => {
      const { templates } = await start("b");
      const definition = named("keep", { title: "Mine now" });
      await templates.publish({ ...caller, name: "keep", definition });
      await write("a/other.json", named("other"));
      await rm(join(root, "a/keep.json"));
      expect(await names()).to.have.members(["keep", "other"]);
    });

    it("keeps a template that the folder of another scheduler has", async () => {
      await write("b/keep.json", named("keep"));
      await write("b/old.json", named("old"));
      await start("b");
      expect(await names()).to.have.members(["keep", "old"]);
    });

    it("refuses to bring its code back over the API", async () => {
      const run = { kind: "module", file: "m.mjs" } as const;
      await write("a/code/template.json", named("code", { run }));
      await write("a/code/m.mjs", "");
      await start("a");
      await rm(join(root, "a/code"), { recursive: true });
      const { templates } = await start("a");
      const error = await templates
        .publish({ ...caller, name: "code", definition: named("code", { run }) })
        .catch((thrown: unknown) => thrown);
      expect(error).to.have.nested.property("errors[0].pointer", "/run/file");
    });
  });

  it("archives nothing when the whole folder is empty or away", async () => {
    await start("a");
    await rm(join(root, "a/keep.json"));
    expect((await start("a")).left[0]).to.match(/the folder has no templates any more/);
    await rm(join(root, "a"), { recursive: true });
    expect((await start("a")).left).to.have.length(2);
    await write("a/keep.json", named("keep"));
    expect(await names()).to.deep.equal(["keep"]);
  });

  it("does not restore what a person archived", async () => {
    const { templates } = await start("a");
    await templates.archive({ ...caller, name: "keep" });
    expect(await names()).to.deep.equal([]);
  });

  it("does not take turns publishing with the folder of another scheduler", async () => {
    await write("a/x.json", named("x", { title: "Of A" }));
    await write("b/x.json", named("x", { title: "Of B" }));
    for (const folder of ["a", "b", "a", "b", "a"]) await start(folder);
    const { templates, left } = await start("a");
    expect(await templates.get({ name: "x" })).to.include({ version: 2, title: "Of B" });
    expect(left[0]).to.match(/^x\.json: is not what runs: another scheduler published version 2/);
    await write("a/x.json", named("x", { title: "Of A again" }));
    await start("a");
    await write("a/x.json", named("x", { title: "Of A" }));
    await start("a");
    expect(await (await start("b")).templates.get({ name: "x" })).to.include({
      ...{ version: 4, title: "Of A" },
    });
  });

  it("tells what is wrong with its files, since when, and what changed after the start", async () => {
    await write("a/bad.json", { ...named("bad"), timout: "1s" });
    const first = await (await start("a")).templates.faults(ann);
    expect(first.items).to.have.length(1);
    expect(first.items[0]).to.deep.include({
      ...{ file: "bad.json", template: "bad", pointer: "/timout" },
      message: "is not a known field; did you mean timeout?",
    });
    const { templates } = await start("a");
    expect(templates.leftOut()).to.equal(1);
    await write("a/new.json", named("new"));
    await rm(join(root, "a/keep.json"));
    const { items } = await templates.faults(ann);
    expect(items.map(({ file, message }) => `${file} ${message}`)).to.deep.equal([
      "bad.json is not a known field; did you mean timeout?",
      "keep.json is gone since it was read; the next start archives its template",
      "new.json is new; the next start publishes it",
    ]);
    expect(items[0]?.since).to.equal(first.items[0]?.since);
    expect(await (await start("b")).templates.faults(ann)).to.have.nested.property("items[0].file");
  });
}
