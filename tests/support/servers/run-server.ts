import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { constants } from "node:fs";
import { access, mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { hasEnded, throwIfEnded } from "../child-process.ts";

/** Runs a program and returns its output; rejects when it fails. */
export const execute = promisify(execFile);

/** A server for tests; `stop` ends only one that the tests have started, whose `pid` is not null. */
export type Server = { url: string; pid: number | null; stop: () => Promise<void> };

/** The folder of downloaded programs. */
export const cacheFolder = join(
  process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"),
  "formwork",
);

/**
 * Ports that servers of tests listen on: below those that the system gives to connections, one of which
 * would otherwise have the port before its server, which may take many seconds to listen.
 */
const ports = { from: 15_000, to: 32_000 };

/** Returns a port of the loopback interface that is free at the moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(ports.from, ports.to);
    const server = createServer().listen(port, "127.0.0.1");
    const isFree = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }
}

/** True when a server listens on a port of the loopback interface. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** True when there is an executable file at the path. */
export async function isProgram(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Returns the path of a program on PATH; null when there is none. */
export async function onPath(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (await isProgram(path)) return path;
  }
  return null;
}

/**
 * Starts a server in a new temporary folder, which `command` is given, and waits until `ready` is
 * true; rejects with the server's output when that takes more than a minute.
 */
export async function runServer(params: {
  name: string;
  command: (folder: string) => { program: string; args: string[]; env?: NodeJS.ProcessEnv };
  ready: () => Promise<boolean>;
  url: string;
}): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), `formwork-${params.name}-`));
  const { program, args, env } = params.command(folder);
  // A process group of its own, so that all processes of the server can be ended.
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  const collect = (text: Buffer) => {
    output = (output + text).slice(-20_000);
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const stop = async () => {
    await endGroup(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  };
  try {
    await waitUntil(params.ready, child);
  } catch (error) {
    await stop();
    throw new Error(`${params.name} did not start: ${error}\n${output}`);
  }
  return { url: params.url, pid: child.pid ?? null, stop };
}

async function waitUntil(ready: () => Promise<boolean>, child: ChildProcess): Promise<void> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    throwIfEnded(child, "it", () => "");
    if (await ready().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("it was not ready within a minute");
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
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
    // The process has already ended.
  }
}
