import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { eventually } from "../../testing/eventually.ts";
import { aTemporaryFolder } from "../../testing/temporary-folder.ts";

const runServiceFile = new URL("./run-service.ts", import.meta.url).href;

/** Runs a service in the current folder whose start waits for the file `go`; tells by files what it does. */
const service = `
  import { existsSync, writeFileSync } from "node:fs";
  const file = async (name) => {
    while (!existsSync(name)) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  writeFileSync("runs", String(process.pid));
  await file("begin");
  const { runService } = await import(${JSON.stringify(runServiceFile)});
  await runService(process, async ({ print }) => {
    // After the handlers of the service, which so has the signal.
    for (const name of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(name, () => writeFileSync("asked", ""));
    writeFileSync("starting", "");
    await file("go");
    setInterval(() => {}, 1000); // As a port that is open.
    writeFileSync("ready", "");
    print("ready");
    return { stop: async () => writeFileSync("stopped", "") };
  });
`;
/** Runs a command in a shell, as npx does, whose title it has, and ends when its input does. */
const npx = `
  process.title = "npm exec service";
  const { spawn } = require("node:child_process");
  spawn("sh", ["-c", process.argv[1] + "; exit"], { stdio: "inherit", detached: true });
  process.stdin.on("end", () => process.exit()).resume();
`;

describe("a service", function () {
  this.timeout(60_000);
  let folder: Awaited<ReturnType<typeof aTemporaryFolder>>;
  let child: ChildProcess;

  beforeEach(async () => {
    folder = await aTemporaryFolder();
    await write("service.mjs", service);
  });
  afterEach(() => folder.remove());

  const write = (name: string, text = "") => writeFile(join(folder.path, name), text);
  const has = (name: string) => existsSync(join(folder.path, name));
  const run = (args: string[], env: Record<string, string> = {}) => {
    child = spawn(process.execPath, args, {
      cwd: folder.path,
      env: { PATH: process.env.PATH ?? "", ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    return { ended: once(child, "exit") };
  };

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const)
    it(`that gets ${signal} while it starts stops what it has started, in order`, async () => {
      await write("begin");
      const { ended } = run(["service.mjs"]);
      await eventually(() => has("starting"), "the start");
      child.kill(signal);
      await eventually(() => has("asked"), "the signal");
      await write("go");
      const [code] = await ended;
      expect(code).to.equal(0);
      expect(readdirSync(folder.path)).to.include.members(["ready", "stopped"]);
      expect(String(child.stdout?.read() ?? "")).to.equal("");
    });

  it("does not start when the npx that was to run it has ended before", async () => {
    run(["-e", npx, `'${process.execPath}' service.mjs`], { npm_command: "exec" });
    await eventually(() => has("runs"), "the process below npx");
    child.kill("SIGKILL");
    await once(child, "exit");
    await write("begin");
    await once(child, "close"); // All that have its output have ended.
    expect(has("starting")).to.equal(false);
  });

  it("starts below an npx that waits for it, and stops when that ends", async () => {
    await write("begin");
    await write("go");
    run(["-e", npx, `'${process.execPath}' service.mjs`], { npm_command: "exec" });
    await eventually(() => has("ready"), "the start");
    child.stdin?.end();
    await once(child, "close");
    expect(has("stopped")).to.equal(true);
  });
});
