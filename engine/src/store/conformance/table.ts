import { expect } from "chai";
import fc from "fast-check";
import type { Store } from "../store.ts";
import { type PageQuery, table } from "../table.ts";
import { changeRow } from "../tables/change-row.ts";
import { everything, hour, refusal } from "./helpers.ts";

type Note = {
  id: string;
  owner?: string | null;
  code?: string;
  rank?: number;
  pinned?: boolean;
  content?: unknown;
};

const notes = table<Note>({
  name: "test_notes",
  key: "id",
  unique: [["code"], ["owner", "rank"]],
  indexes: [["rank"], ["owner", "code"], ["pinned", "owner", "rank"]],
});
const passes = table<{ id: string; until: number }>({
  name: "test_passes",
  key: "id",
  expires: "until",
});

/** The suite of declared tables. */
export function tableSuite(use: () => Store): void {
  const rows = () => use().table(notes);
  const insert = (row: Note) => rows().insert({ row });
  const insertAll = async (all: Note[]) => {
    for (const row of all) expect(await insert(row)).to.deep.equal({ outcome: "stored" });
  };
  const idsOf = async (query: Omit<PageQuery<Note>, "limit" | "cursor">, limit = 2) =>
    (await everything((cursor) => rows().page({ ...query, limit, cursor }))).map(
      ({ row }) => row.id,
    );

  describe("a table's get", () => {
    it("finds a row by its key and by its unique fields, with its version", async () => {
      const row = { id: "a", code: "x", owner: "ada", rank: 1 };
      await insertAll([row, { id: "b" }]);
      const found = { row, version: 1 };
      expect(await rows().get({ id: "a" })).to.deep.equal(found);
      expect(await rows().get({ code: "x" })).to.deep.equal(found);
      expect(await rows().get({ rank: 1, owner: "ada" })).to.deep.equal(found);
      expect(await rows().get({ id: "c" })).to.equal(null);
      expect(await rows().get({ code: "y" })).to.equal(null);
    });

    it("refuses to look where no index is declared", async () => {
      const error = await rows()
        .get({ rank: 1 })
        .catch((reason: Error) => reason.message);
      expect(error).to.equal("Table test_notes declares no index on rank");
    });

    it("gives back any JSON as it was", async () => {
      await insertAll([{ id: "first" }]);
      await fc.assert(
        fc.asyncProperty(fc.jsonValue(), fc.string(), async (content, word) => {
          const id = `${word}-${Math.random()}`;
          const row = { id, content, owner: null };
          await insertAll([row]);
          const expected = JSON.parse(JSON.stringify(row));
          expect((await rows().get({ id }))?.row).to.deep.equal(expected);
        }),
        { numRuns: 30 },
      );
      const content = { $set: { a: 1 }, "a.b": [{ $ne: null }], "": {}, "ключ\u0001": "\u2028" };
      await insertAll([{ id: "odd", content }]);
      expect((await rows().get({ id: "odd" }))?.row).to.deep.equal({ id: "odd", content });
    });
  });

  describe("a table's insert", () => {
    it("says what another row has: the key or unique fields", async () => {
      await insertAll([{ id: "a", code: "x", owner: "ada", rank: 1 }]);
      expect(await insert({ id: "a" })).to.deep.equal({ outcome: "taken", by: "id" });
      expect(await insert({ id: "b", code: "x" })).to.deep.equal({ outcome: "taken", by: "code" });
      expect(await insert({ id: "b", owner: "ada", rank: 1 })).to.deep.equal({
        outcome: "taken",
        by: "owner_rank",
      });
      expect(await rows().get({ id: "b" })).to.equal(null);
    });

    it("takes any number of rows without a unique field", async () => {
      await insertAll([{ id: "a" }, { id: "b", owner: null }, { id: "c", owner: "ada" }]);
      await insertAll([{ id: "d", owner: "ada" }]);
    });

    it("stores one of many that come at once with the same unique value", async () => {
      const tries = Array.from({ length: 10 }, (_, n) => insert({ id: `n${n}`, code: "x" }));
      const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === "stored")).to.have.length(1);
      expect(await idsOf({})).to.have.length(1);
    });
  });

  describe("a table's writes, many at once", () => {
    it("get an answer each", async () => {
      await insertAll([
        ...["a", "b", "c"].map((id) => ({ id, code: id, rank: 1, owner: id })),
        { id: "d" },
      ]);
      const replace = (row: Note, version: number) => rows().replaceIf({ row, version });
      const answers = await Promise.all([
        insert({ id: "e", code: "e" }),
        insert({ id: "a" }),
        insert({ id: "f", owner: "b", rank: 1 }),
        insert({ id: "g" }),
        replace({ id: "a", code: "z" }, 1),
        replace({ id: "b", code: "y" }, 2),
        replace({ id: "gone" }, 1),
        replace({ id: "c", code: "b" }, 1),
        replace({ id: "d", content: "$literal" }, 1),
        replace({ id: "d", content: "second" }, 1),
      ]);
      const [stored, changed] = [{ outcome: "stored" }, { outcome: "changed" }];
      // Which of the two writes of one row is first is the database's to choose.
      const isFirst = answers[8]?.outcome === "stored";
      const taken = (by: string) => ({ outcome: "taken", by });
      expect(answers).to.deep.equal([
        ...[stored, taken("id"), taken("owner_rank"), stored],
        ...[stored, changed, changed, taken("code")],
        ...(isFirst ? [stored, changed] : [changed, stored]),
      ]);
      expect(await idsOf({})).to.deep.equal([..."abcdeg"]);
      expect(await rows().get({ id: "d" })).to.deep.equal({
        ...{ row: { id: "d", content: isFirst ? "$literal" : "second" }, version: 2 },
      });
    });

    it("lose none of many", async () => {
      const ids = Array.from({ length: 1200 }, (_, n) => `n${n}`);
      const inserted = await Promise.all(ids.map((id) => insert({ id, rank: 0 })));
      expect(inserted.every(({ outcome }) => outcome === "stored")).to.equal(true);
      const replaced = await Promise.all(
        ids.map((id, rank) => rows().replaceIf({ row: { id, rank }, version: 1 })),
      );
      expect(replaced.every(({ outcome }) => outcome === "stored")).to.equal(true);
      expect(await idsOf({ order: "rank" }, 500)).to.deep.equal(ids);
    });
  });

  describe("a table's replaceIf", () => {
    it("replaces a row that has the version, and counts it up", async () => {
      await insertAll([{ id: "a", code: "x", owner: "ada" }]);
      const row = { id: "a", code: "y" };
      expect(await rows().replaceIf({ row, version: 1 })).to.deep.equal({ outcome: "stored" });
      expect(await rows().get({ code: "y" })).to.deep.equal({ row, version: 2 });
      expect(await rows().get({ code: "x" })).to.equal(null);
    });

    it("changes nothing where the version is another or the row is gone", async () => {
      await insertAll([{ id: "a" }]);
      const changed = { outcome: "changed" };
      expect(await rows().replaceIf({ row: { id: "a", rank: 2 }, version: 2 })).to.deep.equal(
        changed,
      );
      expect(await rows().replaceIf({ row: { id: "b" }, version: 1 })).to.deep.equal(changed);
      expect(await rows().get({ id: "a" })).to.deep.equal({ row: { id: "a" }, version: 1 });
    });

    it("changes nothing where another row has the unique value", async () => {
      await insertAll([{ id: "a", code: "x" }, { id: "b" }]);
      expect(await rows().replaceIf({ row: { id: "b", code: "x" }, version: 1 })).to.deep.equal({
        outcome: "taken",
        by: "code",
      });
      expect(await rows().get({ id: "b" })).to.deep.equal({ row: { id: "b" }, version: 1 });
    });

    it("lets one of many win that replace the same version", async () => {
      await insertAll([{ id: "a" }]);
      const tries = Array.from({ length: 10 }, (_, rank) =>
        rows().replaceIf({ row: { id: "a", rank }, version: 1 }),
      );
      const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome);
      expect(outcomes.filter((outcome) => outcome === "stored")).to.have.length(1);
      expect((await rows().get({ id: "a" }))?.version).to.equal(2);
    });

    it("loses no change of many that are made at once by changeRow", async () => {
      await insertAll([{ id: "a", rank: 0 }]);
      const raise = () =>
        changeRow(rows(), { id: "a" }, (row) => ({ ...row, rank: (row.rank ?? 0) + 1 }));
      await Promise.all(Array.from({ length: 10 }, raise));
      expect((await rows().get({ id: "a" }))?.row.rank).to.equal(10);
      expect(await changeRow(rows(), { id: "b" }, (row) => row)).to.equal(null);
      expect(await changeRow(rows(), { id: "a" }, () => null)).to.include({ rank: 10 });
      expect((await rows().get({ id: "a" }))?.version).to.equal(11);
    });
  });

  describe("a table's remove", () => {
    it("says whether there was a row", async () => {
      await insertAll([{ id: "a", code: "x" }]);
      expect(await rows().remove({ key: "a" })).to.equal(true);
      expect(await rows().remove({ key: "a" })).to.equal(false);
      await insertAll([{ id: "b", code: "x" }]);
    });
  });

  describe("a table's page", () => {
    const some: Note[] = [
      { id: "e", rank: 2, owner: "ada", pinned: true },
      { id: "a", rank: 3, owner: "bob", pinned: true },
      { id: "d", rank: 10, owner: "ada", pinned: false },
      { id: "b", owner: "cyd" },
      { id: "c", rank: 2, owner: "eve", pinned: true },
      { id: "f", rank: 2 },
    ];
    beforeEach(() => insertAll(some));

    it("goes by key, both ways, for every size of page", async () => {
      for (const limit of [1, 2, 5, 6, 7]) {
        expect(await idsOf({}, limit)).to.deep.equal(["a", "b", "c", "d", "e", "f"]);
        expect(await idsOf({ descending: true }, limit)).to.deep.equal([..."fedcba"]);
      }
    });

    it("goes by a field and then the key, without rows that lack the field", async () => {
      for (const limit of [1, 2, 5, 6]) {
        expect(await idsOf({ order: "rank" }, limit)).to.deep.equal([..."cefad"]);
        expect(await idsOf({ order: "rank", descending: true }, limit)).to.deep.equal([..."dafec"]);
      }
    });

    it("shows rows with the values asked for alone", async () => {
      const pinned = { pinned: true, owner: "ada" };
      expect(await idsOf({ where: pinned, order: "rank" })).to.deep.equal(["e"]);
      await insertAll([{ id: "g", rank: 1, ...pinned }]);
      expect(await idsOf({ where: pinned, order: "rank" }, 1)).to.deep.equal(["g", "e"]);
      expect(await idsOf({ where: { owner: "ada", pinned: false }, order: "rank" })).to.deep.equal([
        "d",
      ]);
      expect(await idsOf({ where: { owner: "nobody" }, order: "code" })).to.deep.equal([]);
    });

    it("says that there is no next page after the last row", async () => {
      const { items, next } = await rows().page({ limit: 6 });
      expect([items.length, next]).to.deep.equal([6, null]);
    });

    it("refuses a cursor of another order, and one that no page gave", async () => {
      const { next } = await rows().page({ order: "rank", limit: 1 });
      for (const cursor of [next ?? "", "nonsense"])
        expect((await refusal(rows().page({ limit: 1, cursor }))).code).to.equal("invalid-request");
    });

    it("refuses an order that no index is declared for", async () => {
      const error = await rows()
        .page({ order: "pinned", limit: 1 })
        .catch((reason: Error) => reason.message);
      expect(error).to.equal("Table test_notes declares no index on pinned");
    });
  });

  describe("a table whose rows expire", () => {
    it("keeps a row whose time has not come", async () => {
      const row = { id: "a", until: Date.now() + hour };
      const kept = use().table(passes);
      await kept.insert({ row });
      await kept.insert({ row: { ...row, id: "b" } });
      expect((await kept.get({ id: "a" }))?.row).to.deep.equal(row);
    });
  });
}
