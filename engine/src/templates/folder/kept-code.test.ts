import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Run } from "@formwork/contracts/run";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { expect } from "chai";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { aTemplate } from "../../testing/a-template.ts";
import { ann } from "../../testing/an-engine.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import { createRegistry } from "../registry.ts";
import { createSandbox, type Sandbox } from "../sandbox/sandbox.ts";
import type { Templates } from "../templates.ts";
import { templatesTable, versionsTable } from "../versions/template-tables.ts";
import { foldersTable } from "./folder-table.ts";

describe("the code of versions", () => {
  const telemetry = silentTelemetry();
  let sandbox: Sandbox;
  before(() => {
    sandbox = createSandbox({ telemetry });
  });
  after(() => sandbox.close());
  onEachStore((store) => keptCode(store, () => sandbox));
});

function keptCode(store: () => Store, sandbox: () => Sandbox): void {
  let root: string;
  const telemetry = silentTelemetry();
  const run: Run = { kind: "module", file: "m.mjs" };
  const principal = { id: "ada", role: "author", email: "a@b.c", sessionId: null } as const;
  const caller = { principal, traceparent: null };
  const template = (parts: Partial<TemplateDefinition> = {}) =>
    aTemplate({ name: "code", run, ...parts });
  /** Starts a scheduler anew, with one of the folders. */
  const start = async (folder = "a"): Promise<Templates> => {
    const templates = createRegistry({
      ...{ store: store(), sandbox: sandbox(), telemetry, folder: join(root, folder) },
    });
    await templates.readFolder();
    return templates;
  };
  const write = async (file: string, content: unknown) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    const text = typeof content === "string" ? content : JSON.stringify(content);
    await writeFile(join(root, file), text);
  };
  const codeOf = async (templates: Templates, version?: number) => {
    const { codeHash: hash } = await templates.stored({ name: "code", version });
    if (hash === undefined) return null;
    const { files } = await templates.code({ hash });
    return files.map(({ path, bytes }) => `${path}: ${bytes}`);
  };
  const newest = async (templates: Templates) => (await templates.get({ name: "code" })).version;
  /** Makes versions look as a release left them that kept no code. */
  const forgetCode = async () => {
    const strip = <Row extends { codeHash?: string }>({ codeHash: _, ...row }: Row) => row;
    const { items } = await store().table(versionsTable).page({ limit: 50 });
    for (const { row } of items)
      await changeRow(store().table(versionsTable), { id: row.id }, strip);
    await changeRow(store().table(templatesTable), { name: "code" }, (row) => ({
      ...row,
      newest: strip(row.newest),
    }));
    for (const { row } of (await store().table(foldersTable).page({ limit: 9 })).items)
      await changeRow(store().table(foldersTable), { source: row.source }, (folder) => ({
        ...folder,
        files: folder.files.map(strip),
      }));
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "formwork-code-"));
    await write("a/code/template.json", template());
    await write("a/code/m.mjs", "old");
  });
  afterEach(() => rm(root, { recursive: true }));

  it("makes a version of its own of changed code, and keeps that of the version before", async () => {
    const first = await start();
    const { codeHash } = await first.get({ name: "code" });
    expect(codeHash).to.match(/^[0-9a-f]{64}$/);
    await write("a/code/m.mjs", "new");
    const templates = await start();
    expect(await newest(templates)).to.equal(2);
    expect(await codeOf(templates)).to.deep.equal(["code/m.mjs: new"]);
    expect(await codeOf(templates, 1)).to.deep.equal(["code/m.mjs: old"]);
    const { items } = await templates.versions({ name: "code", limit: 9 });
    expect(items[1]?.codeHash).to.equal(codeHash);
    expect(items[0]?.codeHash).not.to.equal(codeHash);
    expect(items[0]?.hash).to.equal(items[1]?.hash);
  });

  it("makes no version of code that is as it was, also where its folder was renamed", async () => {
    await start();
    await start();
    await write("a/renamed/template.json", template());
    await write("a/renamed/m.mjs", "old");
    await rm(join(root, "a/code"), { recursive: true });
    const templates = await start();
    expect(await newest(templates)).to.equal(1);
    expect(await templates.stored({ name: "code" })).to.include({ folder: "renamed" });
  });

  it("belongs to versions over the API that run the same, the newest code from the folder", async () => {
    await start();
    await write("a/code/m.mjs", "new");
    const templates = await start();
    const definition = template({ title: "Edited" });
    await templates.publish({ ...caller, name: "code", definition });
    expect(await newest(templates)).to.equal(3);
    expect(await codeOf(templates)).to.deep.equal(["code/m.mjs: new"]);
    expect((await start()).leftOut()).to.equal(0);
    expect(await newest(await start())).to.equal(3);
    const again = await templates.publish({ ...caller, name: "code", definition });
    expect(again.created).to.equal(false);
  });

  it("is published by the scheduler whose files changed, and by no other in turn", async () => {
    await write("b/code/template.json", template());
    await write("b/code/m.mjs", "of b");
    for (const folder of ["a", "b", "a", "b", "a"]) await start(folder);
    expect(await codeOf(await start("b"))).to.deep.equal(["code/m.mjs: of b"]);
    const templates = await start("a");
    expect(await newest(templates)).to.equal(2);
    expect((await templates.faults(ann)).items[0]?.message).to.contain("is not what runs");
    await write("a/code/m.mjs", "of a");
    expect(await newest(await start("a"))).to.equal(3);
  });

  it("is told as changed until the next start", async () => {
    const templates = await start();
    await write("a/code/m.mjs", "newer");
    const { items } = await templates.faults(ann);
    expect(items.map(({ file, message }) => `${file} ${message}`)).to.deep.equal([
      "code/m.mjs has changed since it was read; jobs run the code as it was then, and the next start publishes this",
    ]);
    expect((await (await start()).faults(ann)).items).to.deep.equal([]);
  });

  it("is given once to the newest version of a release that kept none, without a new one", async () => {
    await start();
    await write("a/code/template.json", template({ title: "Second" }));
    const before = await start();
    await before.publish({ ...caller, name: "code", definition: template({ title: "API" }) });
    await forgetCode();
    const templates = await start();
    expect(await newest(templates)).to.equal(3);
    expect(await codeOf(templates, 1)).to.equal(null);
    for (const version of [2, 3])
      expect(await codeOf(templates, version)).to.deep.equal(["code/m.mjs: old"]);
    await write("a/code/m.mjs", "new");
    const later = await start();
    expect(await newest(later)).to.equal(4);
    expect(await codeOf(later, 3)).to.deep.equal(["code/m.mjs: old"]);
  });

  it("is none of a template that needs no folder", async () => {
    await write("a/code/template.json", template({ run: { kind: "command", argv: ["true"] } }));
    expect((await (await start()).get({ name: "code" })).codeHash).to.equal(undefined);
  });

  it("leaves a template out whose folder is too large, and says so", async () => {
    await write("a/code/data.bin", "x".repeat(9 * 1024 * 1024));
    const { items } = await (await start()).faults(ann);
    expect(items[0]).to.include({ file: "code/template.json", pointer: "/run", template: "code" });
    expect(items[0]?.message).to.contain("the largest is data.bin (9 MB)");
  });
}
