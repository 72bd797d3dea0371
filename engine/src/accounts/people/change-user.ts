import { may } from "@formwork/contracts/account";
import type { ChangeUser } from "@formwork/contracts/person";
import { fail } from "../../errors.ts";
import type { Table } from "../../store/table.ts";
import type { StoredUser, UserRow } from "../account-tables.ts";
import { type Admins, isActiveAdmin } from "./admins.ts";

type ChangeDeps = {
  users: Table<UserRow>;
  admins: Admins;
  /** Called with the id of a user who ran jobs, and may not any more. */
  onIdle?: ((userId: string) => void) | undefined;
};

/** Times a change is tried while others change the same user. */
const maxAttempts = 20;

/**
 * Stores a change of a user and returns the user. An admin who is none afterwards leaves the row of
 * admins first; `last-admin` when nobody else is in it.
 */
export async function changeUser(
  { users, admins, onIdle }: ChangeDeps,
  id: string,
  change: ChangeUser,
): Promise<StoredUser> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const found = (await users.get({ id })) ?? fail("user-not-found");
    const row = changedUser(found.row, change);
    if (isActiveAdmin(found.row) && !isActiveAdmin(row)) await admins.remove(id);
    if ((await users.replaceIf({ row, version: found.version })).outcome !== "stored") continue;
    if (isActiveAdmin(row)) await admins.add(id);
    if (runsJobs(found.row) && !runsJobs(row)) onIdle?.(id);
    return row;
  }
  return fail("unavailable", "The user is being changed too often at once");
}

function runsJobs({ id, email, role }: StoredUser): boolean {
  return may({ id, email, role, sessionId: null }, "jobs:write");
}

/** Returns a user after a change. One who is disabled loses sessions and link for good. */
function changedUser<User extends StoredUser>(
  user: User,
  { role = user.role, sees = user.sees, disabled = user.disabled === true }: ChangeUser,
): User {
  const granted = sees === undefined ? {} : { sees };
  if (!disabled) {
    const { disabled: _, ...enabled } = user;
    // Without an optional property it is still such a user.
    return { ...enabled, role, ...granted } as User;
  }
  const { link: _, keptSession: __, ...rest } = user;
  return {
    ...{ ...rest, role, ...granted, disabled: true },
    generation: (user.generation ?? 0) + 1,
    keyGeneration: (user.keyGeneration ?? 0) + 1,
  } as User;
}
