import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { access, mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/**
 * What the helpers for each server share: finding programs, free ports, starting, and ending by
 * pid.
 */

export const execute = promisify(execFile);

/** A server that a test run started, or one that was running already (`stop` leaves that alone). */
export type Server = { url: string; pid: number | null; stop: () => Promise<void> };

/** Where fetched programs are kept between runs. */
export const cacheFolder = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
  "formwork",
);

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/** Whether anybody listens on a port of loopback. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Whether there is a program at this path. */
export async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Path of a program on PATH, or null. */
export async function onPath(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (await isProgram(path)) return path;
  }
  return null;
}

/**
 * Starts a server below a fresh temporary folder and waits until `ready` answers true. Its whole
 * output is in the error when it does not come up within a minute. `command` is given the folder.
 */
export async function runServer(params: {
  name: string;
  command: (folder: string) => { program: string; args: string[]; env?: NodeJS.ProcessEnv };
  ready: () => Promise<boolean>;
  url: string;
}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), `formwork-${params.name}-`));
  const { program, args, env } = params.command(folder);
  // A group of its own, so that a server of several processes ends whole.
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let said = "";
  const hear = (text: Buffer) => {
    said = (said + text).slice(-20_000);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const stop = async () => {
    await endGroup(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    await waitUntil(params.ready, child);
  } catch (error) {
    await stop();
    throw new Error(`${params.name} did not start: ${error}\n${said}`);
  }
  return { url: params.url, pid: child.pid ?? null, stop };
}

async function waitUntil(ready: () => Promise<boolean>, child: ChildProcess): Promise<void> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    if (await ready().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("it was not ready within a minute");
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  kill(-child.pid, "SIGTERM");
  const late = setTimeout(kill, 15_000, -child.pid, "SIGKILL");
  await gone;
  clearTimeout(late);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
