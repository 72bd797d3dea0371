import { expect } from "chai";
import { aTemplateSummary } from "../../../testing/a-template-summary.ts";
import {
  filterTemplates,
  readFilters,
  tagsOf,
  toggleTag,
  writeFilters,
} from "./template-filters.ts";

const templates = [
  aTemplateSummary({
    name: "resize-image",
    title: "Resize an image",
    tags: ["images", "files"],
    description: "Makes pictures smaller",
  }),
  aTemplateSummary({ name: "csv-to-json", title: "Convert CSV to JSON", tags: ["data", "files"] }),
  aTemplateSummary({ name: "http-check", title: "Call a URL", tags: ["web"] }),
];
const found = (q: string, ...tags: string[]) =>
  filterTemplates(templates, { q, tags }).map(({ name }) => name);

describe("the gallery's filters", () => {
  it("are read from the address and written to it", () => {
    const search = new URLSearchParams("q=csv&tag=data&tag=files&other=1");
    expect(readFilters(search)).to.deep.equal({ q: "csv", tags: ["data", "files"] });
    expect(writeFilters(search, { q: "", tags: ["web"] }).toString()).to.equal("other=1&tag=web");
  });

  it("require every word, wherever it is", () => {
    expect(found("SMALLER resize")).to.deep.equal(["resize-image"]);
    expect(found("http-check")).to.deep.equal(["http-check"]);
    expect(found("nothing of the kind")).to.deep.equal([]);
  });

  it("require all tags, not any", () => {
    expect(found("", "files")).to.deep.equal(["csv-to-json", "resize-image"]);
    expect(found("", "files", "data")).to.deep.equal(["csv-to-json"]);
  });

  it("show every template by title when they are empty", () => {
    expect(found("  ")).to.deep.equal(["http-check", "csv-to-json", "resize-image"]);
  });

  it("add a tag and remove it again", () => {
    const once = toggleTag({ q: "", tags: [] }, "web");
    expect(once.tags).to.deep.equal(["web"]);
    expect(toggleTag(once, "web").tags).to.deep.equal([]);
  });

  it("offer the tags in use, the most used first", () => {
    expect(tagsOf(templates)).to.deep.equal(["files", "data", "images", "web"]);
  });
});
