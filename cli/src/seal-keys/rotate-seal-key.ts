import { keyIdOf } from "@formwork/engine/jobs/secrets/key-ring";
import type { Command } from "commander";
import { print } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { homeOfSealKeys } from "./home-of-seal-keys.ts";
import { addSealKey, sealKeyFile } from "./seal-key-file.ts";

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
  const place = homeOfSealKeys(terminal);
  const key = addSealKey(place);
  await print(terminal, [
    `New key ${keyIdOf(key)} in ${sealKeyFile(place)}: it seals from now on, and within ten seconds in a server that runs.`,
    "What older keys sealed stays readable, and is sealed again. Watch it with: formwork keys status",
  ]);
}
