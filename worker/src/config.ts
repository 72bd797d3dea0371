import { join } from "node:path";
import { readConfig } from "@formwork/engine/runtime/settings/read-config";
import type { Environment } from "@formwork/engine/runtime/settings/read-settings";

/**
 * Reads the settings of a worker that is a process of its own; throws one Error with every fault.
 */
export function readWorkerConfig(env: Environment) {
  const { home, commands, ...config } = readConfig("worker", env);
  return Object.freeze({ ...config, tmp: join(home, "tmp"), commands: commands === "allow" });
}
