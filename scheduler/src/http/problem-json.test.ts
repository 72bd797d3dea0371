import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";

const root = join(import.meta.dirname, "..");

describe("Problem details", () => {
  it("are written in one file only", () => {
    const sources = globSync("**/*.ts", { cwd: root }).filter((file) => !/\.test\.ts$|^testing\//.test(file));
    const writers = sources.filter((file) =>
      /problem\+json|ctx\.throw|status\s*[:=]\s*[45]\d\d/.test(readFileSync(join(root, file), "utf8")),
    );
    expect(writers).to.have.members(["http/problem-json.ts", "http/openapi.ts"]);
  });
});
