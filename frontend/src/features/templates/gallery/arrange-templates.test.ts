import { expect } from "chai";
import { aTemplateSummary } from "../../../testing/a-template-summary.ts";
import { arrangeTemplates } from "./arrange-templates.ts";

describe("arrangeTemplates", () => {
  const templates = ["a", "b", "c", "d"].map((name) => aTemplateSummary({ name }));
  const groups = (favourites: string[], recent: string[]) =>
    arrangeTemplates({ templates, favourites, recent }).map(
      ({ title, templates }) => `${title}: ${templates.map(({ name }) => name).join(" ")}`,
    );

  it("puts favourites first, then what was used lately, the last one first", () => {
    expect(groups(["c"], ["a", "d", "c"])).to.deep.equal([
      "Favourites: c",
      "Used lately: d a",
      "Others: b",
    ]);
  });

  it("has no empty group, and ignores templates that are gone", () => {
    expect(groups(["x"], [])).to.deep.equal(["Others: a b c d"]);
  });
});
