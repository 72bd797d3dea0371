import { readFileSync } from "node:fs";
import { expect } from "chai";
import { formworkSettingNames } from "./formwork-settings.ts";

describe(".env.example", () => {
  const lines = readFileSync(new URL("../../../../.env.example", import.meta.url), "utf8").split(
    "\n",
  );
  const settings = lines.filter((line) => /^# FORMWORK_\w+=/.test(line));

  it("lists every setting that exists, and no other", () => {
    const names = settings.map((line) => line.slice(2, line.indexOf("=")));
    expect(names.sort()).to.deep.equal([...formworkSettingNames].sort());
  });

  it("says of each what it is for, in the line above", () => {
    for (const line of settings)
      expect(lines[lines.indexOf(line) - 1], line).to.match(/^# \S.{10,}/);
  });

  it("sets nothing by itself", () => {
    expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).to.deep.equal([]);
  });
});
