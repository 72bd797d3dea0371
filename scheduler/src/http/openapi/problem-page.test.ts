import { readFileSync } from "node:fs";
import { problems } from "@formwork/contracts/problem";
import { expect } from "chai";
import { problemPage } from "./problem-page.ts";

const docs = readFileSync(new URL("../../../../docs/api.md", import.meta.url), "utf8");

describe("Every code of a problem", () => {
  const page = problemPage();
  for (const code of Object.keys(problems))
    it(`${code} is on the page that its type opens, and in docs/api.md`, () => {
      expect(page).to.contain(`id="${code}"`);
      expect(docs).to.contain(`\`${code}\``);
    });
});
