import { expect } from "chai";
import { oncePerVersion } from "./once-per-version.ts";
import type { StoredTemplate } from "./template-tables.ts";

describe("oncePerVersion", () => {
  it("looks each name and version up once, and the newest as one of its own", async () => {
    const asked: string[] = [];
    const find = oncePerVersion(async ({ name, version }) => {
      asked.push(`${name} ${version}`);
      return { name, version } as StoredTemplate;
    });
    const ids = [{ name: "a" }, { name: "a", version: 1 }, { name: "b" }, { name: "a" }];
    const found = await Promise.all([...ids, ...ids].map(find));
    expect(asked).to.deep.equal(["a undefined", "a 1", "b undefined"]);
    expect(found.slice(0, 4).map(({ name, version }) => ({ name, version }))).to.deep.equal(
      ids.map(({ name, version }) => ({ name, version })),
    );
  });
});
