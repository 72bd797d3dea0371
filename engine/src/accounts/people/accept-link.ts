import type { AcceptLink } from "@formwork/contracts/person";
import { fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import type { StoredUser } from "../account-tables.ts";
import { type PasswordDeps, withPassword } from "../passwords/change-password.ts";
import type { NewSignIn, Origin } from "../sessions/signed-in.ts";
import { type Admins, isActiveAdmin } from "./admins.ts";
import { opensLink, readLinkToken } from "./link-token.ts";

/** Returns the user whom a link is for. Wrong links are limited by address. */
export async function checkLink(
  { users, limits, clock, telemetry }: PasswordDeps & { clock: Clock },
  { token, address }: { token: string } & Origin,
): Promise<StoredUser> {
  const tries = await limits.takeAddress(address);
  const { userId: id, secret } = readLinkToken(token);
  const user = (await users.get({ id }))?.row ?? null;
  if (user === null || !opensLink(user, secret, clock.now())) {
    telemetry.log.warn("account.refused", { address });
    return fail("link-wrong");
  }
  await tries.putBack();
  return user;
}

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
  const { users, admins, sessions, credentials, clock, telemetry } = deps;
  const invited = await checkLink(deps, { token, ...from });
  await from.intend?.(invited);
  const { id } = invited;
  const { secret } = readLinkToken(token);
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
