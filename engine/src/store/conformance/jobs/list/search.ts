import { expect } from "chai";
import { aNewJob } from "../../../../testing/a-new-job.ts";
import type { Store } from "../../../store.ts";
import { aWord, ends, oops, settle, start } from "../../helpers.ts";

export function searchSuite(use: () => Store): void {
  /** Searches in the list and in the counts, which have to agree. */
  async function found(...texts: (string | [text: string, templates: string[]])[]) {
    const words = texts.map((text) => (typeof text === "string" ? aWord(text) : aWord(...text)));
    const filter = { words };
    const { items } = await use().findJobs({ filter, sort: "-createdAt", limit: 100 });
    const counts = (await use().countJobs({ filter })).counts;
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
      expect(await found("istan")).to.deep.equal(["g5"]);
      expect(await found("i")).to.deep.equal(["g5"]);
      expect(await found("İSTAN")).to.deep.equal(["g5"]);
      expect(await found("stanbul")).to.deep.equal(["g5"]);
      expect(await found("50%_")).to.deep.equal(["g5"]);
      expect(await found("%")).to.deep.equal(["g5"]);
      expect(await found("a.c")).to.deep.equal([]);
    });

    it("finds accents in either form and any case, in every alphabet, but no letter of another accent", async () => {
      const claimed = await start(use(), {
        ...{ id: "x", template: { name: "z", version: 1 }, tags: ["nai\u0308ve"] },
        summary: "Pru\u0308fung",
        payload: {
          french: "e\u0301toile cafe\u0301",
          nordic: "\u00c5ngstr\u00f6m",
          sign: "\u212bngstro\u0308m \u2126 \u212a",
          greek: "\u039f\u0394\u039f\u03a3 \u03c3\u03bf\u03c6\u03cc\u03c2",
          turkish: "\u0130STANBUL I\u0307zmir ISPARTA \u0131\u015f\u0131k",
          vietnamese: ["Vie\u0302\u0323t", "Vi\u1ec7t", "Vie\u0323\u0302t Nam"],
          korean: "\u1112\u1161\u11ab\u1100\u1173\u11af",
          japanese: "\u304b\u3099\u304d",
          chinese: "\ufa0c\u8a9e",
          arabic: "\u0645\u064e\u0631\u062d\u0628\u0627",
          hindi: "\u0915\u093c\u093e",
          family: "\u{1f469}\u200d\u{1f467}",
          lines: "one\ntwo\u0301",
        },
      });
      const error = { ...oops, message: "de\u0301faut" };
      const { id } = claimed.job;
      await settle(use(), claimed, { ...ends.exhaust, error });
      const present = [
        ..."\u00e9toile caf\u00e9 CAFE\u0301 \u00e5ngstr\u00f6m A\u030angstro\u0308m \u03c9 k".split(
          " ",
        ),
        ..."\u03bf\u03b4\u03bf\u03c3 \u039f\u0394\u039f\u03a3 \u03c3\u03bf\u03c6\u03cc\u03c3 \u03c3\u03bf\u03c6\u03bf\u0301\u03c2".split(
          " ",
        ),
        ..."istanbul \u0130stanbul izmir \u0131sparta isparta I\u015eIK".split(" "),
        ..."vi\u1ec7t Vi\u00ea\u0323t \ud55c\uae00 \u1112\u1161\u11ab \u304c\u304d \u5140\u8a9e \u0645\u064e\u0631\u062d\u0628\u0627".split(
          " ",
        ),
        ..."\u0958\u093e \u{1f469}\u200d\u{1f467} na\u00efve pr\u00fcfung d\u00e9faut tw\u00f3 TWO\u0301".split(
          " ",
        ),
      ];
      for (const text of present) expect(await found(text), text).to.deep.equal([id]);
      for (const text of ["cafe", "etoile", "prufung", "toile cafe", "viet", "\u304b\u304d", "two"])
        expect(await found(...text.split(" ")), text).to.deep.equal([]);
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
