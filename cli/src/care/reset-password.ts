import { join } from "node:path";
import { linkForReset } from "@formwork/engine/accounts/people/link-for-reset";
import { systemClock as clock } from "@formwork/engine/runtime/clock";
import { urlOf } from "@formwork/engine/runtime/service/listen";
import { refuseOtherUser } from "../backup/places.ts";
import { readStartConfig } from "../config.ts";
import { endWith } from "../exit-codes.ts";
import { print } from "../terminal/print.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { storeFacts } from "./store-facts.ts";
import { withAudit } from "./with-audit.ts";

/**
 * Makes a reset link for a user in the store that the settings name, and prints it: the way back for
 * the last admin who has lost the password. Works beside a running Formwork, and is recorded in the
 * audit log.
 */
export async function runResetPassword(terminal: Terminal, email: string): Promise<void> {
  const { home, store, publicUrl, host, port } = readStartConfig(terminal.env);
  if (store.startsWith("sqlite:")) refuseOtherUser({ home });
  await refuseOtherSchema(store, home);
  const file = join(home, "data", "formwork.db");
  const token = await withAudit({ url: store, file }, async (opened) => {
    const made = await linkForReset({ store: opened.store, clock, email });
    if ("refused" in made) return endWith("refused", made.refused);
    await opened.record("user.reset", { target: `user:${made.userId}` });
    return made.token;
  });
  const address = publicUrl ?? urlOf(host, port);
  await print(terminal, [
    `${address}/accept#${token}`,
    `${email} chooses a new password with this link, once, within a day; until then the old one works`,
  ]);
}

/** An open store is brought to the newest schema, which is for a start to do. */
async function refuseOtherSchema(store: string, home: string): Promise<void> {
  const { schema, newestSchema } = await storeFacts(store, home);
  if (schema === newestSchema) return;
  endWith(
    "refused",
    schema === null
      ? "There is no Formwork in this store yet"
      : `The store has schema ${schema}, and this Formwork ${newestSchema}: use the one that runs`,
  );
}
