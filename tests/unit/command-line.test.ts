import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { admin, aHome, type Running, startFormwork } from "../support/formwork.ts";

const formwork = new URL("../../cli/bin/formwork.js", import.meta.url).pathname;

describe("The command line, as a process of its own", () => {
  let running: Running;
  let home: Awaited<ReturnType<typeof aHome>>;
  before(async () => {
    home = await aHome();
    running = await startFormwork(home.home, {
      FORMWORK_ADMIN_EMAIL: admin.email,
      FORMWORK_ADMIN_PASSWORD: admin.password,
      // Settings of the command line are none of a server, and no fault there.
      FORMWORK_URL: "http://127.0.0.1:1",
      FORMWORK_PROFILE: "work",
    });
  });
  after(async () => {
    await running.kill();
    await home.remove();
  });

  function start(args: string[], env: Record<string, string> = {}) {
    const { PATH = "" } = process.env;
    const child = spawn(process.execPath, [formwork, ...args], {
      env: { PATH, HOME: home.home, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    return { child, ended: once(child, "exit") };
  }
  async function run(args: string[], input = "") {
    const { child, ended } = start(args);
    child.stdin.end(input);
    const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code, out, err };
  }

  it("signs in, runs a job to its end, and keeps the profile to itself", async () => {
    const login = await run(["login", running.url, "--email", admin.email], admin.password);
    expect(login.code, login.err).to.equal(0);
    const file = join(home.home, ".config", "formwork", "profiles.json");
    expect(statSync(file).mode & 0o777).to.equal(0o600);
    expect(statSync(join(file, "..")).mode & 0o777).to.equal(0o700);

    const job = ["run", "sample-job", '{"steps":1,"seconds":0.1,"lines":1}', "--created-by", "me"];
    const { code, out, err } = await run([...job, "--wait"]);
    expect(code, err).to.equal(0);
    expect(JSON.parse(out)).to.include({ steps: 1 });
    expect(err).to.not.contain("\u001b");
  });

  it("ends quietly when nobody reads its output any more", async () => {
    const { child, ended } = start(["jobs", "list", "--help"]);
    child.stdout.destroy();
    child.stdin.end();
    const [err, [code]] = await Promise.all([text(child.stderr), ended]);
    expect({ err, code }).to.deep.equal({ err: "", code: 141 });
  });

  it("ends at a signal while it waits, and the job goes on", async () => {
    const { child, ended } = start(["run", "sample-job", "--delay", "1h", "--wait"]);
    child.stdin.end();
    const [first] = await once(child.stderr, "data");
    const id = /^Job (\S+)/.exec(String(first))?.[1] ?? "";
    child.kill("SIGTERM");
    const [[code], rest] = await Promise.all([ended, text(child.stderr)]);
    expect(code).to.equal(143);
    expect(rest).to.contain(`formwork jobs cancel ${id}`);
    const { out } = await run(["jobs", "show", id, "--json"]);
    expect(JSON.parse(out)).to.include({ state: "scheduled" });
  });
});
