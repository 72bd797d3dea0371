import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { aCommandServer, type CommandServer } from "../testing/a-server.ts";

describe("formwork audit verify", () => {
  const folder = temporaryFolder();
  let server: CommandServer;
  let lines: string[];
  before(async () => {
    server = await aCommandServer();
    for (const name of ["a", "b", "c"])
      await server.run(["users", "add", "--email", `${name}@example.org`, "--role", "viewer"]);
    lines = (await server.run(["audit", "export", "--format", "ndjson"])).out.trimEnd().split("\n");
  });
  after(() => server.stop());

  async function verifyFile(content: readonly string[], ...more: string[]) {
    const file = join(folder.path(), "audit.ndjson");
    writeFileSync(file, `${content.join("\n")}\n`);
    return server.run(["audit", "verify", "--file", file, ...more]);
  }
  const changed = (place: number, change: (line: string) => string) =>
    lines.map((line, index) => (index === place ? change(line) : line));

  it("finds the log of a server whole, and its newest entry again", async () => {
    const first = await server.run(["audit", "verify"]);
    expect(first.code, first.err).to.equal(0);
    const [, head = ""] = /newest (\S+)/.exec(first.out) ?? [];
    expect((await server.run(["audit", "verify", "--head", head])).code).to.equal(0);
    const other = await server.run(["audit", "verify", "--head", `1:${"0".repeat(64)}`]);
    expect([other.code, other.err]).to.deep.equal([
      ...[1, "Entry 1 is not the one that was kept elsewhere: the log was rewritten\n"],
    ]);
  });

  it("names the first broken entry of a file", async () => {
    expect((await verifyFile(lines)).code).to.equal(0);
    const [one = "", two = "", ...rest] = lines;
    const cases: [string[], RegExp][] = [
      [changed(1, (line) => line.replace("b@", "x@")), /^Entry 2 was changed/],
      [[one, ...rest], /^Entry 3 follows entry 1/],
      [[two, one, ...rest], /^Entry 1 stands after entry 2/],
      [[one, two, two, ...rest], /^Entry 2 stands after entry 2/],
      [lines.slice(1), /^Entry 2 is the first/],
      [["{}"], /^Line 1 is no entry/],
    ];
    for (const [content, message] of cases) {
      const { code, err } = await verifyFile(content);
      expect(err).to.match(message);
      expect(code).to.be.oneOf([1, 2]);
    }
  });
});
