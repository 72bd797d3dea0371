import { existsSync, readdirSync } from "node:fs";
import { mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { holdsWithin } from "@formwork/engine/testing/eventually";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { uncopied } from "../../code/code-folder.ts";
import { isRunning } from "../../testing/processes.ts";
import { runOne } from "../../testing/run-one.ts";
import { unconfined } from "../confinement/confinement.ts";
import { createSupervisor, type Supervisor } from "../process/supervisor.ts";
import { createModuleRunner } from "./module-runner.ts";

describe("a module job", () => {
  const folder = temporaryFolder();
  let supervisor: Supervisor;
  let runner: ReturnType<typeof createModuleRunner>;

  beforeEach(async () => {
    await mkdir(join(folder.path(), "own"));
    supervisor = createSupervisor({ telemetry: silentTelemetry() });
    runner = createModuleRunner({
      folderOf: uncopied(folder.path()),
      tmpFolder: join(folder.path(), "tmp"),
      supervisor,
      confinement: unconfined,
    });
  });
  afterEach(async () => {
    await runner.close();
    await supervisor.close();
  });
  const save = (name: string, code: string) => writeFile(join(folder.path(), "own", name), code);
  const run = (payload: Record<string, unknown> = {}, file = "run.ts", options = {}) =>
    runOne(
      runner.run,
      anAssignment({
        run: { kind: "module", file, ...options },
        payload,
        template: { folder: "own" },
        attempt: 2,
      }),
    );

  /** Saves a handler with this body, and runs it. */
  async function handle(body: string, payload: Record<string, unknown> = {}, options = {}) {
    await save(
      "run.ts",
      `export async function run({ payload, job, attempt, workdir, log, progress, signal }: any) { ${body} }`,
    );
    return run(payload, "run.ts", options);
  }

  it("gives run() the secrets that its template names", async () => {
    await save("run.ts", "export const run = ({ secrets }: any) => secrets");
    const named = { TOKEN: "open sesame" };
    const given = { run: { kind: "module", file: "run.ts", secrets: ["TOKEN"] }, named } as const;
    const job = runOne(
      runner.run,
      anAssignment({
        ...given,
        run: { ...given.run, secrets: ["TOKEN"] },
        template: { folder: "own" },
      }),
    );
    expect(await job.outcome).to.deep.equal({ outcome: "succeeded", result: named });
  });

  it("calls run() with the payload and the job, and has what it returns as its result", async () => {
    const job = await handle("return { payload, job, attempt }", { a: [1, { b: "ü" }] });
    const result = {
      payload: { a: [1, { b: "ü" }] },
      job: { id: "job-1", template: { name: "sample", version: 1 } },
      attempt: 2,
    };
    expect(await job.outcome).to.deep.equal({ outcome: "succeeded", result });
  });

  it("has null as its result where it returns nothing", async () => {
    expect(await (await handle("")).outcome).to.deep.equal({ outcome: "succeeded", result: null });
  });

  it("writes lines with log() and with the console, and reports progress", async () => {
    const job = await handle(
      "log('one\\ntwo'); console.log('three', 3); console.error('four'); progress(40, 'half'); process.stdout.write('no end');",
    );
    await job.outcome;
    expect(job.lines).to.deep.equal([
      { stream: "stdout", text: "one" },
      { stream: "stdout", text: "two" },
      { stream: "stdout", text: "three 3" },
      { stream: "stderr", text: "four" },
      { stream: "stdout", text: "no end" },
    ]);
    expect(job.reports).to.deep.equal([{ percent: 40, message: "half" }]);
  });

  it("fails with what it throws, and is not retried where that is fatal", async () => {
    const outcome = await (await handle("throw new RangeError('too far')")).outcome;
    expect(outcome).to.deep.include({
      outcome: "failed",
      reason: "thrown",
      message: "too far",
      fatal: false,
    });
    expect(outcome).to.have.nested.property("details.stack").that.contains("run.ts");
    expect(
      await (await handle("throw Object.assign(new Error('never'), { fatal: true })")).outcome,
    ).to.have.property("fatal", true);
  });

  it("fails without a retry where its result is too large", async () => {
    expect(await (await handle("return 'x'.repeat(2_000_000)")).outcome).to.deep.include({
      reason: "too-large",
      fatal: true,
    });
  });

  it("fails for good where JSON would change its result", async () => {
    const changed = {
      "return { a: [1 / 0] }": "Infinity",
      "return NaN": "NaN",
      "return { users: new Map([['a', 1]]) }": 'a Map at "users"',
      "return [new Set([1])]": "a Set",
      "return { later: () => 1 }": "a function",
      "return Buffer.from('abc')": "bytes",
      "return { at: new Uint8Array(3) }": 'bytes at "at"',
      "return new Error('why')": "an Error",
      "return { now: fetch('http://127.0.0.1:1').catch(() => 1) }": "a Promise",
      "return JSON.parse('{\"constructor\":1}')": "/constructor is not allowed",
    };
    for (const [body, words] of Object.entries(changed)) {
      const outcome = await (await handle(body)).outcome;
      expect(outcome, body).to.include({
        outcome: "failed",
        reason: "invalid-result",
        fatal: true,
      });
      expect(outcome).to.have.property("message").that.contains(words);
    }
    expect(
      await (await handle("return [null, 5e-324, new Date(0), undefined]")).outcome,
    ).to.deep.include({ result: [null, 5e-324, "1970-01-01T00:00:00.000Z", null] });
  });

  it("fails where its result is not JSON", async () => {
    expect(await (await handle("return 1n")).outcome)
      .to.deep.include({ outcome: "failed" })
      .and.have.property("message")
      .that.contains("BigInt");
  });

  describe("that crashes or blocks its process", () => {
    const runAfter = async () => {
      return (await handle("return 'well'")).outcome;
    };
    const well = { outcome: "succeeded", result: "well" };

    it("by process.exit", async () => {
      expect(await (await handle("log('last words'); process.exit(3)")).outcome).to.deep.include({
        reason: "crashed",
        message: "The handler's process exited with code 3",
      });
      expect(await runAfter()).to.deep.equal(well);
    });

    it("by process.exit after it wrote why", async () => {
      const job = await handle("console.error('Error: no database'); process.exit(3)");
      expect(await job.outcome).to.deep.include({
        message: "The handler's process exited with code 3: Error: no database",
        details: { stderr: ["Error: no database"] },
      });
    });

    it("by process.abort", async () => {
      expect(await (await handle("process.abort()")).outcome).to.deep.include({
        reason: "crashed",
        message: "The handler's process was ended by SIGABRT",
      });
      expect(await runAfter()).to.deep.equal(well);
    });

    it("by an unhandled rejection", async () => {
      const job = await handle(
        "Promise.reject(new Error('nobody caught me')); await new Promise(() => {})",
      );
      expect(await job.outcome).to.deep.include({ reason: "crashed", message: "nobody caught me" });
      expect(await runAfter()).to.deep.equal(well);
    });

    it("by using all memory", async function () {
      this.timeout(30_000);
      const job = await handle(
        "const all = []; while (true) all.push(new Array(1_000_000).fill(Math.random()))",
        {},
        { memory: 64 },
      );
      expect(await job.outcome).to.deep.equal({
        outcome: "failed",
        reason: "out-of-memory",
        message: "The handler ran out of its 64 MB of memory",
      });
      expect(job.lines, "nothing of Node's own report").to.deep.equal([]);
      expect(await runAfter()).to.deep.equal(well);
    });

    it("by an endless loop, which is killed when it is aborted", async function () {
      this.timeout(15_000);
      const job = await handle(
        "log('pid ' + process.pid); await new Promise(setImmediate); while (true);",
      );
      const pid = Number((await job.line(/^pid/)).split(" ")[1]);
      job.abort("timeout");
      expect(await job.outcome).to.deep.include({ reason: "crashed" });
      expect(await isRunning(pid)).to.equal(false);
      expect(await runAfter()).to.deep.equal(well);
    });
  });

  it("is signalled its abort and may end by itself; its process is not used again", async () => {
    const job = await handle(
      "log('pid ' + process.pid); await new Promise((stop) => signal.addEventListener('abort', stop)); log('stopped: ' + signal.reason)",
    );
    const pid = Number((await job.line(/^pid/)).split(" ")[1]);
    const started = performance.now();
    job.abort("drain");
    await job.outcome;
    expect(await isRunning(pid)).to.equal(false);
    expect(job.lines.at(-1)?.text).to.equal("stopped: drain");
    expect(performance.now() - started).to.be.below(4500);
  });

  it("is ended with the processes it spawned when it is aborted", async () => {
    const job = await handle(
      "const { spawn } = await import('node:child_process'); log('pid ' + spawn('sleep', ['300']).pid); await new Promise(() => {}).finally(); setInterval(() => {}, 1000)",
    );
    const pid = Number((await job.line(/^pid/)).split(" ")[1]);
    job.abort("fenced");
    await job.outcome;
    expect(await holdsWithin(async () => !(await isRunning(pid)), 1000)).to.equal(true);
  });

  describe("that leaves something behind", () => {
    const innocent = `
      log("begins");
      await new Promise((resolve) => setTimeout(resolve, 300));
      log("ends");
      return {
        cwd: process.cwd() === workdir,
        leak: process.env.LEAK ?? globalThis.leak ?? [].leak ?? null,
        json: JSON.stringify([1]),
        listeners: process.listenerCount("warning"),
      };`;
    const leftovers = {
      "a timer that prints": "setInterval(() => console.log('late'), 20);",
      "a timer that logs and reports": "setInterval(() => { log('late'); progress(1); }, 20);",
      "an error to come": "setTimeout(() => { throw new Error('late'); }, 100);",
      "a rejection to come": "setTimeout(() => void Promise.reject(new Error('late')), 100);",
      "an exit to come": "setTimeout(() => process.exit(0), 100).unref();",
      "another folder and environment": "process.chdir('/'); process.env.LEAK = 'secret';",
      "changed globals":
        "globalThis.leak = 1; Array.prototype.leak = 2; JSON.stringify = () => '0';",
      "a listener": "process.on('warning', () => console.log('late'));",
      "a program":
        "(await import('node:child_process')).spawn('sh', ['-c', 'sleep 0.1; echo late'], { stdio: 'inherit' });",
    };
    for (const [what, body] of Object.entries(leftovers)) {
      it(`${what}, harms no other job`, async () => {
        await save("other.ts", `export const run = async ({ log, workdir }) => { ${innocent} };`);
        const left = await handle(`${body} return process.pid;`);
        const pid = Object(await left.outcome).result;
        expect(await isRunning(pid), "its process").to.equal(false);
        const job = run({}, "other.ts");
        const listeners = 1; // Node's own.
        expect(await job.outcome).to.deep.equal({
          outcome: "succeeded",
          result: { cwd: true, leak: null, json: "[1]", listeners },
        });
        expect(job.lines.map(({ text }) => text)).to.deep.equal(["begins", "ends"]);
        expect(job.reports).to.deep.equal([]);
      });
    }

    it("detached, is ended with its process", async () => {
      const body = `const child = (await import("node:child_process")).spawn("sh", ["-c", "setsid sleep 300 & echo $!"], { stdio: ["ignore", "pipe", "ignore"] });
        return Number(await new Promise((resolve) => child.stdout.once("data", resolve)));`;
      const pid = Object(await (await handle(body)).outcome).result;
      expect(pid).to.be.greaterThan(1);
      expect(await isRunning(pid)).to.equal(false);
    });
  });

  it("leaves nothing of a child that has left its environment, folder and session", async () => {
    const body = `const child = (await import("node:child_process")).spawn("/bin/sleep", ["300"], { stdio: "ignore", env: {}, cwd: "/", detached: true });
      child.unref();
      return child.pid;`;
    const pid = Object(await (await handle(body)).outcome).result;
    expect(pid).to.be.greaterThan(1);
    expect(await isRunning(pid)).to.equal(false);
  });

  it("has a new folder of its own, which is removed", async () => {
    const body = `const { readdirSync, writeFileSync } = await import("node:fs");
      const before = readdirSync(workdir);
      writeFileSync(process.env.TMPDIR + "/report.csv", "1");
      return { before, workdir, same: [process.cwd(), process.env.HOME, process.env.TMPDIR].every((one) => one === workdir) };`;
    const results = [];
    for (let count = 0; count < 2; count++)
      results.push(Object(await (await handle(body)).outcome).result);
    const [first, second] = results;
    expect(first).to.deep.include({ before: [], same: true });
    expect(second).to.deep.include({ before: [], same: true });
    expect(first.workdir).to.not.equal(second.workdir);
    expect(existsSync(first.workdir)).to.equal(false);
    await runner.close();
    expect(readdirSync(join(folder.path(), "tmp"))).to.deep.equal([]);
  });

  it("logs values as the console shows them", async () => {
    const job = await handle("log({ a: [1] }); log(undefined); log(3);");
    await job.outcome;
    expect(job.lines.map(({ text }) => text)).to.deep.equal(["{ a: [ 1 ] }", "undefined", "3"]);
  });

  it("keeps what it logs while it is being aborted", async () => {
    const job = await handle(
      "log('up'); await new Promise((stop) => signal.addEventListener('abort', () => { log('cleaning up: ' + signal.reason); setTimeout(stop, 100); })); log('cleaned up');",
    );
    await job.line(/up/);
    job.abort("lost");
    await job.outcome;
    expect(job.lines.map(({ text }) => text)).to.deep.equal([
      "up",
      "cleaning up: lost",
      "cleaned up",
    ]);
  });

  it("is not retried where a package or module is missing, or does not parse", async () => {
    const broken = ["import 'no-such-package';", "import './beside.ts';", "const = 1;"];
    for (const code of broken) {
      await save("run.ts", `${code} export const run = () => 1;`);
      expect(await run().outcome, code).to.deep.include({ outcome: "failed", fatal: true });
    }
    for (const code of ["import 'node:nothing';", "let a = ;", "import { x } from './run.mjs';"]) {
      await save("run.mjs", `${code} export const run = () => 1;`);
      expect(await run({}, "run.mjs").outcome, code).to.deep.include({
        outcome: "failed",
        fatal: true,
      });
    }
    await save("run.ts", "\nconst = 1;");
    expect(await run().outcome)
      .to.have.property("message")
      .that.matches(/^run\.ts:2: /);
    const bad = await handle("return JSON.parse('{')");
    expect(await bad.outcome).to.deep.include({ outcome: "failed", fatal: false });
  });

  it("runs the current code of its folder, also of imported files", async () => {
    await save("beside.ts", "export const word = 'old';");
    await save("run.ts", "import { word } from './beside.ts'; export const run = () => word;");
    expect(await run().outcome).to.have.property("result", "old");
    await save("beside.ts", "export const word = 'new';");
    expect(await run().outcome).to.have.property("result", "new");
  });

  it("gets no secrets of the worker's environment", async () => {
    process.env.FORMWORK_TOKEN_SECRET = "hush";
    const job = await handle("return [Object.keys(process.env), typeof process.send]");
    const outcome = await job.outcome;
    delete process.env.FORMWORK_TOKEN_SECRET;
    const [names, send] = Object(outcome).result;
    expect(names).to.not.include("FORMWORK_TOKEN_SECRET");
    const given = ["PATH", "LANG", "LC_ALL", "TZ", "HOME", "TMPDIR", "FORMWORK_FOLDER"];
    expect([...given, "FORMWORK_JOB_ID", "FORMWORK_ATTEMPT"]).to.include.members(names);
    expect(send).to.equal("undefined");
  });

  it("is found only in its template's folder, also through links", async () => {
    await writeFile(join(folder.path(), "outside.ts"), "export const run = () => 'outside'");
    expect(await readFile(join(folder.path(), "outside.ts"), "utf8")).to.contain("outside");
    await symlink(join(folder.path(), "outside.ts"), join(folder.path(), "own", "link.ts"));
    for (const file of [
      "link.ts",
      "../outside.ts",
      join(folder.path(), "outside.ts"),
      "missing.ts",
    ]) {
      expect(await run({}, file).outcome, file).to.deep.include({
        reason: "not-found",
        fatal: true,
      });
    }
    const published = anAssignment({
      run: { kind: "module", file: "run.ts" },
      template: { source: "api", folder: "" },
    });
    expect(await runOne(runner.run, published).outcome).to.deep.include({
      reason: "not-found",
      fatal: true,
    });
  });

  it("fails with a message when the module exports no run()", async () => {
    await save("run.ts", "export const start = () => 1");
    expect(await run().outcome)
      .to.deep.include({ outcome: "failed", fatal: true })
      .and.have.property("message")
      .that.contains("run()");
  });
});
