import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@formwork/contracts/client/client";
import { aSampleJob } from "./sample-jobs.ts";

/**
 * `npm run dev`: everything as `formwork start` runs it, started anew when a source file or a
 * template changes, with the UI rebuilt as it is edited and a stream of sample jobs that are slow,
 * fail and log. It has a home and an admin of its own.
 */
const top = new URL("../../", import.meta.url).pathname;
const admin = { email: "dev@example.org", password: "formwork development" };
const env = {
  FORMWORK_HOME: join(homedir(), ".formwork-dev"),
  FORMWORK_LOG_LEVEL: "warn",
  FORMWORK_DRAIN_TIMEOUT: "500ms",
  ...process.env,
  FORMWORK_ADMIN_EMAIL: admin.email,
  FORMWORK_ADMIN_PASSWORD: admin.password,
};
const secondsBetweenJobs = 5;

const ui = spawn(process.execPath, ["frontend/build.ts", "--watch"], {
  cwd: top,
  stdio: "inherit",
});
let formwork = start();
let restarting: NodeJS.Timeout | undefined;
let client: Client | undefined;

for (const folder of [
  "contracts",
  "engine",
  "scheduler",
  "worker",
  "notifier",
  "cli",
  "templates",
]) {
  watch(join(top, folder), { recursive: true }, (_, file) => {
    if (file === null || !/\.(ts|json|mjs)$/.test(file) || file.endsWith(".test.ts")) return;
    clearTimeout(restarting);
    restarting = setTimeout(restart, 200);
  });
}
setInterval(submitSample, secondsBetweenJobs * 1000);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);

function start(): ChildProcess {
  const child = spawn(process.execPath, ["cli/src/main.ts", "start"], {
    cwd: top,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    process.stdout.write(text);
    const ready = /formwork ready on (\S+)/.exec(text)?.[1];
    if (ready !== undefined) void signIn(ready);
  });
  return child;
}

async function restart(): Promise<void> {
  process.stdout.write("a file has changed: starting anew\n");
  client = undefined;
  await stop(formwork);
  formwork = start();
}

async function signIn(baseUrl: string): Promise<void> {
  process.stdout.write(`sign in as ${admin.email} with the password "${admin.password}"\n`);
  const { token } = await createClient({ baseUrl }).call("auth.sign-in", { body: admin });
  client = createClient({ baseUrl, token });
}

async function submitSample(): Promise<void> {
  await client
    ?.call("jobs.create", { body: aSampleJob(Math.random) })
    .catch((error) => process.stderr.write(`no sample job this time: ${error}\n`));
}

async function end(): Promise<void> {
  await Promise.all([stop(formwork), stop(ui)]);
  process.exit(0);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill();
  await gone;
}
