import { fail } from "../../errors.ts";
import type { Table } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { readAllRows } from "../../store/tables/read-all-rows.ts";
import type { AdminsRow, StoredUser, UserRow } from "../account-tables.ts";

/**
 * Keeps that there is an admin who can sign in. Their ids stand in one row, so that of two admins
 * who remove each other at once one is refused. An id leaves the row before its user changes, and
 * enters it afterwards: a process that dies in between leaves too few ids there, never too many.
 * An id that enters while its user is disabled or removed stays there, so `remove` drops such ids.
 */
export type Admins = {
  /** Adds an admin who can sign in. */
  add: (userId: string) => Promise<void>;
  /** Removes one; `last-admin` when nobody would be left. */
  remove: (userId: string) => Promise<void>;
};

const id = "admins";

/** Returns true for an admin who can sign in. */
export function isActiveAdmin({ role, disabled, passwordHash, subject }: StoredUser): boolean {
  const canSignIn = passwordHash !== null || subject !== undefined;
  return role === "admin" && disabled !== true && canSignIn;
}

/** Creates the verbs on the row of admins, which is made from the users when it is first needed. */
export function createAdmins(params: { admins: Table<AdminsRow>; users: Table<UserRow> }): Admins {
  const { admins, users } = params;

  async function ensureRow(): Promise<void> {
    if ((await admins.get({ id })) !== null) return;
    const active = (await readAllRows(users, {})).filter(isActiveAdmin);
    await admins.insert({ row: { id, userIds: active.map((user) => user.id) } });
  }
  /** Drops the ids of users who are no admins any more. */
  async function dropFormer(): Promise<void> {
    const userIds = (await admins.get({ id }))?.row.userIds ?? [];
    const found = await Promise.all(userIds.map((userId) => users.get({ id: userId })));
    const active = found.flatMap((user) => (user && isActiveAdmin(user.row) ? user.row.id : []));
    const former = userIds.filter((userId) => !active.includes(userId));
    await change((all) => all.filter((userId) => !former.includes(userId)));
  }
  async function change(next: (userIds: string[]) => string[]): Promise<void> {
    await ensureRow();
    await changeRow(admins, { id }, (row) => {
      const userIds = next(row.userIds);
      return userIds.length === row.userIds.length ? null : { ...row, userIds };
    });
  }
  return {
    add: (userId) =>
      change((userIds) => (userIds.includes(userId) ? userIds : [...userIds, userId])),
    async remove(userId) {
      await dropFormer();
      await change((userIds) => {
        const others = userIds.filter((one) => one !== userId);
        if (others.length === 0)
          fail("last-admin", "Nobody else could manage Formwork; make another user an admin first");
        return others;
      });
    },
  };
}
