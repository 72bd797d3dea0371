import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { watch } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@formwork/contracts/client/client";
import { sampleJob } from "./sample-job.ts";

/**
 * `npm run dev`: runs `formwork start` and restarts it when a source file or a template changes,
 * rebuilds the UI when it is edited, and submits sample jobs that take time, log and fail. It has a
 * home and an admin of its own.
 */
const repository = new URL("../../", import.meta.url).pathname;
const admin = { email: "dev@example.org", password: "formwork development" };
const env = {
  FORMWORK_HOME: join(homedir(), ".formwork-dev"),
  FORMWORK_LOG_LEVEL: "warn",
  FORMWORK_DRAIN_TIMEOUT: "500ms",
  ...process.env,
  // The sample jobs are submitted with one token for as long as it runs.
  FORMWORK_TOKEN_LIFETIME: "1d",
  FORMWORK_ADMIN_EMAIL: admin.email,
  FORMWORK_ADMIN_PASSWORD: admin.password,
};
const submitEveryMs = 5000;
const restartDelayMs = 200;

const ui = spawn(process.execPath, ["frontend/build.ts", "--watch"], {
  cwd: repository,
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
  watch(join(repository, folder), { recursive: true }, (_, file) => {
    if (file === null || !/\.(ts|json|mjs)$/.test(file) || file.endsWith(".test.ts")) return;
    clearTimeout(restarting);
    restarting = setTimeout(restart, restartDelayMs);
  });
}
setInterval(submitSample, submitEveryMs);
// Once: a terminal and npm both send what is asked.
let ending = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    if (!ending) void end();
    ending = true;
  });

function start(): ChildProcess {
  const child = spawn(process.execPath, ["cli/src/main.ts", "start"], {
    cwd: repository,
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
  process.stdout.write("a file has changed: restarting\n");
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
    ?.call("jobs.create", { body: sampleJob(Math.random) })
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
