import type { Principal } from "@formwork/contracts/account";
import type { ChangePassword } from "@formwork/contracts/person";
import { fail } from "../../errors.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Table } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import type { StoredUser, UserRow } from "../account-tables.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Credentials } from "./credentials.ts";
import type { SignInLimits } from "./sign-in-limits.ts";

export type PasswordDeps = {
  users: Table<UserRow>;
  sessions: Sessions;
  credentials: Credentials;
  limits: SignInLimits;
  telemetry: Telemetry;
};

/**
 * Changes the password of a principal who knows the current one. The same write ends all sessions
 * but the principal's; of two changes at once, one counts.
 */
export async function changePassword(
  deps: PasswordDeps,
  params: ChangePassword & { principal: Principal; address?: string | undefined },
): Promise<void> {
  const { id, sessionId } = params.principal;
  const { users, sessions, credentials, telemetry } = deps;
  const stored = await provePassword(deps, params);
  const passwordHash = await credentials.hash(params.next);
  const after = await changeRow(users, { id }, (user) =>
    user.passwordHash === stored ? withPassword(user, passwordHash, sessionId) : null,
  );
  if (after?.passwordHash !== passwordHash) fail("wrong-password");
  await sessions.closeAllOf(id, sessionId);
  telemetry.log.info("account.password", { userId: id });
}

/**
 * Refuses a principal who does not know the own password; tries are limited. Returns the hash that
 * was compared with.
 */
export async function provePassword(
  { users, credentials, limits, telemetry }: PasswordDeps,
  params: { principal: Principal; current: string; address?: string | undefined },
): Promise<string | null> {
  const { id, email, sessionId } = params.principal;
  // A session has tries of its own, which no stranger uses up.
  const tries = await limits.take({ email, address: params.address, device: sessionId });
  const stored = (await users.get({ id }))?.row.passwordHash ?? null;
  if ((await credentials.verify({ password: params.current, stored })) === "wrong") {
    telemetry.log.warn("account.refused", { userId: id, address: params.address });
    fail("wrong-password");
  }
  await tries.putBack();
  return stored;
}

/** Returns a user with a new password, which ends the link and all sessions but the one to keep. */
export function withPassword<User extends StoredUser>(
  user: User,
  passwordHash: string,
  keptSession: string | null,
): User {
  const { link: _, keptSession: __, ...rest } = user;
  const generation = (user.generation ?? 0) + 1;
  const kept = keptSession === null ? {} : { keptSession };
  // Without optional properties it is still such a user.
  return { ...rest, passwordHash, generation, ...kept } as User;
}
