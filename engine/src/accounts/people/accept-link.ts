import type { AcceptLink } from "@formwork/contracts/person";
import { fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import type { StoredUser } from "../account-tables.ts";
import { type PasswordDeps, withPassword } from "../passwords/change-password.ts";
import type { NewSignIn, Origin } from "../sessions/signed-in.ts";
import { type Admins, isActiveAdmin } from "./admins.ts";
import { opensLink, readLinkToken } from "./link-token.ts";

/**
 * Sets the password of the user whom a link is for, ends the user's sessions, and opens one. One
 * write uses up the link and sets the password, so that a link works once.
 */
export async function acceptLink(
  deps: PasswordDeps & {
    admins: Admins;
    clock: Clock;
    open: (user: StoredUser, from: Origin) => Promise<NewSignIn>;
  },
  { token, password, ...from }: AcceptLink & Origin,
): Promise<NewSignIn> {
  const { users, admins, sessions, credentials, limits, clock, telemetry } = deps;
  const tries = await limits.takeAddress(from.address);
  const { userId: id, secret } = readLinkToken(token);
  const found = await users.get({ id });
  if (!opensLink(found?.row ?? null, secret, clock.now())) {
    telemetry.log.warn("account.refused", { address: from.address });
    fail("link-wrong");
  }
  await tries.putBack();
  const passwordHash = await credentials.hash(password);
  const user = await changeRow(users, { id }, (row) =>
    opensLink(row, secret, clock.now()) ? withPassword(row, passwordHash, null) : null,
  );
  if (user?.passwordHash !== passwordHash) return fail("link-wrong");
  if (isActiveAdmin(user)) await admins.add(id);
  await sessions.closeAllOf(id);
  telemetry.log.info("account.accepted", { userId: id, address: from.address });
  return deps.open(user, from);
}
