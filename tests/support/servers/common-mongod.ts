import { afterAllSuites } from "./after-all.ts";
import { startMongod } from "./mongod.ts";
import type { Server } from "./run-server.ts";

/** The variable by which `one-mongod.ts` tells the processes of a run where its server is. */
export const commonMongodVariable = "FORMWORK_TESTS_MONGOD";

let common: Promise<Server> | undefined;

/**
 * Returns the MongoDB server that all suites share, each with databases of its own. The first caller
 * starts it, unless the run has one already; `stop` of what is returned leaves it running.
 */
export async function commonMongod(): Promise<Server> {
  const url = process.env[commonMongodVariable];
  if (url !== undefined) return { url, pid: null, stop: async () => {} };
  common ??= startOne();
  return { ...(await common), stop: async () => {} };
}

async function startOne(): Promise<Server> {
  const server = await startMongod();
  afterAllSuites(() => {
    common = undefined;
    return server.stop();
  });
  return server;
}
