import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Principal } from "@formwork/contracts/account";
import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { expect } from "chai";
import { createAnnouncers } from "../announcements/create-announcers.ts";
import { DomainError, fail } from "../errors.ts";
import { systemClock } from "../runtime/clock.ts";
import { silentTelemetry } from "../runtime/telemetry.ts";
import { createSqliteStore } from "../store/sqlite/sqlite.ts";
import type { Store } from "../store/store.ts";
import { aSchemaBomb, aTemplate } from "../testing/a-template.ts";
import { ann } from "../testing/an-engine.ts";
import { createRegistry } from "./registry.ts";
import { createSandbox, type Sandbox } from "./sandbox/sandbox.ts";
import type { Templates } from "./templates.ts";
import { templatesTable } from "./versions/template-tables.ts";

const principal: Principal = {
  id: "user-1",
  role: "author",
  email: "ada@example.org",
  sessionId: null,
};
const caller = {
  principal,
  traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
};

async function refusal(work: Promise<unknown>): Promise<DomainError> {
  const error = await work.then(
    () => new Error("it was not refused"),
    (thrown: unknown) => thrown,
  );
  if (error instanceof DomainError) return error;
  throw error;
}

describe("createRegistry", () => {
  const telemetry = silentTelemetry();
  let sandbox: Sandbox;
  let checks: number;
  let folder: string;
  let store: Store;
  let templates: Templates;
  let events: FormworkEvent[];

  const countedCheck: Sandbox["checkTemplate"] = (definition) => {
    checks += 1;
    return sandbox.checkTemplate(definition);
  };
  const registry = (
    publish = async (published: FormworkEvent[]) => void events.push(...published),
  ) =>
    createRegistry({
      store,
      announce: createAnnouncers({ store, bus: { publish }, clock: systemClock }).templates
        .announce,
      sandbox: { ...sandbox, checkTemplate: countedCheck, close: async () => undefined },
      telemetry,
      clock: systemClock,
      folder,
    });
  const publish = (parts: Partial<TemplateDefinition> = {}, name = parts.name ?? "fetch") =>
    templates.publish({ ...caller, name, definition: aTemplate(parts) });
  const write = async (file: string, content: unknown) => {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(
      join(folder, file),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  };

  const unavailableTable: Store["table"] = (declaration) => ({
    ...store.table(declaration),
    get: async () => fail("unavailable"),
  });

  before(() => {
    sandbox = createSandbox({ telemetry });
  });
  after(() => sandbox.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "formwork-registry-"));
    store = createSqliteStore({ path: ":memory:", clock: systemClock });
    await store.open();
    events = [];
    checks = 0;
    templates = registry();
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  describe("publishing", () => {
    it("stores the first version", async () => {
      const { template, created } = await publish({ title: "Fetch a page" });
      expect(created).to.equal(true);
      expect(template).to.include({
        name: "fetch",
        version: 1,
        title: "Fetch a page",
        publishedBy: "user-1",
        archived: false,
      });
      expect(template.hash).to.match(/^[0-9a-f]{64}$/);
      expect(template).not.to.have.any.keys("folder", "source");
      expect(await templates.get({ name: "fetch" })).to.deep.equal(template);
    });

    it("stores changed content as the next version, and nothing when only the order of keys differs", async () => {
      await publish({ title: "One" });
      const { name, ...rest } = aTemplate({ title: "One" });
      const again = await templates.publish({ ...caller, name, definition: { ...rest, name } });
      expect(again).to.deep.include({ created: false });
      expect(again.template.version).to.equal(1);
      expect((await publish({ title: "Two" })).template.version).to.equal(2);
      expect((await templates.get({ name: "fetch", version: 1 })).title).to.equal("One");
    });

    it("publishes an event with the traceparent of the request, and none for unchanged content", async () => {
      await publish();
      await publish();
      expect(events).to.have.length(1);
      expect(events[0]).to.include({
        type: "template.published",
        subject: "fetch",
        traceparent: caller.traceparent,
        specversion: "1.0",
      });
      expect(events[0]?.data).to.include({ name: "fetch", version: 1 });
    });

    it("succeeds although the bus is down", async () => {
      const silent = registry(() => Promise.reject(new Error("the broker is away")));
      const { created } = await silent.publish({
        ...caller,
        name: "fetch",
        definition: aTemplate(),
      });
      expect(created).to.equal(true);
    });

    it("refuses a name that differs from the address", async () => {
      const { code, errors } = await refusal(publish({ name: "other" }, "fetch"));
      expect(code).to.equal("invalid-template");
      expect(errors).to.deep.equal([
        { pointer: "/name", message: "must be fetch, as in the address", keyword: "const" },
      ]);
    });

    const faulty: [what: string, parts: object, pointer: string, words: RegExp][] = [
      ["a field that is missing", { run: { kind: "http" } }, "/run/url", /^is required$/],
      ["an unknown field", { titel: "x" }, "/titel", /did you mean title\?/],
      [
        "an unknown kind of run",
        { run: { kind: "htp" } },
        "/run/kind",
        /^must be one of http, command, module, remote$/,
      ],
      [
        "a broken rule",
        { payload: { type: "object", properties: { url: { uniqueItems: true } } } },
        "/payload/properties/url/uniqueItems",
        /needs maxItems/,
      ],
      [
        "an invalid schema",
        { payload: { type: "object", properties: { url: { type: "strnig" } } } },
        "/payload/properties/url/type",
        /must be one of/,
      ],
      [
        "an example that is not valid",
        { examples: [{ title: "x", payload: { url: "nowhere" } }] },
        "/examples/0/payload/url",
        /must be an address/,
      ],
      [
        "a layout with style",
        { form: { url: { "ui:style": {} } } },
        "/form/url/ui:style",
        /not allowed/,
      ],
      [
        "a placeholder of an unknown field",
        { run: { kind: "http", url: "{{payload.ulr}}" } },
        "/run/url",
        /did you mean url\?/,
      ],
      [
        "a schema bomb",
        { payload: aSchemaBomb(), run: { kind: "remote" } },
        "/payload",
        /at most 2000 references/,
      ],
    ];
    for (const [what, parts, pointer, words] of faulty) {
      it(`refuses ${what} with a pointer to it`, async () => {
        const { code, errors } = await refusal(publish(parts, "fetch"));
        expect(code).to.equal("invalid-template");
        expect(errors?.[0]?.pointer).to.equal(pointer);
        expect(errors?.[0]?.message).to.match(words);
        expect(await store.table(templatesTable).get({ name: "fetch" })).to.equal(null);
      });
    }
  });

  describe("archiving", () => {
    it("keeps the versions, marks all of them and publishes one event", async () => {
      await publish({ title: "One" });
      await publish({ title: "Two" });
      await templates.archive({ ...caller, name: "fetch" });
      await templates.archive({ ...caller, name: "fetch" });
      expect(await templates.stored({ name: "fetch", version: 1 })).to.include({ archived: true });
      expect((await templates.list({ ...ann, limit: 50 })).items).to.deep.equal([]);
      expect((await templates.list({ ...ann, limit: 50, archived: true })).items).to.have.length(1);
      expect(events.map(({ type }) => type)).to.deep.equal([
        "template.published",
        "template.published",
        "template.archived",
      ]);
    });

    it("ends, with an event, when the template is published again", async () => {
      await publish();
      await templates.archive({ ...caller, name: "fetch" });
      const { template, created } = await publish();
      expect(created).to.equal(false);
      expect(template.archived).to.equal(false);
      expect(await templates.get({ name: "fetch" })).to.include({ archived: false });
      expect(events.at(-1)?.type).to.equal("template.published");
    });

    it("refuses an unknown template", async () => {
      expect((await refusal(templates.archive({ ...caller, name: "none" }))).code).to.equal(
        "template-not-found",
      );
    });
  });

  describe("browsing", () => {
    it("lists the newest version of each template", async () => {
      await publish({ name: "b", title: "B", tags: ["web"] });
      await publish({ name: "a", title: "A" });
      await publish({ name: "a", title: "A2", description: "x" });
      const { items, next } = await templates.list({ ...ann, limit: 50 });
      expect(next).to.equal(null);
      expect(
        items.map(({ name, version, title, description, tags, kind }) => ({
          name,
          version,
          title,
          description,
          tags,
          kind,
        })),
      ).to.deep.equal([
        { name: "a", version: 2, title: "A2", description: "x", tags: [], kind: "http" },
        { name: "b", version: 1, title: "B", description: "", tags: ["web"], kind: "http" },
      ]);
      expect(items[0]).not.to.have.any.keys("payload", "run", "folder");
    });

    it("lists the versions, newest first, in pages", async () => {
      for (const title of ["One", "Two", "Three"]) await publish({ title });
      const first = await templates.versions({ name: "fetch", limit: 2 });
      expect(first.items.map(({ version }) => version)).to.deep.equal([3, 2]);
      expect(Object.keys(first.items[0] ?? {})).to.have.members([
        "name",
        "version",
        "hash",
        "publishedAt",
        "publishedBy",
      ]);
      const second = await templates.versions({
        name: "fetch",
        limit: 2,
        cursor: first.next ?? "",
      });
      expect(second.items.map(({ version }) => version)).to.deep.equal([1]);
      expect((await refusal(templates.versions({ name: "none", limit: 2 }))).code).to.equal(
        "template-not-found",
      );
    });
  });

  describe("payloads", () => {
    it("returns the faults and the completed payload by the requested version", async () => {
      await publish({
        payload: {
          type: "object",
          properties: { url: { type: "string" }, tries: { type: "integer", default: 3 } },
        },
      });
      await publish({
        payload: { type: "object", properties: { url: { type: "string" } }, required: ["url"] },
      });
      expect(await templates.validate({ name: "fetch", version: 1, payload: {} })).to.deep.equal({
        valid: true,
        errors: [],
        payload: { tries: 3 },
      });
      expect(await templates.validate({ name: "fetch", payload: {} })).to.deep.equal({
        valid: false,
        errors: [{ pointer: "/payload/url", message: "is required", keyword: "required" }],
        payload: {},
      });
    });

    it("returns the compiled validators for the form", async () => {
      await publish();
      const script = await templates.validatorScript({ name: "fetch" });
      expect(script).to.match(/^export default function \(require\) \{/);
      expect(await templates.validatorScript({ name: "fetch" })).to.equal(script);
    });
  });

  describe("reading the folder", () => {
    it("publishes each file with the folder of its modules", async () => {
      await write("one.json", aTemplate({ name: "one" }));
      await write("two/template.json", aTemplate({ name: "two" }));
      expect(await templates.readFolder()).to.deep.equal([]);
      expect(await templates.stored({ name: "two" })).to.include({
        folder: "two",
        source: "folder",
        publishedBy: "folder",
        version: 1,
      });
      expect(await templates.stored({ name: "one" })).to.include({ folder: "" });
    });

    it("reports broken files and publishes the others", async () => {
      await write("a.json", "{");
      await write("b.json", { ...aTemplate({ name: "b" }), run: {} });
      await write(
        "c.json",
        aTemplate({ name: "c", payload: aSchemaBomb(), run: { kind: "remote" } }),
      );
      await write(
        "d.json",
        aTemplate({ name: "d", examples: [{ title: "x", payload: { url: 5 } }] }),
      );
      await write("e.json", aTemplate({ name: "e" }));
      const faults = await templates.readFolder();
      expect(faults.map(({ file }) => file)).to.deep.equal([
        "a.json",
        "b.json",
        "c.json",
        "d.json",
      ]);
      expect(faults[1]?.fault).to.equal("/run/kind is required");
      expect(faults[2]?.fault).to.match(/^\/payload must stand for at most 2000 references/);
      expect(faults[3]?.fault).to.equal("/examples/0/payload/url must be text");
      expect(
        (await templates.list({ ...ann, limit: 50 })).items.map(({ name }) => name),
      ).to.deep.equal(["e"]);
    });

    it("publishes a changed file as a new version, and does not check an unchanged one again", async () => {
      await write("one.json", aTemplate({ name: "one", title: "One" }));
      await templates.readFolder();
      await templates.readFolder();
      expect(checks).to.equal(1);
      expect(await templates.get({ name: "one" })).to.include({ version: 1 });
      await write("one.json", aTemplate({ name: "one", title: "Two" }));
      await templates.readFolder();
      expect(await templates.get({ name: "one" })).to.include({ version: 2, title: "Two" });
    });

    it("does not publish an unchanged file over a later version from the API", async () => {
      await write("fetch.json", aTemplate({ title: "From the file" }));
      await templates.readFolder();
      await publish({ title: "From the API" });
      await templates.readFolder();
      expect(await templates.get({ name: "fetch" })).to.include({
        version: 2,
        title: "From the API",
      });
    });

    it("keeps the folder of a template that is edited or rolled back over the API", async () => {
      const parts = { name: "two", run: { kind: "module", file: "run.mjs" } } as const;
      await write("two/template.json", aTemplate(parts));
      await write("two/run.mjs", "");
      await templates.readFolder();
      await publish({ ...parts, title: "Edited" });
      await publish(parts);
      expect(await templates.stored({ name: "two" })).to.include({
        ...{ version: 3, source: "api", folder: "two" },
      });
    });

    const lost: [string, TemplateDefinition["run"], string][] = [
      ["a module", { kind: "module", file: "run.mjs" }, "/run/file"],
      ["a script", { kind: "command", argv: ["./back-up.sh"] }, "/run/argv/0"],
      ["a working folder", { kind: "command", argv: ["ls"], cwd: "data" }, "/run/cwd"],
      [
        "the folder by name",
        { kind: "command", argv: ["python3", ["-u", "{{template.folder}}/a.py"]] },
        "/run/argv/1/1",
      ],
    ];
    for (const [what, run, pointer] of lost)
      it(`refuses ${what} of a template that has no folder`, async () => {
        const { code, errors } = await refusal(publish({ run }));
        expect(code).to.equal("invalid-template");
        expect(errors?.[0]?.pointer).to.equal(pointer);
        expect(errors?.[0]?.message).to.match(/into the templates folder/);
      });

    it("refuses another module than one that came from the folder", async () => {
      await write("two/template.json", aTemplate({ name: "two" }));
      await templates.readFolder();
      const run = { kind: "module", file: "run.mjs" } as const;
      expect((await refusal(publish({ name: "two", run }))).errors?.[0]?.pointer).to.equal(
        "/run/file",
      );
    });

    it("fails when the store is unavailable, instead of leaving every file out", async () => {
      await write("one.json", aTemplate({ name: "one" }));
      const away = createRegistry({
        store: { ...store, table: unavailableTable },
        sandbox,
        telemetry,
        folder,
      });
      expect((await refusal(away.readFolder())).code).to.equal("unavailable");
    });

    it("reads nothing where no folder is configured, and reports one that does not exist", async () => {
      expect(
        await createRegistry({ store, sandbox, telemetry, folder: null }).readFolder(),
      ).to.deep.equal([]);
      const [missing] = await createRegistry({
        store,
        sandbox,
        telemetry,
        folder: join(folder, "none"),
      }).readFolder();
      expect(missing?.fault).to.match(/no such folder/);
    });
  });
});
