import type { TemplateDefinition } from "@formwork/contracts/template";
import { expect } from "chai";
import type { Store, StoredTemplate } from "../store.ts";
import { everything } from "./play.ts";

type Edition = Parameters<Store["publishTemplate"]>[0];

export function exerciseTemplates(use: () => Store): void {
  const publish = (
    hash: string,
    given: Partial<Edition> & { name?: string; title?: string } = {},
  ) => {
    const { name = "greet", title = "Greet", ...rest } = given;
    const definition: TemplateDefinition = {
      name,
      title,
      payload: { type: "object", $comment: hash },
      run: { kind: "module", file: "a.ts" },
    };
    return use().publishTemplate({
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
    (await use().getTemplate({ name })) ?? expect.fail("no template");

  describe("publishTemplate", () => {
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

  describe("templates", () => {
    it("are found by name and version", async () => {
      await publish("h1");
      await publish("h2");
      expect(await use().getTemplate({ name: "greet", version: 1 })).to.include({ hash: "h1" });
      expect(await use().getTemplate({ name: "greet" })).to.include({ hash: "h2" });
      expect(await use().getTemplate({ name: "greet", version: 3 })).to.equal(null);
      expect(await use().getTemplate({ name: "nobody" })).to.equal(null);
    });

    it("are listed by title, newest version each", async () => {
      await publish("h1", { name: "zebra", title: "A zebra" });
      await publish("h1", { name: "ape", title: "the ape" });
      await publish("h1", { name: "cow", title: "Cow" });
      await publish("h2", { name: "cow", title: "Milk a cow" });
      const titles = (await use().listTemplates()).map(
        ({ title, version }) => `${title} ${version}`,
      );
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
      expect(await use().listVersions({ name: "nobody", limit: 5 })).to.deep.equal({
        items: [],
        next: null,
      });
    });
  });

  describe("archiveTemplate", () => {
    it("archives once, all versions", async () => {
      await publish("h1");
      await publish("h2");
      expect(await use().archiveTemplate({ name: "greet" })).to.equal(true);
      expect(await use().archiveTemplate({ name: "greet" })).to.equal(false);
      expect(await use().getTemplate({ name: "greet", version: 1 })).to.include({ archived: true });
      expect((await use().listTemplates()).map(({ archived }) => archived)).to.deep.equal([true]);
    });

    it("misses a template that is not there", async () => {
      expect(await use().archiveTemplate({ name: "nobody" })).to.equal(false);
    });

    it("is undone by publishing again, changed or not", async () => {
      await publish("h1");
      await use().archiveTemplate({ name: "greet" });
      expect((await publish("h1")).template.archived).to.equal(false);
      expect((await newest()).archived).to.equal(false);
      await use().archiveTemplate({ name: "greet" });
      await publish("h2", fromFolder);
      expect((await newest()).archived).to.equal(false);
    });

    it("outlasts a start that finds the folder as it was", async () => {
      await publish("h1", fromFolder);
      await use().archiveTemplate({ name: "greet" });
      expect((await publish("h1", fromFolder)).template.archived).to.equal(true);
      expect((await newest()).archived).to.equal(true);
    });
  });
}
