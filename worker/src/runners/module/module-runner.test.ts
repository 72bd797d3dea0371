import { mkdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "@formwork/engine/runtime/clock";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { holdsWithin } from "@formwork/engine/testing/eventually";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { isRunning } from "../../testing/processes.ts";
import { runOne } from "../../testing/run-one.ts";
import { createSupervisor, type Supervisor } from "../process/supervisor.ts";
import { createModuleRunner } from "./module-runner.ts";

describe("a module job", () => {
  const folder = temporaryFolder();
  let supervisor: Supervisor;
  let runner: ReturnType<typeof createModuleRunner>;
  let seconds = 1;
  const clock: Clock = { now: () => 0, monotonic: () => seconds * 1000, random: () => 0.5 };

  beforeEach(async () => {
    await mkdir(join(folder.path(), "own"));
    supervisor = createSupervisor({ telemetry: silentTelemetry() });
    runner = createModuleRunner({
      templatesFolder: folder.path(),
      tmpFolder: join(folder.path(), "tmp"),
      supervisor,
      clock,
    });
  });
  afterEach(async () => {
    await runner.close();
    await supervisor.close();
  });
  const save = (name: string, code: string) => writeFile(join(folder.path(), "own", name), code);
  const run = (payload: Record<string, unknown> = {}, file = "run.ts") =>
    runOne(
      runner.run,
      anAssignment({
        run: { kind: "module", file },
        payload,
        template: { folder: "own" },
        attempt: 2,
      }),
    );

  /** Saves a handler with this body, and runs it. */
  async function handle(body: string, payload: Record<string, unknown> = {}) {
    await save(
      "run.ts",
      `export async function run({ payload, job, attempt, log, progress, signal }: any) { ${body} }`,
    );
    return run(payload);
  }

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
    seconds += 2;
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

  it("fails where JSON would change its result", async () => {
    const changed = {
      "return { a: [1 / 0] }": "Infinity",
      "return NaN": "NaN",
      "return JSON.parse('{\"constructor\":1}')": "/constructor is not allowed",
    };
    for (const [body, words] of Object.entries(changed)) {
      seconds += 2;
      const outcome = await (await handle(body)).outcome;
      expect(outcome).to.include({ outcome: "failed", reason: "invalid-result" });
      expect(outcome).to.have.property("message").that.contains(words);
    }
    seconds += 2;
    expect(await (await handle("return [null, 5e-324]")).outcome).to.deep.include({
      result: [null, 5e-324],
    });
  });

  it("fails where its result is not JSON", async () => {
    expect(await (await handle("return 1n")).outcome)
      .to.deep.include({ outcome: "failed" })
      .and.have.property("message")
      .that.contains("BigInt");
  });

  describe("that crashes or blocks its process", () => {
    const runAfter = async () => {
      seconds += 2;
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
      );
      expect(await job.outcome)
        .to.deep.include({ reason: "crashed" })
        .and.have.property("message")
        .that.contains("heap out of memory");
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
    expect(performance.now() - started).to.be.below(2000);
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

  it("runs in the process of an earlier job, but never two at a time", async () => {
    const go = join(folder.path(), "go");
    await save(
      "run.ts",
      `import { existsSync } from "node:fs";
      export const run = async ({ payload, log }: any) => {
        log("up");
        while (payload.wait && !existsSync(payload.wait)) await new Promise((r) => setTimeout(r, 10));
        return process.pid;
      }`,
    );
    const first = await run().outcome;
    expect(await run().outcome).to.deep.equal(first);
    const both = [run({ wait: go }), run({ wait: go })];
    await Promise.all(both.map((job) => job.line(/up/)));
    await writeFile(go, "");
    const [one, other] = await Promise.all(both.map((job) => job.outcome));
    expect(one).to.not.deep.equal(other);
  });

  it("cannot log or report progress for the job that follows", async () => {
    await save(
      "talk.ts",
      "export const run = ({ log, progress }: any) => { setInterval(() => { log('late'); progress(1); }, 5); return process.pid; };",
    );
    await save(
      "run.ts",
      "export const run = async ({ log }: any) => { await new Promise((r) => setTimeout(r, 100)); log('mine'); return process.pid; };",
    );
    const first = await run({}, "talk.ts").outcome;
    const job = run();
    expect(await job.outcome, "the same process").to.deep.equal(first);
    expect(job.lines).to.deep.equal([{ stream: "stdout", text: "mine" }]);
    expect(job.reports).to.deep.equal([]);
  });

  it("runs the current code of its folder, also of imported files", async () => {
    await save("beside.ts", "export const word = 'old';");
    await save("run.ts", "import { word } from './beside.ts'; export const run = () => word;");
    expect(await run().outcome).to.have.property("result", "old");
    await save("beside.ts", "export const word = 'new';");
    await utimes(join(folder.path(), "own", "beside.ts"), 1, 1); // an earlier time is a change too
    seconds += 2;
    expect(await run().outcome).to.have.property("result", "new");
  });

  it("gets no secrets of the worker's environment", async () => {
    process.env.FORMWORK_TOKEN_SECRET = "hush";
    const job = await handle("return [Object.keys(process.env), typeof process.send]");
    const outcome = await job.outcome;
    delete process.env.FORMWORK_TOKEN_SECRET;
    const [names, send] = Object(outcome).result;
    expect(names).to.not.include("FORMWORK_TOKEN_SECRET");
    expect(["PATH", "LANG", "LC_ALL", "TZ", "HOME", "TMPDIR"]).to.include.members(names);
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
      template: { source: "api" },
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
