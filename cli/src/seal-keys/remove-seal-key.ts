import type { SealKeys } from "@formwork/contracts/seal-keys";
import type { Command } from "commander";
import type { ServerOptions } from "../connection/choose-server.ts";
import { connect } from "../connection/connect.ts";
import { sayingProblems } from "../connection/saying-problems.ts";
import { addServerOptions } from "../connection/server-options.ts";
import { endWith } from "../exit-codes.ts";
import { print } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { homeOfSealKeys } from "./home-of-seal-keys.ts";
import { dropSealKey, sealKeyFile, sealKeyIds } from "./seal-key-file.ts";

/** Adds `formwork keys remove`. */
export function addRemoveSealKey(group: Command, terminal: Terminal): void {
  const command = group
    .command("remove")
    .description("Remove a key that nothing is sealed with any more from the file of this machine")
    .argument("<id>", "id of an old key, as keys status shows it");
  addServerOptions(command).addHelpText(
    "after",
    `
The server says whether something is still sealed with the key; the file is that of FORMWORK_HOME.
Backups keep what the key sealed: keep a copy of it as long as those.

Example:
  formwork keys remove 1f0c2a9be4d7`,
  );
  command.action(async (id: string, options: ServerOptions) => {
    const home = homeOfSealKeys(terminal);
    const [current, ...others] = sealKeyIds(home);
    if (id === current)
      return endWith("usage", `${id} seals now. Make a new key first: formwork keys rotate`);
    if (!others.includes(id))
      return endWith(
        "usage",
        `${sealKeyFile(home)} has no key ${id}. Those that may be removed one day: ${others.join(", ") || "none"}`,
      );
    const connection = connect(terminal, options);
    await sayingProblems(connection, async () => {
      requireRemovable(id, await connection.client.call("seal-keys.status"));
    });
    dropSealKey(home, id);
    await print(terminal, [
      `Removed ${id} from ${sealKeyFile(home)}. Keep a copy of it as long as backups that it sealed.`,
    ]);
  });
}

function requireRemovable(id: string, { items }: SealKeys): void {
  const state = items.find((key) => key.id === id)?.state;
  if (state === "removable") return;
  endWith(
    "refused",
    state === undefined
      ? `The server knows no key ${id}: it is not the one of this FORMWORK_HOME, or has not looked for new keys yet. Nothing was removed`
      : `Something may still be sealed with ${id}. Nothing was removed; formwork keys status shows how far it is`,
  );
}
