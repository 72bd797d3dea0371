import { isLoopback } from "@formwork/engine/runtime/service/is-loopback";
import { firstAdmin } from "@formwork/engine/runtime/settings/first-admin";
import { providerConfig } from "@formwork/engine/runtime/settings/provider-settings";
import { readConfig } from "@formwork/engine/runtime/settings/read-config";
import type { Environment } from "@formwork/engine/runtime/settings/read-settings";

/** The settings of `formwork start`, which runs every part in one process. */
export type StartConfig = ReturnType<typeof readStartConfig>;

/**
 * Reads and checks the settings; throws one Error with every fault. Where only this machine can
 * reach Formwork, command templates run and jobs are generated without being allowed.
 */
export function readStartConfig(env: Environment) {
  const { adminEmail, adminPassword, commands, generateJobs, ...config } = readConfig("start", env);
  return Object.freeze({
    ...config,
    admin: firstAdmin({ adminEmail, adminPassword }),
    provider: providerConfig(config),
    commands: commands === "allow" || (commands === null && isLoopback(config.host)),
    generateJobs: generateJobs === "allow" || (generateJobs === null && isLoopback(config.host)),
  });
}
