import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createTelemetry } from "@formwork/engine/runtime/telemetry";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../scheduler/src/testing/start-app.ts";
import { hasEnded } from "../support/child-process.ts";

const folder = new URL("../../docs/remote-workers/", import.meta.url).pathname;
const definition = JSON.parse(readFileSync(`${folder}template.json`, "utf8"));

/** The example workers, and the programs that they need. */
const examples = [
  { command: "python3", file: "worker.py", needs: ["python3"] },
  { command: "bash", file: "worker.sh", needs: ["bash", "curl", "jq", "pkill"] },
];

/** Kills a worker and what it has started, which would go on and report to nobody. */
async function killAll(worker: ChildProcess): Promise<void> {
  const gone = hasEnded(worker) ? undefined : once(worker, "exit");
  try {
    process.kill(-Number(worker.pid), "SIGKILL");
  } catch {
    // None of them is left.
  }
  await gone;
}

for (const { command, file, needs } of examples) {
  describe(`docs/remote-workers/${file}`, function () {
    this.timeout(30_000);
    let app: RunningApp;
    let worker: ChildProcess;
    let said: string[];
    let logged: { event: string; operation?: string; givenTraceId?: string }[];
    const missing = needs.filter((one) => spawnSync("which", [one]).status !== 0);
    before(`needs ${needs.join(", ")}`, function () {
      if (missing.length > 0) this.skip();
    });
    beforeEach(async () => {
      logged = [];
      const to = { write: (line: string) => void logged.push(JSON.parse(line)) };
      const telemetry = createTelemetry({ level: "debug", service: "test", to });
      app = await startApp({ leaseMs: 3000, telemetry });
      await app.ask(`/api/v1/templates/${definition.name}`, { method: "PUT", body: definition });
      said = [];
      worker = startWorker();
    });
    afterEach(async () => {
      await killAll(worker);
      await app.stop();
    });

    function startWorker(): ChildProcess {
      const child = spawn(command, [folder + file], {
        env: { PATH: process.env.PATH, FORMWORK_URL: app.url, FORMWORK_TOKEN: app.token },
        stdio: ["ignore", "pipe", "pipe"],
        detached: true, // A group of its own, which ends with all that it has started.
      });
      for (const stream of [child.stdout, child.stderr])
        if (stream !== null)
          createInterface({ input: stream }).on("line", (line) => said.push(line));
      return child;
    }
    async function submit(payload: object, headers: Record<string, string> = {}): Promise<string> {
      const { json } = await app.ask("/api/v1/jobs", {
        ...{ method: "POST", headers },
        body: { template: "count-words", payload },
      });
      return String(json.id);
    }
    const job = (id: string) => app.engine.jobs.get({ id });
    const reaches = (id: string, state: string) =>
      eventually(
        async () => {
          const found = await job(id);
          return found.state === state && found;
        },
        () => `the job to be ${state}; the worker said: ${said.join("\n")}`,
        20_000,
      );

    it("runs a job, with log and progress, and keeps its secret", async () => {
      const id = await submit({ text: "one two\nthree", password: "open sesame" });
      const done = await reaches(id, "succeeded");
      expect(done).to.deep.include({ result: { lines: 2, words: 3 }, attempt: 1 });
      expect(done.progress).to.deep.equal({ percent: 100, message: "line 2 of 2" });
      const lines = await app.engine.jobs.logs({ id, after: 0, limit: 10 });
      expect(lines.map(({ text }) => text)).to.deep.equal([
        ...["The password is ••••••", "line 1: 2 words", "line 2: 1 words"],
      ]);
    });

    it("reports under the trace of the job, with the id that its caller chose", async () => {
      const id = await submit({ text: "a\nb", pause: 1.1 }, { "x-trace-id": "order-of-may-7" });
      await reaches(id, "succeeded");
      const reports = () =>
        logged.filter(({ event, operation = "" }) => {
          return event === "request.answered" && /^work\.(?!claim)/.test(operation);
        });
      await eventually(
        () => reports().some(({ operation }) => operation === "work.succeed"),
        () => JSON.stringify(logged.slice(-5)),
      );
      const operations = new Set(reports().map(({ operation }) => operation));
      expect([...operations]).to.include.members(["work.log", "work.renew", "work.succeed"]);
      for (const { operation, givenTraceId } of reports())
        expect(givenTraceId, operation).to.equal("order-of-may-7");
    });

    it("reports a failure, and that another attempt would be in vain", async () => {
      const failed = await reaches(await submit({ text: " \n " }), "failed");
      expect(failed.error).to.include({ message: "There is nothing to count" });
      expect(failed.attempt).to.equal(1);
    });

    it("keeps its lease while a job runs, and notices a cancel", async () => {
      const id = await submit({ text: "a\nb\nc\nd\ne", pause: 20 });
      await reaches(id, "running");
      const start = Date.now();
      // Longer than a lease: without renewals the job would be queued again.
      await eventually(() => Date.now() - start > 4000, "time to pass");
      expect(await job(id)).to.include({ state: "running", attempt: 1, crashes: 0 });
      await app.ask(`/api/v1/jobs/${id}/cancel`, { method: "POST" });
      await eventually(
        () => said.includes(`${id}: stopped (cancelled)`),
        () => `the worker to notice; it said: ${said.join("\n")}`,
      );
      const next = await submit({ text: "on" });
      await reaches(next, "succeeded");
    });

    it("loses its job to another one when it is killed", async () => {
      const id = await submit({ text: "a\nb", pause: 2 });
      await reaches(id, "running");
      await killAll(worker);
      worker = startWorker();
      expect(await reaches(id, "succeeded")).to.deep.include({
        ...{ attempt: 2, crashes: 1, failures: 0, result: { lines: 2, words: 2 } },
      });
    });

    it("gives its job back when it is asked to end", async () => {
      const id = await submit({ text: "a\nb", pause: 30 });
      await reaches(id, "running");
      const gone = once(worker, "exit");
      worker.kill("SIGTERM");
      await gone;
      expect(await job(id)).to.include({ state: "queued", attempt: 0 });
    });
  });
}
