import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect } from "chai";
import { createDescendants } from "./descendants.ts";
import { childrenOf, statOf } from "./process-stat.ts";

describe("the descendants of a program", () => {
  it("are known after its end, once they were seen, and of no other attempt", async () => {
    // Without a mark: nothing but their parents tells where these belong.
    const program = spawn("sh", ["-c", "env -i sleep 300 & echo $!; read line"], {
      detached: true,
      cwd: "/",
      env: {},
      stdio: ["pipe", "pipe", "ignore"],
    });
    const [line] = await once(createInterface(program.stdout), "line");
    const child = Number(line);
    const group = program.pid ?? 0;
    try {
      expect(childrenOf(group)).to.include(child);
      const descendants = createDescendants();
      descendants.look(new Map([["/tmp/a", group]]));
      program.stdin.end();
      await once(program, "exit");
      descendants.look(new Map([["/tmp/a", group]]));
      expect(descendants.folderOf(statOf(child))).to.equal("/tmp/a");
      expect(descendants.folderOf({ pid: child, startedAt: "1" })).to.equal(undefined);
      expect(descendants.folderOf(statOf(process.pid))).to.equal(undefined);
      descendants.look(new Map([["/tmp/b", group]]));
      expect(descendants.folderOf(statOf(child))).to.equal(undefined);
    } finally {
      process.kill(child, "SIGKILL");
    }
  });
});
