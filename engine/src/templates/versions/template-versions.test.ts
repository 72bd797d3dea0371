import { expect } from "chai";
import { DomainError } from "../../errors.ts";
import { systemClock } from "../../runtime/clock.ts";
import { createSqliteStore } from "../../store/sqlite/sqlite.ts";
import type { Store } from "../../store/store.ts";
import { aTemplate } from "../../testing/a-template.ts";
import { hashOf } from "../definition.ts";
import { createTemplateStore, type TemplateStore } from "./template-store.ts";
import { createTemplateVersions } from "./template-versions.ts";

describe("createTemplateVersions", () => {
  let store: Store;
  let templates: TemplateStore;
  let asked: number;
  let now: number;
  const open = () => {
    const counting: Pick<TemplateStore, "find"> = {
      find: (params) => {
        asked += 1;
        return templates.find(params);
      },
    };
    return createTemplateVersions({
      templates: counting,
      clock: { ...systemClock, monotonic: () => now },
    });
  };
  const publish = (title: string) => {
    const definition = aTemplate({ title });
    return templates.publish({
      definition,
      hash: hashOf(definition),
      publishedBy: "me",
      folder: "",
      source: "api",
    });
  };

  beforeEach(async () => {
    store = createSqliteStore({ path: ":memory:", clock: systemClock });
    templates = createTemplateStore({ store, clock: systemClock });
    await store.open();
    asked = 0;
    now = 0;
    await publish("One");
  });
  afterEach(() => store.close());

  it("reads a version from the store once", async () => {
    const versions = open();
    const found = await Promise.all(
      Array.from({ length: 10 }, () => versions.find({ name: "fetch" })),
    );
    expect(new Set(found).size).to.equal(1);
    expect(asked).to.equal(1);
  });

  it("returns what another process published after a second", async () => {
    const versions = open();
    await versions.find({ name: "fetch" });
    await publish("Two");
    now = 999;
    expect(await versions.find({ name: "fetch" })).to.include({ version: 1 });
    now = 1000;
    expect(await versions.find({ name: "fetch" })).to.include({ version: 2, title: "Two" });
  });

  it("returns at once what this process published", async () => {
    const versions = open();
    await versions.find({ name: "fetch" });
    await publish("Two");
    versions.invalidate("fetch");
    expect(await versions.find({ name: "fetch" })).to.include({ version: 2 });
  });

  it("returns one object per version, so that derived values can be cached beside it", async () => {
    const versions = open();
    const first = await versions.find({ name: "fetch" });
    await publish("Two");
    now = 5000;
    expect(await versions.find({ name: "fetch", version: 1 })).to.equal(first);
    now = 10_000;
    expect(await versions.find({ name: "fetch", version: 1 })).to.equal(first);
  });

  it("marks an old version as archived with its template", async () => {
    const versions = open();
    await publish("Two");
    expect(await versions.find({ name: "fetch", version: 1 })).to.include({ archived: false });
    await templates.archive({ name: "fetch" });
    now = 5000;
    expect(await versions.find({ name: "fetch", version: 1 })).to.include({
      archived: true,
      title: "One",
    });
  });

  it("refuses unknown names and versions without caching that they are unknown", async () => {
    const versions = open();
    const codeOf = (params: { name: string; version?: number }) =>
      versions.find(params).catch((error) => (error instanceof DomainError ? error.code : error));
    expect(await codeOf({ name: "none" })).to.equal("template-not-found");
    expect(await codeOf({ name: "fetch", version: 9 })).to.equal("version-not-found");
    const definition = aTemplate({ name: "none" });
    await templates.publish({
      definition,
      hash: "h",
      publishedBy: "me",
      folder: "",
      source: "api",
    });
    expect(await versions.find({ name: "none" })).to.include({ version: 1 });
  });

  it("reads again after the store failed", async () => {
    let away = true;
    const failing: Pick<TemplateStore, "find"> = {
      find: (params) => (away ? Promise.reject(new Error("away")) : templates.find(params)),
    };
    const versions = createTemplateVersions({
      templates: failing,
      clock: { ...systemClock, monotonic: () => now },
    });
    expect(await versions.find({ name: "fetch" }).catch((error) => error.message)).to.equal("away");
    away = false;
    expect(await versions.find({ name: "fetch" })).to.include({ version: 1 });
  });
});
