import { expect } from "chai";
import { shownTemplates } from "./shown-templates.ts";

describe("shownTemplates", () => {
  const used = (template: string) => ({
    ...{ template, jobs: 1 },
    last: { id: "1", summary: "", state: "succeeded" as const, createdAt: "2026-03-01T08:00:00Z" },
  });

  it("has titles, leaves out templates that are gone, and is six at most", () => {
    const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    const templates = names
      .filter((name) => name !== "b")
      .map((name) => ({ name, title: `T${name}` }));
    expect(shownTemplates(names.map(used), templates).map(({ title }) => title)).to.deep.equal([
      ...["Ta", "Tc", "Td", "Te", "Tf", "Tg"],
    ]);
  });
});
