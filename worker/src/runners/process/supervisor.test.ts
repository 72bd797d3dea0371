import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Run } from "@formwork/contracts/run";
import { silentTelemetry } from "@formwork/engine/runtime/telemetry";
import { holdsWithin } from "@formwork/engine/testing/eventually";
import { temporaryFolder } from "@formwork/engine/testing/temporary-folder";
import { expect } from "chai";
import { isRunning } from "../../testing/processes.ts";
import { createSupervisor } from "./supervisor.ts";

const script = fileURLToPath(new URL("../../testing/worker-with-command.ts", import.meta.url));

describe("a supervised child", () => {
  const folder = temporaryFolder();
  const workers: ChildProcess[] = [];
  afterEach(() => {
    for (const worker of workers.splice(0)) worker.kill("SIGKILL");
  });

  /** Starts a worker with one job. Resolves with it and the process id that the job printed. */
  async function workerWith(run: Run, fence: string[] = []) {
    const worker = spawn(process.execPath, [script, folder.path(), JSON.stringify(run), ...fence], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    workers.push(worker);
    const [line] = await once(createInterface(worker.stdout), "line");
    return { worker, pid: Number(String(line).split(" ")[1]) };
  }
  const gone = (pid: number, ms: number) => holdsWithin(async () => !(await isRunning(pid)), ms);
  const command = (script: string): Run => ({ kind: "command", argv: ["sh", "-c", script] });

  it("ends when its worker is killed", async () => {
    const { worker, pid } = await workerWith(command("echo pid $$; exec sleep 300"));
    worker.kill("SIGKILL");
    expect(await gone(pid, 3000)).to.equal(true);
  });

  // It takes five seconds, and longer where the machine is busy.
  it("ends soon, with its children, also when it ignores TERM", async () => {
    const { worker, pid } = await workerWith(
      command(
        "trap '' TERM; sh -c 'echo pid $$; while :; do sleep 0.1; done' & while :; do sleep 0.1; done",
      ),
    );
    worker.kill("SIGKILL");
    expect(await gone(pid, 2000), "it ignores TERM").to.equal(false);
    expect(await gone(pid, 30_000)).to.equal(true);
  });

  it("ends also when it has detached itself", async () => {
    const { worker, pid } = await workerWith(
      command("(setsid sh -c 'echo pid $$; exec sleep 300' &) ; sleep 300"),
    );
    worker.kill("SIGKILL");
    expect(await gone(pid, 30_000)).to.equal(true);
  });

  it("ends also when it has left its environment and its folder as well", async () => {
    const { worker, pid } = await workerWith(
      command("cd /; (env -i setsid sh -c 'echo pid $$; exec sleep 300' &) ; sleep 300"),
    );
    worker.kill("SIGKILL");
    expect(await gone(pid, 30_000)).to.equal(true);
  });

  it("ends also when it is a handler that blocks its thread", async () => {
    await writeFile(
      join(folder.path(), "spin.ts"),
      "export const run = ({ log }) => { log('pid ' + process.pid); setImmediate(() => { while (true); }); return new Promise(() => {}); };",
    );
    const { worker, pid } = await workerWith({ kind: "module", file: "spin.ts" });
    worker.kill("SIGKILL");
    expect(await gone(pid, 3000)).to.equal(true);
  });

  it("is killed when its worker's leases expire while the worker is stopped", async () => {
    const { worker, pid } = await workerWith(
      command("trap '' TERM; echo pid $$; while :; do sleep 0.05; done"),
      ["1500"],
    );
    worker.kill("SIGSTOP");
    expect(await gone(pid, 500), "the lease still holds").to.equal(false);
    expect(await gone(pid, 3000)).to.equal(true);
  });

  it("is watched again after the supervisor has crashed", async () => {
    const supervisor = createSupervisor({ telemetry: silentTelemetry() });
    const child = spawn("sleep", ["300"], { detached: true });
    const { pid = 0 } = child;
    supervisor.watch({ group: pid, folder: folder.path() });
    expect(await holdsWithin(() => supervisor.pid() !== undefined, 1000)).to.equal(true);
    const first = supervisor.pid() ?? 0;
    process.kill(first, "SIGKILL");
    expect(await holdsWithin(() => ![undefined, first].includes(supervisor.pid()), 2000)).to.equal(
      true,
    );
    await supervisor.close();
    expect(await gone(pid, 1000)).to.equal(true);
  });

  it("does not block the end of its worker when the supervisor hangs", async () => {
    const supervisor = createSupervisor({ telemetry: silentTelemetry(), exitTimeoutMs: 200 });
    const child = spawn("sleep", ["300"], { detached: true });
    workers.push(child);
    supervisor.watch({ group: child.pid ?? 0, folder: folder.path() });
    const pid = supervisor.pid() ?? 0;
    process.kill(pid, "SIGSTOP");
    await supervisor.close();
    expect(await isRunning(pid)).to.equal(false);
  });
});
