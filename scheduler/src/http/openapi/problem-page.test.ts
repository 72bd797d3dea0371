import { readFileSync } from "node:fs";
import { problems } from "@formwork/contracts/problem";
import { expect } from "chai";
import { startApp } from "../../testing/start-app.ts";
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

describe("The page about problems", () => {
  it("is whole without scripts, and loads its style from this server", async () => {
    const app = await startApp();
    const { text, status } = await app.ask("/docs/problems", { token: null });
    expect([status, /<script|<style|\sstyle=/.test(text)]).to.deep.equal([200, false]);
    const [, style = ""] = /rel="stylesheet" href="([^"]+)"/.exec(text) ?? [];
    const css = await app.ask(style, { token: null });
    expect(css.headers.get("content-type")).to.contain("text/css");
    await app.stop();
  });
});
