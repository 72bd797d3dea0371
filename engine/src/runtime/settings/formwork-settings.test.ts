import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { expect } from "chai";
import { formworkSettings, type Row } from "./formwork-settings.ts";

describe(".env.example", () => {
  const lines = readFileSync(new URL("../../../../.env.example", import.meta.url), "utf8").split(
    "\n",
  );
  const settings = lines.filter((line) => /^# FORMWORK_\w+=/.test(line));

  it("lists every setting that exists, and no other", () => {
    const names = settings.map((line) => line.slice(2, line.indexOf("=")));
    expect(names.sort()).to.deep.equal(Object.keys(formworkSettings).sort());
  });

  it("names the default of each", () => {
    const rows: Record<string, Row> = formworkSettings;
    for (const line of settings) {
      const [name = "", value = ""] = line.slice(2).split("=");
      const shown = value === "" ? [] : rows[name]?.setting.read(value.replace(/^~/, homedir()));
      expect(shown, line).to.deep.equal(rows[name]?.setting.fallback ?? []);
    }
  });

  it("says of each what it is for, in the line above", () => {
    for (const line of settings)
      expect(lines[lines.indexOf(line) - 1], line).to.match(/^# \S.{10,}/);
  });

  it("sets nothing by itself", () => {
    expect(lines.filter((line) => line !== "" && !line.startsWith("#"))).to.deep.equal([]);
  });
});
