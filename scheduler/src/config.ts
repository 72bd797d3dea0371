import { firstAdmin } from "@formwork/engine/runtime/settings/first-admin";
import { providerConfig } from "@formwork/engine/runtime/settings/provider-settings";
import { readConfig } from "@formwork/engine/runtime/settings/read-config";
import type { Environment } from "@formwork/engine/runtime/settings/read-settings";
import { sealKeysOf } from "@formwork/engine/runtime/settings/seal-keys";

/**
 * Reads the settings of a scheduler that is a process of its own; throws one Error with every
 * fault.
 */
export function readSchedulerConfig(env: Environment) {
  const { adminEmail, adminPassword, generateJobs, sealKey, sealKeysRead, ...config } = readConfig(
    "scheduler",
    env,
  );
  const keys = sealKeysOf({ sealKey, sealKeysRead, secret: config.secret });
  return Object.freeze({
    ...config,
    sealKeys: () => keys,
    generateJobs: generateJobs === "allow",
    admin: firstAdmin({ adminEmail, adminPassword }),
    provider: providerConfig(config),
  });
}
