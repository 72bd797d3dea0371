import { join } from "node:path";
import { readConfig } from "@formwork/engine/runtime/settings/read-config";
import type { Environment } from "@formwork/engine/runtime/settings/read-settings";

/** The settings of a worker that is a process of its own. */
export type WorkerConfig = ReturnType<typeof readWorkerConfig>;

/** Reads and checks the settings; throws one Error with every fault. */
export function readWorkerConfig(env: Environment) {
  const { home, commands, ...config } = readConfig("worker", env);
  return Object.freeze({ ...config, tmp: join(home, "tmp"), commands: commands === "allow" });
}
