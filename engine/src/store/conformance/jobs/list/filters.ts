import { expect } from "chai";
import { aNewJob } from "../../../../testing/a-new-job.ts";
import type { Store } from "../../../store.ts";
import type { JobFilter } from "../../../verbs/job-store.ts";
import { aJobIn, aWord, nextMillisecond, submit } from "../../helpers.ts";

export function filtersSuite(use: () => Store): void {
  const found = async (filter: JobFilter) => {
    const { items } = await use().findJobs({ filter, sort: "-createdAt", limit: 100 });
    return items.map(({ id }) => id).sort();
  };

  describe("the filters of findJobs", () => {
    it("return jobs with payload and result", async () => {
      const job = await submit(use(), { tags: ["x"], payload: { a: [1, { b: "c" }] } });
      expect(
        (await use().findJobs({ filter: {}, sort: "-createdAt", limit: 1 })).items,
      ).to.deep.equal([job]);
    });

    it("end when their caller has gone", async () => {
      await submit(use(), {});
      const reason = new Error("gone");
      const find = use().findJobs({
        filter: { words: [aWord("x")] },
        sort: "-createdAt",
        limit: 1,
        signal: AbortSignal.abort(reason),
      });
      expect(await find.catch((error: unknown) => error)).to.equal(reason);
    });

    it("match any of several states", async () => {
      const [queued, failed] = [await aJobIn(use(), "queued"), await aJobIn(use(), "failed")];
      await aJobIn(use(), "succeeded");
      expect(await found({ state: ["queued"] })).to.deep.equal([queued.id]);
      expect(await found({ state: ["queued", "failed"] })).to.deep.equal(
        [queued.id, failed.id].sort(),
      );
      expect(await found({ state: ["failed", "failed", "running"] })).to.deep.equal([failed.id]);
      expect(await found({ state: ["running"] })).to.deep.equal([]);
    });

    it("match template, owner, queue, schedule and tag", async () => {
      await use().insertJobs({
        jobs: [
          aNewJob({
            id: "a",
            template: { name: "greet", version: 1 },
            createdBy: "ada",
            queue: "red",
            tags: ["x", "y"],
          }),
          aNewJob({
            id: "b",
            template: { name: "part", version: 2 },
            createdBy: "bob",
            queue: "blue",
            tags: ["y"],
            scheduleId: "nightly",
          }),
          aNewJob({
            id: "c",
            template: { name: "greet", version: 2 },
            createdBy: "bob",
            queue: "red",
            tags: [],
          }),
        ],
      });
      expect(await found({ template: ["greet"] })).to.deep.equal(["a", "c"]);
      expect(await found({ template: ["greet", "part"] })).to.deep.equal(["a", "b", "c"]);
      expect(await found({ createdBy: "bob" })).to.deep.equal(["b", "c"]);
      expect(await found({ queue: ["red"] })).to.deep.equal(["a", "c"]);
      expect(await found({ schedule: "nightly" })).to.deep.equal(["b"]);
      expect(await found({ tag: ["y"] })).to.deep.equal(["a", "b"]);
      expect(await found({ tag: ["x", "y"] })).to.deep.equal(["a"]);
      expect(await found({ tag: ["x", "z"] })).to.deep.equal([]);
      expect(await found({ template: ["greet"], createdBy: "bob" })).to.deep.equal(["c"]);
    });

    it("match the re-runs of a job, in any order and page by page", async () => {
      const rerunOf = (n: number) => [null, "a", "b"][n % 3] ?? null;
      await use().insertJobs({
        jobs: Array.from({ length: 12 }, (_, n) =>
          aNewJob({ id: `j${n + 10}`, rerunOf: rerunOf(n), priority: n % 10 }),
        ),
      });
      expect(await found({ rerunOf: "a" })).to.deep.equal(["j11", "j14", "j17", "j20"]);
      expect(await found({ rerunOf: "a", state: ["running"] })).to.deep.equal([]);
      expect(await found({ rerunOf: "j10" })).to.deep.equal([]);
      for (const [sort, ids] of [
        ["-createdAt", ["j21", "j18", "j15", "j12"]],
        ["priority", ["j21", "j12", "j15", "j18"]],
      ] as const) {
        const page = (cursor?: string) =>
          use().findJobs({ filter: { rerunOf: "b" }, sort, limit: 3, cursor });
        const first = await page();
        const { items, next } = await page(first.next ?? undefined);
        expect([...first.items, ...items].map(({ id }) => id)).to.deep.equal(ids);
        expect(next).to.equal(null);
      }
    });

    it("match the time of creation: from included, to excluded", async () => {
      const first = await submit(use());
      await nextMillisecond();
      const second = await submit(use());
      const [t1, t2] = [Date.parse(first.createdAt), Date.parse(second.createdAt)];
      expect(await found({ from: t1, to: t2 })).to.deep.equal([first.id]);
      expect(await found({ from: t2 })).to.deep.equal([second.id]);
      expect(await found({ to: t1 })).to.deep.equal([]);
    });

    it("match the time of the end: from included, to excluded, in every order and in counts", async () => {
      const first = await aJobIn(use(), "succeeded");
      await nextMillisecond();
      const second = await aJobIn(use(), "failed");
      await aJobIn(use(), "queued");
      const [t1, t2] = [first, second].map(({ finishedAt }) => Date.parse(finishedAt ?? ""));
      const cases: [JobFilter, string[]][] = [
        [{ finishedFrom: t1, finishedTo: t2 }, [first.id]],
        [{ finishedFrom: t2 }, [second.id]],
        [{ finishedTo: t1 }, []],
        [{ finishedFrom: t1, state: ["failed", "queued"] }, [second.id]],
      ];
      for (const [filter, ids] of cases) {
        for (const sort of ["-createdAt", "-finishedAt", "finishedAt"] as const) {
          const { items } = await use().findJobs({ filter, sort, limit: 9 });
          expect(items.map(({ id }) => id)).to.deep.equal(ids);
        }
        const counts = (await use().countJobs({ filter })).counts;
        expect(counts.reduce((sum, { count }) => sum + count, 0)).to.equal(ids.length);
      }
    });

    it("match payload values, compared as text", async () => {
      await use().insertJobs({
        jobs: [
          aNewJob({ id: "a", payload: { n: 5, on: true, text: "x y", none: null, big: 1.5 } }),
          aNewJob({ id: "b", payload: { n: "5", on: false, deep: { er: { key: "v" } } } }),
          aNewJob({ id: "c", payload: { "deep.er": "v", quote: 'a"b', N: 5 } }),
        ],
      });
      expect(await found({ payload: { n: "5" } })).to.deep.equal(["a", "b"]);
      expect(await found({ payload: { on: "true" } })).to.deep.equal(["a"]);
      expect(await found({ payload: { big: "1.5" } })).to.deep.equal(["a"]);
      expect(await found({ payload: { "deep.er.key": "v" } })).to.deep.equal(["b"]);
      expect(await found({ payload: { n: "5", on: "false" } })).to.deep.equal(["b"]);
      expect(await found({ payload: { quote: 'a"b' } })).to.deep.equal(["c"]);
      expect(await found({ payload: { n: "6" } })).to.deep.equal([]);
    });

    it("match payload values below keys of any name and in lists, with accents in either form", async () => {
      const payload = {
        größe: "xl",
        "cafe\u0301": "e\u0301te\u0301",
        "two words": "v",
        "a.b": "dotted",
        a: { "c.d": { e: "deep" }, b: "plain" },
        list: ["first", { k: "in" }, [7, 8]],
        "": { "": "empty" },
        'q"\\k\n': 'say "hi"\t\\',
        "x/y~z[0]": true,
        日本: "语",
        "1": "digit",
        n: 1e21,
        nothing: null,
        o: { token: { $sealed: "v1.abc" }, x: 1 },
      };
      await use().insertJobs({ jobs: [aNewJob({ id: "a", payload }), aNewJob({ id: "b" })] });
      const present: [path: string, value: string][] = [
        ["größe", "xl"],
        ["gro\u0308ße", "xl"],
        ["caf\u00e9", "\u00e9t\u00e9"],
        ["cafe\u0301", "\u00e9te\u0301"],
        ["two words", "v"],
        ["a.b", "dotted"],
        ["a.b", "plain"],
        ["a.c.d.e", "deep"],
        ["list.0", "first"],
        ["list.1.k", "in"],
        ["list.2.1", "8"],
        ["list.2", "[7,8]"],
        ["list", '["first",{"k":"in"},[7,8]]'],
        [".", "empty"],
        ['q"\\k\n', 'say "hi"\t\\'],
        ["x/y~z[0]", "true"],
        ["日本", "语"],
        ["1", "digit"],
        ["n", "1e+21"],
        ["nothing", "null"],
        ["o", '{"token":{},"x":1}'],
      ];
      for (const [path, value] of present) {
        const filter = { payload: { [path]: value } };
        expect(await found(filter), path).to.deep.equal(["a"]);
        const { counts } = await use().countJobs({ filter });
        expect(counts.map(({ count }) => count)).to.deep.equal([1]);
      }
      expect(await found({ payload: Object.fromEntries(present) })).to.deep.equal(["a"]);
      for (const [path, value] of [
        ["grosse", "xl"],
        ["cafe", "\u00e9t\u00e9"],
        ["größe", "XL"],
        ["a", "dotted"],
        ["list.00", "first"],
        ["list.-1", "first"],
        ["list.length", "3"],
        ["list", "first"],
        ["o.token.$sealed", "v1.abc"],
        ["o.token", '{"$sealed":"v1.abc"}'],
      ] as const)
        expect(await found({ payload: { [path]: value } }), path).to.deep.equal([]);
    });

    it("compare with paths and values, whatever characters they have", async () => {
      await submit(use(), { payload: { a: "x", list: ["x"] } });
      const paths = [
        "__proto__",
        "constructor",
        "toString",
        "length",
        "$",
        "$where",
        "a'",
        'a"',
        "a[0]",
        "a\\",
        "..",
        "",
        "#",
        "*",
        "a.$gt",
      ];
      for (const path of paths) expect(await found({ payload: { [path]: "x" } })).to.deep.equal([]);
      for (const value of ["\0", "' or 1=1 --", "%", ".*", '"x"'])
        expect(await found({ payload: { a: value } })).to.deep.equal([]);
      for (const text of ["or 1=1 --", ".*", "\\", "\0"])
        expect(await found({ words: [aWord(text)] })).to.deep.equal([]);
    });

    it("keep the order over several states", async () => {
      const ids = [
        await aJobIn(use(), "queued"),
        await aJobIn(use(), "failed"),
        await aJobIn(use(), "queued"),
      ].map(({ id }) => id);
      const page = (cursor?: string) =>
        use().findJobs({
          filter: { state: ["failed", "queued"] },
          sort: "createdAt",
          limit: 2,
          cursor,
        });
      const first = await page();
      const { items } = await page(first.next ?? undefined);
      expect([...first.items, ...items].map(({ id }) => id)).to.deep.equal(ids);
    });

    it("hold on the next pages too", async () => {
      await use().insertJobs({
        jobs: Array.from({ length: 9 }, (_, n) =>
          aNewJob({ id: `j${n}`, tags: n % 2 ? ["odd"] : ["even"] }),
        ),
      });
      const filter = { tag: ["even"] };
      const first = await use().findJobs({ filter, sort: "createdAt", limit: 3 });
      const second = await use().findJobs({
        filter,
        sort: "createdAt",
        limit: 3,
        cursor: first.next ?? undefined,
      });
      expect([...first.items, ...second.items].map(({ id }) => id)).to.deep.equal([
        "j0",
        "j2",
        "j4",
        "j6",
        "j8",
      ]);
      expect(second.next).to.equal(null);
    });
  });
}
