import { join } from "node:path";
import { readConfig } from "@formwork/engine/runtime/settings/read-config";
import type { Environment } from "@formwork/engine/runtime/settings/read-settings";
import { sealKeysOf } from "@formwork/engine/runtime/settings/seal-keys";

/**
 * Reads the settings of a worker that is a process of its own; throws one Error with every fault.
 */
export function readWorkerConfig(env: Environment) {
  const { home, commands, secret, sealKey, sealKeysRead, ...config } = readConfig("worker", env);
  // With a key that seals, the secret of tokens is not its business.
  const keys = sealKeysOf({ sealKey, sealKeysRead, secret: sealKey === null ? secret : null });
  return Object.freeze({
    ...config,
    home,
    sealKeys: () => keys,
    tmp: join(home, "tmp"),
    commands: commands === "allow",
  });
}
