import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "@formwork/engine/runtime/clock";
import { createDialer } from "@formwork/engine/runtime/dialer/dialer";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { anAssignment } from "@formwork/engine/testing/an-assignment";
import { holdsWithin } from "@formwork/engine/testing/eventually";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import type { Assignment } from "@formwork/engine/work/work";
import { expect } from "chai";
import type { Runners } from "./runners/runner.ts";
import { createRunners } from "./runners/runners.ts";
import { type FakeWork, fakeWork } from "./testing/fake-work.ts";
import { fakeWorkers } from "./testing/fake-workers.ts";
import { isRunning } from "./testing/processes.ts";
import { quietBus } from "./testing/quiet-bus.ts";
import { anyResult } from "./testing/result-checks.ts";
import { createWorker, type Worker } from "./worker.ts";

describe("a worker with misbehaving jobs", () => {
  const folder = temporaryFolder();
  const telemetry = silentTelemetry();
  const bus = quietBus();
  let runners: Runners;
  let worker: Worker;

  async function startWorker(leaseMs: number, queue: Assignment[]): Promise<FakeWork> {
    const dialer = createDialer({ allow: [] });
    runners = createRunners({
      templatesFolder: folder.path(),
      tmpFolder: join(folder.path(), "tmp"),
      dialer,
      telemetry,
      clock: systemClock,
    });
    const work = fakeWork({ leaseMs, queue });
    const limits = {
      concurrency: 4,
      kinds: ["module" as const, "command" as const],
      drainMs: 0,
      pollMs: 60_000,
    };
    worker = createWorker({
      work,
      templates: anyResult,
      workers: fakeWorkers(),
      bus,
      telemetry,
      clock: systemClock,
      workerId: "worker-1",
      runners,
      ...limits,
    });
    await worker.start();
    return work;
  }
  afterEach(async () => {
    await worker.stop();
    await runners.close();
  });
  const outcomesOf = async (work: FakeWork, count: number) =>
    Object.fromEntries((await work.settledCount(count)).map(({ id, outcome }) => [id, outcome]));
  const shell = (id: string, script: string, timeoutMs = 60_000) =>
    anAssignment({
      id,
      token: id,
      timeoutMs,
      run: { kind: "command", argv: ["sh", "-c", script] },
    });

  it("renews its leases while a handler blocks its thread, and kills that at its timeout", async function () {
    this.timeout(60_000);
    await mkdir(join(folder.path(), "own"));
    await writeFile(
      join(folder.path(), "own", "spin.mjs"),
      "export const run = () => { while (true); };",
    );
    const spin = anAssignment({
      id: "spin",
      token: "spin",
      timeoutMs: 3500,
      run: { kind: "module", file: "spin.mjs" },
      template: { folder: "own" },
    });
    const work = await startWorker(1500, [
      spin,
      shell("calm", "sleep 3; echo 1 > $FORMWORK_RESULT"),
    ]);
    const outcomes = await outcomesOf(work, 2);
    expect(outcomes.calm).to.deep.equal({ outcome: "succeeded", result: 1, exitCode: 0 });
    expect(outcomes.spin).to.deep.include({ outcome: "failed", reason: "timeout" });
    expect(work.renewals).to.be.greaterThan(4);
  });

  it("runs other jobs while a command writes without end", async () => {
    const work = await startWorker(10_000, [
      shell("yes", "exec yes", 3000),
      shell("calm", "echo calm"),
    ]);
    const outcomes = await outcomesOf(work, 2);
    expect(outcomes.yes).to.deep.include({ outcome: "failed", reason: "timeout" });
    expect(outcomes.calm).to.have.property("outcome", "succeeded");
    const yes = work.texts.filter((text) => text === "y").length;
    expect(yes, "lines kept of it").to.be.within(10_000, 100_000);
    expect(work.texts.filter((text) => text.includes("lines are left out here"))).to.have.length(1);
  });

  it("ends a command that forks without end", async () => {
    const bomb =
      "i=0; while [ $i -lt 60 ]; do sh -c 'sleep 300 & sleep 300' & i=$((i+1)); done; echo $$; wait";
    const work = await startWorker(5000, [shell("bomb", bomb, 1500)]);
    expect((await outcomesOf(work, 1)).bomb).to.deep.include({
      outcome: "failed",
      reason: "timeout",
    });
    const pid = Number(work.texts.find((text) => /^\d+$/.test(text)));
    expect(await holdsWithin(async () => !(await isRunning(pid)), 1000)).to.equal(true);
    expect(await holdsWithin(() => !groupHasMembers(pid), 2000)).to.equal(true);
  });

  it("kills the process of a cancelled job within a second of the signal", async () => {
    const work = await startWorker(60_000, [shell("long", "echo $$; exec sleep 300")]);
    expect(await holdsWithin(() => work.texts.length > 0, 15_000)).to.equal(true);
    const pid = Number(work.texts[0]);
    work.lose("long");
    bus.signal("stop.long", { jobId: "long" });
    expect(await holdsWithin(async () => !(await isRunning(pid)), 1000)).to.equal(true);
    expect(work.settled).to.deep.equal([]);
  });

  it("reports the end of a cancelled job once nothing of it is left", async () => {
    const work = await startWorker(60_000, [
      shell("long", "trap 'exit 3' TERM; echo ready; while :; do sleep 0.1; done"),
    ]);
    expect(await holdsWithin(() => work.texts.length > 0, 15_000)).to.equal(true);
    work.lose("long");
    bus.signal("stop.long", { jobId: "long" });
    expect(await holdsWithin(() => work.ended.length > 0, 15_000)).to.equal(true);
    expect(work.ended).to.deep.equal([{ id: "long", exitCode: 3 }]);
    expect(work.settled).to.deep.equal([]);
  });

  it("ends and releases running jobs when it is stopped", async () => {
    const work = await startWorker(60_000, [shell("long", "echo $$; exec sleep 300")]);
    expect(await holdsWithin(() => work.texts.length > 0, 15_000)).to.equal(true);
    await worker.stop();
    expect(await isRunning(Number(work.texts[0]))).to.equal(false);
    expect(work.settled.map(({ outcome }) => outcome)).to.deep.equal([{ outcome: "released" }]);
  });
});

function groupHasMembers(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}
