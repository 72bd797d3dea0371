import { PassThrough } from "node:stream";
import { expect } from "chai";
import { type ListPage, printPages } from "./print-list.ts";

describe("a list in pages", () => {
  async function printed(pages: ListPage[], options: { limit?: number; json?: boolean } = {}) {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const asked: number[] = [];
    await printPages(
      {
        ...{ env: {}, stdin: new PassThrough(), stdout, stderr },
        ...{ on: () => undefined, off: () => undefined },
      },
      {
        ...{ id: "", options, now: 0, cursor: undefined },
        item: { properties: { id: { type: "string" } } },
        fetchPage: async ({ limit, cursor = "0" }) => {
          asked.push(limit);
          return pages[Number(cursor)] ?? expect.fail("there is no such page");
        },
      },
    );
    return { out: String(stdout.read() ?? ""), err: String(stderr.read() ?? ""), asked };
  }

  it("goes on over pages that are short or empty", async () => {
    const pages = [
      { items: [], next: "1" },
      { items: [{ id: "a" }], next: "2" },
      { items: [], next: "3" },
      { items: [{ id: "b" }], next: null },
    ];
    expect(await printed(pages)).to.deep.equal({
      out: "ID\na\nb\n",
      err: "",
      asked: [50, 50, 49, 49],
    });
    expect((await printed(pages, { json: true })).out).to.equal('{"id":"a"}\n{"id":"b"}\n');
  });

  it("says so when nothing matches, and when there are more", async () => {
    const none = [
      { items: [], next: "1" },
      { items: [], next: null },
    ];
    expect(await printed(none)).to.include({ out: "", err: "Nothing matches\n" });
    const more = [{ items: [{ id: "a" }], next: "1" }];
    expect((await printed(more, { limit: 1 })).err).to.equal(
      "There are more: --limit 2, or --all\n",
    );
    expect((await printed(more, { limit: 1, json: true })).err).to.equal("");
  });
});
