import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { eventually } from "@formwork/engine/testing/eventually";
import { expect } from "chai";
import { hasEnded } from "../support/child-process.ts";
import { admin, aHome, signIn } from "../support/formwork.ts";

const checkout = new URL("../../", import.meta.url).pathname;
const bin = join(checkout, "cli/bin/formwork.js");

/** Waits until its file is there, which is made after the stop was asked for. */
const patient = {
  name: "patient",
  title: "Patient",
  payload: { type: "object", required: ["file"], properties: { file: { type: "string" } } },
  run: {
    kind: "command",
    argv: [
      "sh",
      "-c",
      'echo waits; until test -e "$1"; do sleep 0.1; done',
      "sh",
      "{{payload.file}}",
    ],
  },
};

/** The ways to start Formwork that the documents name. */
const ways: Record<string, string[]> = {
  "npm start": ["npm", "start", "--ignore-scripts"], // Without the build of the UI.
  "npx formwork start": ["npx", "formwork", "start"],
  "node cli/bin/formwork.js start, on another Node": ["/usr/bin/env", "node", bin, "start"],
  "node cli/src/main.ts start": [process.execPath, join(checkout, "cli/src/main.ts"), "start"],
};
type Target = "the process" | "its group";

describe("Formwork, however it was started,", function () {
  this.timeout(120_000);
  let place: Awaited<ReturnType<typeof aHome>>;
  let child: ChildProcess | undefined;

  beforeEach(async () => {
    place = await aHome();
    await mkdir(join(place.home, "templates"));
    await writeFile(join(place.home, "templates", "patient.json"), JSON.stringify(patient));
  });
  afterEach(async () => {
    for (const pid of processesOf(place.home)) process.kill(pid, "SIGKILL");
    await eventually(() => processesOf(place.home).length === 0, "all processes to end");
    await place.remove();
  });

  /** Starts it in a group of its own, with a job that runs; returns its log and the job's file. */
  async function start(way: string): Promise<{ events: Record<string, unknown>[]; file: string }> {
    const [program = "", ...args] = ways[way] ?? [];
    const { PATH = "", HOME = "" } = process.env;
    const settings = {
      FORMWORK_HOME: place.home,
      FORMWORK_PORT: "0",
      FORMWORK_TEMPLATES: join(place.home, "templates"),
      FORMWORK_ADMIN_EMAIL: admin.email,
      FORMWORK_ADMIN_PASSWORD: admin.password,
      FORMWORK_DRAIN_TIMEOUT: "60s",
    };
    // The system's own Node comes first where the way is to begin with another one.
    const env = {
      HOME,
      PATH: way.includes("another") ? `/usr/bin:/bin:${PATH}` : PATH,
      ...settings,
    };
    child = spawn(program, args, {
      cwd: checkout,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const events: Record<string, unknown>[] = [];
    if (child.stdout === null || child.stderr === null) throw new Error("it has no pipes");
    createInterface(child.stderr).on("line", (line) => events.push(parsed(line)));
    let url: string | undefined;
    createInterface(child.stdout).on("line", (line) => {
      url ??= /formwork ready on (\S+)/.exec(line)?.[1];
    });
    const ready = await eventually(
      () => url ?? (child && !hasEnded(child) ? null : raise("it ended at its start")),
      "the ready line",
      60_000,
    );
    const file = join(place.home, "go-on");
    const { client } = await signIn(ready);
    const { id } = await client.call("jobs.create", {
      body: { template: "patient", payload: { file } },
    });
    // Until its program runs, a signal to the group of Formwork may also end what starts it.
    await eventually(
      async () => (await client.call("jobs.logs", { params: { id } })).items.length > 0,
      "the job to run",
    );
    return { events, file };
  }

  /** Sends a signal, lets the job go on once it has arrived, and waits until nothing is left. */
  async function stop(
    { events, file }: Awaited<ReturnType<typeof start>>,
    signal: NodeJS.Signals,
    target: Target,
  ): Promise<string[]> {
    const pid = child?.pid ?? raise("it did not start");
    process.kill(target === "the process" ? pid : -pid, signal);
    await eventually(() => events.some(({ event }) => event === "worker.draining"), "the drain");
    await writeFile(file, "");
    await eventually(() => processesOf(place.home).length === 0, "all processes to end", 60_000);
    return events.flatMap(({ event, outcome, attempt }) =>
      event === "job.settled" ? [`${outcome} ${attempt}`] : [],
    );
  }

  for (const [way, signal, target] of [
    ["npm start", "SIGTERM", "the process"],
    ["npm start", "SIGINT", "its group"],
    ["npm start", "SIGKILL", "the process"],
    ["npx formwork start", "SIGTERM", "the process"],
    ["npx formwork start", "SIGHUP", "its group"],
    ["npx formwork start", "SIGHUP", "the process"],
    ["npx formwork start", "SIGKILL", "the process"],
    ["node cli/bin/formwork.js start, on another Node", "SIGTERM", "the process"],
    ["node cli/bin/formwork.js start, on another Node", "SIGINT", "its group"],
    ["node cli/bin/formwork.js start, on another Node", "SIGKILL", "the process"],
    ["node cli/src/main.ts start", "SIGHUP", "the process"],
    ["node cli/src/main.ts start", "SIGTERM", "its group"],
  ] as const)
    it(`finishes its job at a ${signal} to ${target}: ${way}`, async () => {
      const running = await start(way);
      expect(await stop(running, signal, target)).to.deep.equal(["succeeded 1"]);
    });

  it("ends at once when it is asked again after a second", async () => {
    const running = await start("node cli/src/main.ts start");
    const ended = once(child as ChildProcess, "exit"); // It was started just now.
    const again = setInterval(() => child?.kill("SIGTERM"), 300);
    const [code] = await ended;
    clearInterval(again);
    expect(code).to.equal(1);
    expect(running.events.map(({ event }) => event)).to.include("worker.draining");
  });
});

/** The processes that have a home in their environment: Formwork, what started it, and its jobs. */
function processesOf(home: string): number[] {
  return readdirSync("/proc").flatMap((name) => {
    try {
      const { pid } = process;
      const isOfHome = readFileSync(`/proc/${name}/environ`, "utf8").includes(home);
      return /^\d+$/.test(name) && isOfHome && Number(name) !== pid ? [Number(name)] : [];
    } catch {
      return []; // It has ended, or is no process.
    }
  });
}

function parsed(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line);
  } catch {
    return {}; // npm prints on stderr too.
  }
}

function raise(message: string): never {
  throw new Error(message);
}
