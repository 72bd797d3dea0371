import type { Clock } from "../../runtime/clock.ts";
import type { Store } from "../../store/store.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { usersTable } from "../account-tables.ts";
import { normalizeEmail } from "../normalize-email.ts";
import { createLink } from "./link-token.ts";

/** How long a reset link works, in milliseconds. */
export const resetMs = 24 * 3_600_000;

/**
 * Makes a link with which a user chooses a new password, for whoever may write to the store. A link of
 * before works no more.
 */
export async function linkForReset({
  store,
  clock,
  email,
}: {
  store: Pick<Store, "table">;
  clock: Pick<Clock, "now">;
  email: string;
}): Promise<{ token: string; userId: string } | { refused: string }> {
  const users = store.table(usersTable);
  const found = await users.get({ email: normalizeEmail(email) });
  if (found === null) return { refused: `No user has the address ${email}` };
  const { id } = found.row;
  const { token, link } = createLink(id, clock.now() + resetMs);
  const user = await changeRow(users, { id }, (row) =>
    row.disabled === true ? null : { ...row, link },
  );
  return user?.link?.hash === link.hash
    ? { token, userId: id }
    : { refused: `${email} is disabled, or was removed just now` };
}
