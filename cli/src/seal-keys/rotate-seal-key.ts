import { join, resolve } from "node:path";
import { keyIdOf } from "@formwork/engine/jobs/secrets/key-ring";
import { formworkSettings } from "@formwork/engine/runtime/settings/formwork-settings";
import type { Command } from "commander";
import { endWith } from "../exit-codes.ts";
import { print } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { addSealKey, hasSealKeys } from "./seal-key-file.ts";

/** Says of `keys rotate` what it does without an id. */
export function addRotateText(group: Command): void {
  const rotate = group.commands.find((command) => command.name() === "rotate");
  rotate?.addHelpText(
    "after",
    "\nWithout an id it makes a new key that seals secrets, for the installation in FORMWORK_HOME on\nthis machine; docs/secrets.md has the steps for services:\n  formwork keys rotate",
  );
}

/**
 * Makes a new key that seals secrets, in the file that `formwork start` reads. A server that runs
 * takes it within ten seconds; values sealed before stay readable, and are sealed again.
 */
export async function rotateSealKey(terminal: Terminal): Promise<void> {
  const { env } = terminal;
  if (env.FORMWORK_SEAL_KEY)
    return endWith(
      "usage",
      `FORMWORK_SEAL_KEY is set, so the key is replaced there. ${forServices}`,
    );
  const home = resolve(
    env.FORMWORK_HOME || (formworkSettings.FORMWORK_HOME.setting.fallback ?? ""),
  );
  const place = { etc: join(home, "etc") };
  if (!hasSealKeys(place))
    return endWith(
      "usage",
      `There is no etc/seal-keys below ${home}: set FORMWORK_HOME to the folder of an installation. ${forServices}`,
    );
  const key = addSealKey(place);
  await print(terminal, [
    `New key ${keyIdOf(key)} in ${join(place.etc, "seal-keys")}: it seals from now on, and within ten seconds in a server that runs.`,
    "What older keys sealed stays readable, and is sealed again. Watch it with: formwork keys status",
  ]);
}

const forServices = "For services, docs/secrets.md has the steps";
