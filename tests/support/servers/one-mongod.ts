import { commonMongodVariable } from "./common-mongod.ts";
import { startMongod } from "./mongod.ts";
import type { Server } from "./run-server.ts";

/** Loaded with `--require` into a run of many processes: starts one MongoDB server for all of them. */
let server: Server | undefined;

/** Mocha calls it before it starts its processes. */
export async function mochaGlobalSetup(): Promise<void> {
  server = await startMongod();
  process.env[commonMongodVariable] = server.url;
}

/** Mocha calls it when all of them have ended. */
export async function mochaGlobalTeardown(): Promise<void> {
  await server?.stop();
}
