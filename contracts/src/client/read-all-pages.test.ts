import { expect } from "chai";
import { readAllPages } from "./read-all-pages.ts";

describe("readAllPages", () => {
  it("follows the cursors until there is none", async () => {
    const pages: Record<string, { items: number[]; next: string | null }> = {
      "": { items: [1, 2], next: "b" },
      b: { items: [3], next: "c" },
      c: { items: [], next: null },
    };
    const items = await readAllPages(
      async ({ cursor = "" }) => pages[cursor] ?? expect.fail(`no page has the cursor ${cursor}`),
    );
    expect(items).to.deep.equal([1, 2, 3]);
  });
});
