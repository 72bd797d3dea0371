import { expect } from "chai";
import { matchingChoices } from "./template-choices.ts";

describe("matchingChoices", () => {
  const titles = new Map([
    ["a", "Backup of the database"],
    ["b", "Call a URL"],
    ["web-check", "Quick check"],
  ]);
  const names = (text: string, first: string[] = []) =>
    matchingChoices({ titles, first, text }).map(({ name }) => name);

  it("are all templates in their order, the chosen ones first", () => {
    expect(names("")).to.deep.equal(["a", "b", "web-check"]);
    expect(names("", ["web-check"])).to.deep.equal(["web-check", "a", "b"]);
  });

  it("have every word in their title or name, in any case", () => {
    expect(names("DATA back")).to.deep.equal(["a"]);
    expect(names("web quick")).to.deep.equal(["web-check"]);
    expect(names("none")).to.deep.equal([]);
  });

  it("include a chosen name that has no template, so that it can be taken back", () => {
    expect(matchingChoices({ titles, first: ["gone"], text: "" })[0]).to.deep.equal({
      name: "gone",
      title: "gone",
    });
  });
});
