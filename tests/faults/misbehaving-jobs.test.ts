import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client } from "@formwork/contracts/client/client";
import type { SubmitJob } from "@formwork/contracts/job";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { isRunning } from "../../worker/src/testing/processes.ts";
import { aHome, type Running, signedIn, startFormwork } from "../support/formwork.ts";
import { jobEnds } from "../support/job-ends.ts";
import { fleetSettings, leaseMs } from "./harness/fleet/fleet.ts";

const modules = {
  spin: `while (true);`,
  abort: `process.abort();`,
  eat: `const all = []; while (true) all.push(new Array(1_000_000).fill(Math.random()));`,
  calm: `return "calm";`,
};
const commands = {
  shout: `exec yes "$(head -c 2000 /dev/zero | tr '\\0' x)"`,
  // 63 shells and 32 other processes: a bomb without an end would hit the machine of the tests too.
  fork: `bomb() { [ "$1" -gt 0 ] || exec sleep 300; bomb $(($1 - 1)) & bomb $(($1 - 1)) & wait; }; bomb 5`,
  // Ends the worker itself, as soon as the test has written its process id beside the file.
  murder: `sleep 0.5; until kill -9 "$(cat "$1.worker")"; do sleep 0.1; done; sleep 300`,
};
type Kind = keyof typeof modules | keyof typeof commands;

const payload = { type: "object", properties: { file: { type: "string" } } };

/** Writes a template for each kind of job. Each job appends its process id to a file first. */
async function writeTemplates(folder: string): Promise<void> {
  await mkdir(folder);
  const write = (name: string, run: object) => {
    const retry = { attempts: 3, initial: "100ms", max: "100ms" };
    const template = { name, title: name, payload, run, retry };
    return writeFile(join(folder, `${name}.json`), JSON.stringify(template));
  };
  for (const [name, body] of Object.entries(modules)) {
    const start = `appendFileSync(payload.file, process.pid + "\\n");`;
    await writeFile(
      join(folder, `${name}.mjs`),
      `import { appendFileSync } from "node:fs"; export function run({ payload }) { ${start} ${body} }`,
    );
    await write(name, { kind: "module", file: `${name}.mjs` });
  }
  for (const [name, script] of Object.entries(commands)) {
    const argv = ["sh", "-c", `echo $$ >> "$1"; ${script}`, "sh", "{{payload.file}}"];
    await write(name, { kind: "command", argv });
  }
}

describe("a worker whose jobs misbehave", function () {
  this.timeout(300_000);
  let place: Awaited<ReturnType<typeof aHome>>;
  let running: Running;
  let client: Client;

  before(async () => {
    place = await aHome();
    await writeTemplates(join(place.home, "templates"));
    await start();
  });
  after(async () => {
    await running?.kill("SIGKILL");
    await place?.remove();
  });

  async function start(): Promise<void> {
    const settings = { ...fleetSettings, FORMWORK_TEMPLATES: join(place.home, "templates") };
    running = await startFormwork(place.home, settings);
    client = await signedIn(running);
  }
  const fileOf = (kind: Kind) => join(place.home, `${kind}.pids`);
  async function submit(kind: Kind, options: Partial<SubmitJob> = {}): Promise<string> {
    const body = { template: kind, payload: { file: fileOf(kind) }, ...options };
    return (await client.call("jobs.create", { body })).id;
  }
  const pidsOf = async (kind: Kind) =>
    (await readFile(fileOf(kind), "utf8")).trim().split("\n").map(Number);
  /** Waits until the processes of a job are gone; those of a command are one group. */
  async function gone(kind: Kind): Promise<void> {
    for (const pid of await pidsOf(kind))
      await eventually(
        async () => !(await isRunning(pid)) && !(await groupRuns(pid)),
        `process ${pid} of ${kind} to be gone`,
      );
  }
  async function isWell(): Promise<void> {
    expect((await jobEnds(client, await submit("calm"))).result).to.equal("calm");
    await eventually(
      async () => (await fetch(`${running.url}/health/ready`)).ok,
      "the worker to be well",
    );
  }

  it("renews the lease of one that blocks its thread for three leases, and kills it at its timeout", async () => {
    const id = await submit("spin", { timeout: `${3 * leaseMs}ms`, maxAttempts: 1 });
    await isWell();
    const job = await jobEnds(client, id);
    expect(job).to.include({ state: "failed", attempt: 1, crashes: 0 });
    expect(job.error).to.include({ reason: "timeout" });
    await gone("spin");
  });

  const crashes = {
    abort: { story: "abort their process", reason: "crashed" },
    eat: { story: "take all memory", reason: "out-of-memory" },
  } as const;
  for (const kind of ["abort", "eat"] as const)
    it(`goes on when they ${crashes[kind].story}`, async () => {
      const job = await jobEnds(client, await submit(kind));
      expect(job).to.include({ state: "failed", attempt: 3, crashes: 0 });
      expect(job.error).to.include({ reason: crashes[kind].reason });
      expect(await pidsOf(kind)).to.have.length(3);
      await isWell();
    });

  it("keeps 5 MB of endless output, and says that it was cut", async () => {
    const id = await submit("shout", { timeout: "6s", maxAttempts: 1 });
    await isWell();
    expect((await jobEnds(client, id)).error).to.include({ reason: "timeout" });
    const { items } = await client.call("jobs.logs", { params: { id }, query: { tail: 500 } });
    expect(items.filter(({ text }) => text.includes("lines are left out here"))).to.have.length(1);
    expect(items.at(-1)?.offset).to.be.within(2000, 3000);
    await gone("shout");
  });

  it("ends one that forks without end, with all of its processes", async () => {
    const id = await submit("fork", { timeout: "3s", maxAttempts: 1 });
    expect((await jobEnds(client, id)).error).to.include({ reason: "timeout" });
    await gone("fork");
    await isWell();
  });

  it("that they kill gives one up as poison after three times, and runs the others", async () => {
    const id = await submit("murder", { delay: "1s" });
    for (let death = 1; death <= 3; death++) {
      await writeFile(`${fileOf("murder")}.worker`, String(running.pid));
      await running.ended;
      await rm(`${fileOf("murder")}.worker`);
      await start();
    }
    const job = await jobEnds(client, id);
    expect(job).to.include({ state: "failed", crashes: 3 });
    expect(job.error).to.include({ reason: "poison" });
    await isWell();
    expect(await pidsOf("murder")).to.have.length(3);
    await gone("murder");
  });
});

/** Returns whether a process of a group runs; one that has ended and is not yet collected does not. */
async function groupRuns(group: number): Promise<boolean> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/stat`, "utf8").catch(() => "")),
  );
  return stats.some((stat) => {
    const [state = "", , ofGroup = ""] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(ofGroup) === group && !/[ZX]/.test(state);
  });
}
