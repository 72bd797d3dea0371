import { expect } from "chai";
import { aNewJob } from "../../../testing/a-new-job.ts";
import type { Store } from "../../store.ts";
import { aWord, start } from "../helpers.ts";

export function searchSuite(use: () => Store): void {
  /** Searches in the list and in the counts, which have to agree. */
  async function found(...texts: (string | [text: string, templates: string[]])[]) {
    const words = texts.map((text) => (typeof text === "string" ? aWord(text) : aWord(...text)));
    const filter = { words };
    const { items } = await use().findJobs({ filter, sort: "-createdAt", limit: 100 });
    const counts = await use().countJobs({ filter });
    expect(counts.reduce((sum, { count }) => sum + count, 0)).to.equal(items.length);
    return items.map(({ id }) => id).sort();
  }
  const insert = (...jobs: Parameters<typeof aNewJob>[0][]) =>
    use().insertJobs({ jobs: jobs.map(aNewJob) });

  describe("a search for words", () => {
    it("looks at the ends of ids, at templates, summaries, tags and payloads", async () => {
      await insert(
        { id: "ABC-1", template: { name: "one", version: 1 }, payload: {} },
        { id: "1-abc", template: { name: "one", version: 1 }, payload: {} },
        { id: "x-abc-x", template: { name: "one", version: 1 }, payload: {} },
        { id: "d2", template: { name: "fetch-abc", version: 1 }, payload: {} },
        { id: "e3", tags: ["xAbCx"], payload: {} },
        { id: "e4", summary: "Deploys aBC", payload: {} },
        { id: "f4", payload: { deep: { text: "see abc here" } } },
        { id: "g5", payload: { text: "Größe 50%_x İstanbul" } },
      );
      expect(await found("aBc")).to.deep.equal(["1-abc", "ABC-1", "d2", "e3", "e4", "f4"]);
      expect(await found("GRÖSSE")).to.deep.equal([]);
      expect(await found("GRÖ")).to.deep.equal(["g5"]);
      expect(await found("istan")).to.deep.equal([]);
      expect(await found("i")).to.deep.equal(["g5"]);
      expect(await found("İSTAN")).to.deep.equal(["g5"]);
      expect(await found("stanbul")).to.deep.equal(["g5"]);
      expect(await found("50%_")).to.deep.equal(["g5"]);
      expect(await found("%")).to.deep.equal(["g5"]);
      expect(await found("a.c")).to.deep.equal([]);
    });

    it("finds the jobs of the templates whose title has the word", async () => {
      await insert({ id: "a", template: { name: "one", version: 1 } }, { id: "b" });
      expect(await found(["quick", ["one", "none"]])).to.deep.equal(["a"]);
    });

    it("requires all words, each in any place", async () => {
      await insert(
        { id: "a", tags: ["nightly"], payload: { host: "web-1" } },
        { id: "b", tags: ["nightly"], payload: { host: "web-2" } },
      );
      expect(await found("web-1", "nightly")).to.deep.equal(["a"]);
      expect(await found("web", "night")).to.deep.equal(["a", "b"]);
      expect(await found("web-1", "weekly")).to.deep.equal([]);
    });

    it("finds texts and numbers of a payload, but neither keys nor punctuation", async () => {
      const payload = {
        host: 'say "hi", a\\b\nnext',
        list: [{ port: 8443 }, -1.5, "last:", ",x"],
        on: true,
        none: null,
        'odd"key': "end",
      };
      await insert({ id: "a", template: { name: "z", version: 1 }, payload });
      for (const text of ["hi", '"hi"', "a\\b", "next", "8443", "-1.5", "5", "last:", ",x", "end"])
        expect(await found(text), text).to.deep.equal(["a"]);
      for (const text of [
        "host",
        "port",
        "true",
        "null",
        "odd",
        "key",
        "{",
        "]",
        '":',
        "nnext",
        "\\n",
      ])
        expect(await found(text), text).to.deep.equal([]);
    });

    it("finds nothing of sealed secrets, whatever their format", async () => {
      const seals = ["v1.cipher", "v2.ci.pher"];
      await insert(
        ...seals.map(($sealed) => ({
          template: { name: "x", version: 1 },
          payload: { token: { $sealed } },
        })),
      );
      for (const text of ["v1.", "v2.", "v1.cipher", "pher", "$sealed", "sealed"])
        expect(await found(text), text).to.deep.equal([]);
    });

    it("finds the text of an error, and of its details", async () => {
      const failed = await start(use());
      const error = {
        message: "connect ECONNREFUSED 10.0.0.7",
        reason: "exit",
        details: { stderr: "boom" },
      };
      const { id } = failed.job;
      await use().settleJobs({
        settlements: [{ id, token: failed.token, cause: "exhaust", exitCode: 1, error }],
      });
      await start(use());
      for (const text of ["econnrefused", "10.0.0.7", "BOOM"])
        expect(await found(text), text).to.deep.equal([id]);
      expect(await found("stderr")).to.deep.equal([]);
    });

    it("reads large payloads to their end", async () => {
      const text = `${'"\\ '.repeat(30_000)}needle`;
      await insert(
        { id: "a", payload: { text } },
        { id: "b", payload: { text: "x".repeat(200_000) } },
      );
      expect(await found("needle")).to.deep.equal(["a"]);
    });
  });
}
