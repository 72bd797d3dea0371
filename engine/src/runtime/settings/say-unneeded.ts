import type { Telemetry } from "../telemetry.ts";
import type { Command } from "./command.ts";
import type { Environment } from "./read-settings.ts";
import { unneededSecrets } from "./unneeded-secrets.ts";

/** Logs which secrets a process was given and ignores: whoever breaks into it finds them there. */
export function sayUnneeded(command: Command, env: Environment, { log }: Telemetry): void {
  const names = unneededSecrets(command, env);
  if (names.length > 0)
    log.warn("settings.unneeded", { names, detail: `a ${command} has no need of these secrets` });
}
