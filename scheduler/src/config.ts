import { firstAdmin } from "@formwork/engine/runtime/settings/first-admin";
import { readConfig } from "@formwork/engine/runtime/settings/read-config";
import type { Environment } from "@formwork/engine/runtime/settings/read-settings";

/**
 * Reads the settings of a scheduler that is a process of its own; throws one Error with every
 * fault.
 */
export function readSchedulerConfig(env: Environment) {
  const { adminEmail, adminPassword, generateJobs, ...config } = readConfig("scheduler", env);
  return Object.freeze({
    ...config,
    generateJobs: generateJobs === "allow",
    admin: firstAdmin({ adminEmail, adminPassword }),
  });
}
