import type { TemplateDefinition } from "@formwork/contracts/template";
import { expect } from "chai";
import { systemClock } from "../../runtime/clock.ts";
import { everything, refusal } from "../../store/conformance/helpers.ts";
import type { Store } from "../../store/store.ts";
import { onEachStore } from "../../testing/on-each-store.ts";
import type { VersionToStore } from "./store-version.ts";
import { createTemplateStore } from "./template-store.ts";
import { type StoredTemplate, templatesTable, versionsTable } from "./template-tables.ts";

describe("stored templates", () => onEachStore(storedTemplates));

function storedTemplates(store: () => Store): void {
  const use = () => createTemplateStore({ store: store(), clock: systemClock });

  const publish = (
    hash: string,
    given: Partial<VersionToStore> & { name?: string; title?: string } = {},
  ) => {
    const { name = "greet", title = "Greet", ...rest } = given;
    const definition: TemplateDefinition = {
      name,
      title,
      payload: { type: "object", $comment: hash },
      run: { kind: "module", file: "a.ts" },
    };
    return use().publish({
      definition,
      hash,
      publishedBy: "ada",
      folder: "",
      source: "api",
      ...rest,
    });
  };
  const fromFolder = { source: "folder", folder: "greet", publishedBy: "folder" } as const;
  const versionsOf = async (name: string) =>
    (await use().listVersions({ name, limit: 100 })).items.map(({ version }) => version);
  const newest = async (name = "greet"): Promise<StoredTemplate> =>
    (await use().find({ name })) ?? expect.fail("no template");

  describe("publish", () => {
    it("stores one version of all that expect the same newest one", async () => {
      const publishAll = (hashes: string[], expectedVersion: number) =>
        Promise.allSettled(hashes.map((hash) => publish(hash, { expectedVersion })));
      for (const [before, hashes] of [
        [0, ["a", "b", "c"]],
        [1, ["d", "e", "f"]],
      ] as const) {
        const all = await publishAll([...hashes], before);
        expect(all.filter(({ status }) => status === "fulfilled")).to.have.length(1);
        for (const one of all)
          if (one.status === "rejected") expect(one.reason).to.include({ code: "not-as-expected" });
      }
      expect(await versionsOf("greet")).to.deep.equal([2, 1]);
    });

    it("stores the first version as it was written", async () => {
      const { template, created } = await publish("h1", fromFolder);
      expect(created).to.equal(true);
      const known = {
        name: "greet",
        version: 1,
        hash: "h1",
        archived: false,
        folder: "greet",
        source: "folder",
        publishedBy: "folder",
      };
      expect(template).to.deep.include({
        ...known,
        title: "Greet",
        run: { kind: "module", file: "a.ts" },
      });
      expect(template.payload).to.deep.equal({ type: "object", $comment: "h1" });
      expect(Date.parse(template.publishedAt)).to.be.closeTo(Date.now(), 60_000);
      expect(await newest()).to.deep.equal(template);
    });

    it("makes the next version of changed content and none of unchanged", async () => {
      await publish("h1");
      expect(await publish("h1")).to.deep.include({ created: false });
      const { template, created } = await publish("h2");
      expect([created, template.version]).to.deep.equal([true, 2]);
      expect(await versionsOf("greet")).to.deep.equal([2, 1]);
    });

    it("makes a new version of content that was there before the newest", async () => {
      await publish("h1");
      await publish("h2");
      expect((await publish("h1")).template.version).to.equal(3);
    });

    it("does not publish an unchanged file over a version that came through the API", async () => {
      await publish("h1", fromFolder);
      await publish("h2");
      expect((await publish("h1", fromFolder)).created).to.equal(false);
      expect((await newest()).hash).to.equal("h2");
      expect((await publish("h3", fromFolder)).template.version).to.equal(3);
    });

    it("takes a file that equals the newest version for unchanged, whoever published that", async () => {
      await publish("h1", fromFolder);
      await publish("h2");
      expect((await publish("h2", fromFolder)).created).to.equal(false);
    });

    it("lets the API go back to what the folder holds", async () => {
      await publish("h1", fromFolder);
      await publish("h2");
      expect(await publish("h1")).to.deep.include({ created: true });
      expect((await newest()).version).to.equal(3);
    });

    it("follows a file that moved, also where a later version came through the API", async () => {
      await publish("h1", fromFolder);
      await publish("h2");
      await publish("h1", { ...fromFolder, folder: "elsewhere" });
      expect(await use().find({ name: "greet", version: 1 })).to.include({ folder: "elsewhere" });
      expect(await newest()).to.include({ version: 2, folder: "elsewhere" });
    });

    it("gives a version of the API that has no folder that of the file it runs", async () => {
      await publish("h1", fromFolder);
      await publish("h2");
      await publish("h3");
      await publish("h1", fromFolder);
      expect(await newest()).to.include({ version: 3, folder: "greet", hash: "h3" });
      expect(await use().find({ name: "greet", version: 2 })).to.include({ folder: "greet" });
    });

    it("gives the newest version of the API its folder when the file holds the same", async () => {
      await publish("h1");
      await publish("h1", { ...fromFolder, folder: "" });
      expect(await newest()).to.include({ version: 1, source: "api", folder: "." });
    });

    it("follows a file that moved to another folder", async () => {
      await publish("h1", fromFolder);
      await publish("h1", { ...fromFolder, folder: "elsewhere" });
      expect(await newest()).to.include({ version: 1, folder: "elsewhere" });
    });

    it("never gives one number twice", async () => {
      const published = await Promise.all(Array.from({ length: 10 }, (_, n) => publish(`h${n}`)));
      const numbers = published.map(({ template }) => template.version).sort((a, b) => a - b);
      expect(numbers).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(await versionsOf("greet")).to.deep.equal(numbers.reverse());
    });

    it("makes one version of the same content published many times at once", async () => {
      const published = await Promise.all(Array.from({ length: 10 }, () => publish("h1")));
      expect(published.filter(({ created }) => created)).to.have.length(1);
      expect(await versionsOf("greet")).to.deep.equal([1]);
    });
  });

  describe("a publisher that died", () => {
    /** Leaves version 1 as a publisher does that dies before it is the newest of its name. */
    async function dieAfterVersion(): Promise<void> {
      await publish("h1", fromFolder);
      await store().table(templatesTable).remove({ key: "greet" });
    }

    it("is helped by the next, whatever that one publishes", async () => {
      await dieAfterVersion();
      const { template, created } = await publish("h2");
      expect([created, template.version]).to.deep.equal([true, 2]);
      expect(await versionsOf("greet")).to.deep.equal([2, 1]);
      expect((await newest()).hash).to.equal("h2");
    });

    it("is helped by one that publishes the same", async () => {
      await dieAfterVersion();
      expect((await publish("h1", fromFolder)).created).to.equal(false);
      expect((await newest()).version).to.equal(1);
    });

    it("is helped where an older version is the newest", async () => {
      await publish("h1");
      const before = await store().table(templatesTable).get({ name: "greet" });
      await publish("h2");
      const { version = 0 } = (await store().table(templatesTable).get({ name: "greet" })) ?? {};
      const row = before?.row ?? expect.fail("no row");
      await store().table(templatesTable).replaceIf({ row, version });
      expect((await newest()).version).to.equal(1);
      expect((await publish("h3")).template.version).to.equal(3);
      expect((await store().table(versionsTable).page({ limit: 9 })).items).to.have.length(3);
      expect((await newest()).hash).to.equal("h3");
    });
  });

  describe("lookups", () => {
    it("are found by name and version", async () => {
      await publish("h1");
      await publish("h2");
      expect(await use().find({ name: "greet", version: 1 })).to.include({ hash: "h1" });
      expect(await use().find({ name: "greet" })).to.include({ hash: "h2" });
      expect(await use().find({ name: "greet", version: 3 })).to.equal(null);
      expect(await use().find({ name: "nobody" })).to.equal(null);
    });

    it("are listed by title, newest version each", async () => {
      await publish("h1", { name: "zebra", title: "A zebra" });
      await publish("h1", { name: "ape", title: "the ape" });
      await publish("h1", { name: "cow", title: "Cow" });
      await publish("h2", { name: "cow", title: "Milk a cow" });
      const titles = (await use().list()).map(({ title, version }) => `${title} ${version}`);
      expect(titles).to.deep.equal(["A zebra 1", "Milk a cow 2", "the ape 1"]);
    });

    it("page through their versions, newest first", async () => {
      for (const hash of ["h1", "h2", "h3", "h4", "h5"]) await publish(hash);
      for (const limit of [1, 2, 5]) {
        const versions = await everything((cursor) =>
          use().listVersions({ name: "greet", limit, cursor }),
        );
        expect(versions.map(({ version }) => version)).to.deep.equal([5, 4, 3, 2, 1]);
      }
      for (const cursor of ["rubbish", "-1", "1.5", ""])
        expect(
          (await refusal(use().listVersions({ name: "greet", limit: 1, cursor }))).code,
        ).to.equal("invalid-request");
      expect(await use().listVersions({ name: "nobody", limit: 5 })).to.deep.equal({
        items: [],
        next: null,
      });
    });
  });

  describe("archive", () => {
    it("archives once, all versions", async () => {
      await publish("h1");
      await publish("h2");
      expect(await use().archive({ name: "greet" })).to.equal(true);
      expect(await use().archive({ name: "greet" })).to.equal(false);
      expect(await use().find({ name: "greet", version: 1 })).to.include({ archived: true });
      expect((await use().list()).map(({ archived }) => archived)).to.deep.equal([true]);
    });

    it("misses a template that is not there", async () => {
      expect(await use().archive({ name: "nobody" })).to.equal(false);
    });

    it("is undone by publishing again, changed or not", async () => {
      await publish("h1");
      await use().archive({ name: "greet" });
      expect((await publish("h1")).template.archived).to.equal(false);
      expect((await newest()).archived).to.equal(false);
      await use().archive({ name: "greet" });
      await publish("h2", fromFolder);
      expect((await newest()).archived).to.equal(false);
    });

    it("outlasts a start that finds the folder as it was", async () => {
      await publish("h1", fromFolder);
      await use().archive({ name: "greet" });
      expect((await publish("h1", fromFolder)).template.archived).to.equal(true);
      expect((await newest()).archived).to.equal(true);
    });
  });
}
