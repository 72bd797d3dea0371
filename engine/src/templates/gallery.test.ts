import { expect } from "chai";
import { DomainError } from "../errors.ts";
import { aTemplate } from "../testing/a-template.ts";
import { ann } from "../testing/an-engine.ts";
import { galleryPage } from "./gallery.ts";
import type { StoredTemplate } from "./versions/template-tables.ts";

function stored(name: string, parts: Partial<StoredTemplate> = {}): StoredTemplate {
  const stored = {
    version: 1,
    hash: "h",
    publishedAt: "2026-01-01T00:00:00.000Z",
    publishedBy: "me",
    archived: false,
    folder: "",
    source: "api",
  } as const;
  return { ...aTemplate(), ...stored, name, title: name.toUpperCase(), ...parts };
}
const all = [
  stored("a", { tags: ["web"] }),
  stored("b", { description: "Looks up a HOST" }),
  stored("c", { archived: true }),
  stored("d", { tags: ["web", "files"] }),
];
const names = (params: Partial<Parameters<typeof galleryPage>[1]>) =>
  galleryPage(all, { ...ann, limit: 50, ...params }).items.map(({ name }) => name);

describe("galleryPage", () => {
  it("lists archived templates only on request", () => {
    expect(names({})).to.deep.equal(["a", "b", "d"]);
    expect(names({ archived: true })).to.deep.equal(["a", "b", "c", "d"]);
  });

  it("searches name, title and description without regard to case", () => {
    expect(names({ q: "host" })).to.deep.equal(["b"]);
    expect(names({ q: "D" })).to.deep.equal(["d"]);
  });

  it("narrows by each tag", () => {
    expect(names({ tag: ["web"] })).to.deep.equal(["a", "d"]);
    expect(names({ tag: ["web", "files"] })).to.deep.equal(["d"]);
    expect(names({ tag: ["web", "none"] })).to.deep.equal([]);
    expect(names({ tag: [] })).to.deep.equal(["a", "b", "d"]);
  });

  it("continues after the cursor, to the end", () => {
    const first = galleryPage(all, { ...ann, limit: 2 });
    expect(first.items.map(({ name }) => name)).to.deep.equal(["a", "b"]);
    const second = galleryPage(all, { ...ann, limit: 2, cursor: first.next ?? "" });
    expect(second.items.map(({ name }) => name)).to.deep.equal(["d"]);
    expect(second.next).to.equal(null);
  });

  it("continues although the template of the cursor was archived meanwhile", () => {
    const { next } = galleryPage(all, { ...ann, limit: 3, archived: true });
    expect(names({ cursor: next ?? "" })).to.deep.equal(["d"]);
  });

  it("refuses an unknown cursor", () => {
    expect(() => names({ cursor: "bm9uZQ" }))
      .to.throw(DomainError)
      .with.property("code", "invalid-request");
  });
});
