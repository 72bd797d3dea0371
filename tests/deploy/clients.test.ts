import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runRemote } from "@formwork/contracts/client/remote/run-remote";
import { eventually } from "@formwork/engine/testing/eventually";
import { aTemporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { admin, aHome, type Running, signIn, startFormwork } from "../support/formwork.ts";
import { startProxy, type TcpProxy } from "../support/servers/proxy.ts";
import { execute, onPath } from "../support/servers/run-server.ts";

const top = join(import.meta.dirname, "../..");

/**
 * The packages for programs are built, installed as the docs say, and used: the examples of the docs,
 * and a job that is followed over a network that fails.
 */
describe("The client for programs", function () {
  this.timeout(300_000);
  let running: Running;
  let proxy: TcpProxy;
  let token: string;
  let folder: string;
  let examples: string;
  const cleanUp: (() => Promise<unknown>)[] = [];

  before(async () => {
    const home = await aHome();
    running = await startFormwork(home.home, {
      ...{ FORMWORK_ADMIN_EMAIL: admin.email, FORMWORK_ADMIN_PASSWORD: admin.password },
    });
    proxy = await startProxy(running.url);
    const temporary = await aTemporaryFolder();
    folder = temporary.path;
    cleanUp.push(
      () => proxy.close(),
      () => running.kill(),
      home.remove,
      temporary.remove,
    );
    const signedIn = await signIn(running.url);
    token = signedIn.token;
    await signedIn.client.call("templates.publish", {
      params: { name: "bad-network" },
      body: {
        name: "bad-network",
        title: "Bad network",
        payload: { type: "object" },
        run: { kind: "remote" },
      },
    });
    examples = await readFile(join(top, "docs/clients.md"), "utf8");
    await cp(join(import.meta.dirname, "clients"), folder, { recursive: true });
    await run(process.execPath, join(top, "scheduler/clients/build.ts"), join(folder, "clients"));
  });
  after(async () => {
    for (const step of cleanUp) await step();
  });

  const settings = () => ({ ...process.env, FORMWORK_URL: running.url, FORMWORK_TOKEN: token });
  async function run(program: string, ...args: string[]): Promise<string> {
    const options = { cwd: folder, env: settings() };
    const { stdout } = await execute(program, args, options).catch((error) => {
      throw new Error(`${program} ${args.join(" ")}\n${error.stdout}\n${error.stderr}`);
    });
    return stdout;
  }
  /** Writes the example of a language into a file. */
  async function example(language: string, file: string): Promise<string> {
    const [, code = ""] = new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(examples) ?? [];
    await writeFile(join(folder, file), code);
    return file;
  }
  const printed =
    /^(false|False) \/payload\/steps\n.*\nsucceeded\nsucceeded \{.*\n(true|True)\nstate-conflict (false|False)\n$/s;

  /** Runs a program that loses the answer to its submit, and its stream in the middle. */
  async function overABadNetwork(tag: string, program: string, file: string): Promise<void> {
    const [more, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const worker = runRemote({
      ...{ url: running.url, token, templates: ["bad-network"] },
      handler: async ({ log }) => {
        log("before");
        await more.promise;
        log("meanwhile");
        await end.promise;
        return 7;
      },
    });
    const { client } = await signIn(running.url);
    const made = async () => (await client.call("jobs.list", { query: { tag: [tag] } })).items;
    proxy.dropReplies();
    const env = { ...settings(), FORMWORK_URL: proxy.url };
    const child = spawn(program, [file], { cwd: folder, env });
    let out = "";
    let faults = "";
    child.stdout.on("data", (bytes) => (out += bytes));
    child.stderr.on("data", (bytes) => (faults += bytes));
    const ended = once(child, "close");
    await eventually(
      async () => (await made()).length > 0,
      () => `the job is stored ${faults}`,
    );
    proxy.pass();
    await eventually(
      () => out.includes("before"),
      () => `the first line has come ${faults}`,
    );
    await proxy.refuse();
    more.resolve();
    await proxy.accept();
    await eventually(
      () => out.includes("meanwhile"),
      () => `the second line has come ${faults}`,
    );
    end.resolve();
    await ended;
    const [only, ...others] = await made();
    expect(others).to.deep.equal([]);
    expect(out, faults).to.equal(`job ${only?.id}\nbefore\nmeanwhile\nsucceeded 7\n`);
    await worker.stop(0);
  }

  describe("for TypeScript", () => {
    before(async () => {
      await writeFile(join(folder, "package.json"), '{"private":true,"type":"module"}');
      const [archive = ""] = (await run("npm", "pack", "--silent", "./clients/typescript")).split(
        "\n",
      );
      await run("npm", "install", "--no-audit", "--no-fund", "--silent", `./${archive}`);
      await symlink(join(top, "node_modules/@types"), join(folder, "node_modules/@types"));
    });

    it("does what the docs show, with types", async () => {
      const file = await example("ts", "example.ts");
      const check = ["--ignoreConfig", "--noEmit", "--strict", "--types", "node"];
      const target = ["--target", "es2022", "--lib", "es2023", "--module", "nodenext"];
      await run(
        process.execPath,
        join(top, "node_modules/typescript/bin/tsc"),
        ...check,
        ...target,
        file,
      );
      expect(await run(process.execPath, file)).to.match(printed);
    });

    it("makes one job and shows each line once over a network that fails", () =>
      overABadNetwork("typescript", process.execPath, "client.mjs"));
  });

  describe("for Python", () => {
    const bin = (name: string) => join(folder, "venv/bin", name);
    before(async function () {
      if ((await onPath("python3")) === null) {
        process.stderr.write("SKIPPED: there is no python3, so its client is not tried\n");
        return this.skip();
      }
      await run("python3", "-m", "venv", "venv");
      await run(bin("pip"), "install", "--quiet", "./clients/python", "mypy==1.18.2");
    });

    it("does what the docs show, with types", async () => {
      const file = await example("python", "example.py");
      await run(bin("mypy"), "--strict", file);
      await run(bin("mypy"), "--strict", "-p", "formwork_client");
      expect(await run(bin("python"), file)).to.match(printed);
    });

    it("makes one job and shows each line once over a network that fails", () =>
      overABadNetwork("python", bin("python"), "client.py"));
  });
});
