import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "@formwork/engine/testing/eventually";
import { endChild } from "../child-process.ts";
import { findMongod, mongodArguments } from "./mongod.ts";
import { freePort, listens } from "./run-server.ts";

/** A database server that keeps its data when it is killed and started again. */
export type DurableMongod = {
  url: string;
  kill: () => Promise<void>;
  /** Sends a signal to its process: SIGSTOP has it fall silent, with its connections open. */
  signal: (signal: NodeJS.Signals) => void;
  start: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts a MongoDB server on a free port, alone or as a member of a set that is not initiated. */
export async function startDurableMongod({
  replicaSet,
}: {
  replicaSet?: string;
} = {}): Promise<DurableMongod> {
  const folder = await mkdtemp(join(tmpdir(), "formwork-faults-mongod-"));
  const [program, port] = [await findMongod(), await freePort()];
  let child: ChildProcess;
  async function start() {
    child = spawn(program, mongodArguments({ folder, port, replicaSet }), { stdio: "ignore" });
    await eventually(() => listens(port), "mongod to listen", 60_000);
  }
  async function kill() {
    await endChild(child, "SIGKILL");
  }
  await start();
  return {
    url: `mongodb://127.0.0.1:${port}/formwork`,
    start,
    kill,
    signal: (signal) => void child.kill(signal),
    async stop() {
      child.kill("SIGCONT");
      await kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
