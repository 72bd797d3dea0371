import type { AbortReason, RemoteHandler } from "@formwork/contracts/client/remote/remote-job";
import {
  type RunningRemote,
  type RunRemoteOptions,
  runRemote,
} from "@formwork/contracts/client/remote/run-remote";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { type RunningApp, startApp } from "../../scheduler/src/testing/start-app.ts";

describe("runRemote", () => {
  let app: RunningApp;
  const workers: RunningRemote[] = [];
  beforeEach(async () => {
    app = await startApp({ leaseMs: 1500 });
  });
  afterEach(async function () {
    this.timeout(30_000);
    await Promise.all(workers.splice(0).map((worker) => worker.stop(0)));
    await app.stop();
  });

  function start(handler: RemoteHandler, options: Partial<RunRemoteOptions> = {}): RunningRemote {
    const worker = runRemote({ url: app.url, token: app.token, handler, ...options });
    workers.push(worker);
    return worker;
  }
  async function submit(more: object = {}): Promise<string> {
    const { json } = await app.ask("/api/v1/jobs", {
      method: "POST",
      body: { template: "echo", payload: { text: "hello" }, ...more },
    });
    return String(json.id);
  }
  const job = (id: string) => app.engine.jobs.get({ id });
  const ended = (id: string) =>
    eventually(
      async () => {
        const found = await job(id);
        return ["succeeded", "failed", "cancelled"].includes(found.state) && found;
      },
      "the job to end",
      45_000,
    );
  const texts = async (id: string) =>
    (await app.engine.jobs.logs({ id, after: 0, limit: 1000 })).map(({ text }) => text);

  it("runs a job: its log, its progress, its result", async () => {
    const id = await submit();
    start(({ payload, log, progress, attempt, template }) => {
      log("one\ntwo\n");
      log("three", "stderr");
      progress(50, "half");
      return { ...payload, attempt, template: template.name };
    });
    expect((await ended(id)).result).to.deep.equal({
      ...{ text: "hello", times: 1, attempt: 1, template: "echo" },
    });
    expect(await texts(id)).to.deep.equal(["one", "two", "three"]);
    expect((await job(id)).progress).to.deep.equal({ percent: 100, message: "half" });
  });

  it("runs as many jobs at once as it may, for longer than a lease", async function () {
    this.timeout(20_000);
    const ids = await Promise.all([submit(), submit(), submit()]);
    let [running, most] = [0, 0];
    start(
      async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setTimeout(resolve, 2000));
        running--;
      },
      { concurrency: 2 },
    );
    for (const id of ids) expect(await ended(id)).to.include({ state: "succeeded", attempt: 1 });
    expect(most).to.equal(2);
  });

  it("reports what a handler throws, and what the error says of another try", async () => {
    const id = await submit();
    const thrown = Object.assign(new Error("no disk"), { reason: "disk", retry: false });
    start(() => Promise.reject(thrown));
    const { state, error } = await ended(id);
    expect(state).to.equal("failed");
    expect(error).to.include({ message: "no disk", reason: "disk" });
    expect(error?.details).to.have.property("stack").that.contains("no disk");
  });

  it("tells the handler when its job is cancelled", async () => {
    const id = await submit();
    const { promise: seen, resolve } = Promise.withResolvers<AbortReason>();
    start(({ signal }) => {
      signal.addEventListener("abort", () => resolve(signal.reason));
      return seen;
    });
    await eventually(async () => (await job(id)).state === "running", "the job to start");
    await app.ask(`/api/v1/jobs/${id}/cancel`, { method: "POST" });
    expect(await seen).to.equal("cancelled");
  });

  it("ends a job that takes longer than it may", async () => {
    const id = await submit({ timeout: "200ms", maxAttempts: 1 });
    start(({ signal }) => new Promise((resolve) => signal.addEventListener("abort", resolve)));
    expect((await ended(id)).error).to.deep.equal({
      ...{ reason: "timeout", message: "It took longer than 0.2 s" },
    });
  });

  it("fails a job whose result is no JSON, or more than the server takes", async () => {
    const [cycle, large] = [await submit(), await submit()];
    const results = new Map<string, unknown>([
      [cycle, 1n],
      [large, "x".repeat(3_000_000)],
    ]);
    start(({ jobId }) => results.get(jobId));
    expect((await ended(cycle)).error?.reason).to.equal("invalid-result");
    expect((await ended(large)).error?.reason).to.equal("too-large");
  });

  it("gives back what it runs when it stops", async () => {
    const id = await submit();
    const worker = start(
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
    );
    await eventually(async () => (await job(id)).state === "running", "the job to start");
    await worker.stop(0);
    expect(await job(id)).to.include({ state: "queued", attempt: 0 });
    await worker.done;
  });

  it("lets what it runs end when it stops", async () => {
    const id = await submit();
    const { promise, resolve } = Promise.withResolvers<string>();
    const worker = start(() => promise);
    await eventually(async () => (await job(id)).state === "running", "the job to start");
    const stopped = worker.stop();
    resolve("done");
    await stopped;
    expect(await job(id)).to.include({ state: "succeeded", result: "done" });
  });

  it("is refused with a token that is not valid", async () => {
    const { done } = runRemote({ url: app.url, token: "wrong", handler: () => 1 });
    expect(await done.catch((error: Error) => error.name)).to.equal("ProblemError");
  });

  it("does each job once although calls fail and answers are lost", async function () {
    this.timeout(60_000);
    await app.stop();
    app = await startApp();
    const ids = await Promise.all(Array.from({ length: 12 }, () => submit()));
    let calls = 0;
    let errors = 0;
    start(
      ({ jobId, log }) => {
        log("a");
        log("b");
        return jobId;
      },
      {
        concurrency: 5,
        onError: () => errors++,
        async fetch(...request) {
          const mode = calls < 60 ? calls++ % 4 : 0;
          if (mode === 1) throw new TypeError("the network is down");
          if (mode === 2) return new Response("overloaded", { status: 503 });
          const reply = await fetch(...request);
          const isClaim = String(request[0]).endsWith("/claim");
          // The answer to a claim that is lost costs a lease, and counts as a crash.
          if (mode === 3 && !isClaim) throw new TypeError("the answer is lost");
          return reply;
        },
      },
    );
    for (const id of ids) {
      expect(await ended(id)).to.deep.include({ state: "succeeded", attempt: 1, result: id });
      expect(await texts(id)).to.deep.equal(["a", "b"]);
    }
  });
});
