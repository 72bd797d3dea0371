import { startMongod } from "./mongod.ts";
import type { Server } from "./run-server.ts";

let common: Promise<Server> | undefined;

/**
 * Returns the MongoDB server that all suites of this process share, each with databases of its own.
 * The first caller starts it; `stop` of what is returned leaves it running.
 */
export async function commonMongod(): Promise<Server> {
  common ??= startMongod();
  return { ...(await common), stop: async () => {} };
}

/** Ends the shared server after the last test. Mocha calls it: see `.mocharc.json`. */
export const mochaHooks = {
  async afterAll(): Promise<void> {
    const ended = common;
    common = undefined;
    await (await ended)?.stop();
  },
};
