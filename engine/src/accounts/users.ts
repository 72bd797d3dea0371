import type { Store } from "../store/store.ts";
import { changeRow } from "../store/tables/change-row.ts";
import { type StoredUser, usersTable } from "./account-tables.ts";

/** The users of the store. */
export type Users = {
  /** Returns true until the first user is stored. */
  isEmpty: () => Promise<boolean>;
  /** Stores the first user; returns false when there is one already. */
  insertFirst: (user: StoredUser) => Promise<boolean>;
  /** Returns the user with an address or an id, or null. */
  find: (by: { email: string } | { id: string }) => Promise<StoredUser | null>;
  /** Replaces the hash `before` of a user; does nothing when the user is gone or has another hash. */
  setPasswordHash: (params: { id: string; before: string; passwordHash: string }) => Promise<void>;
};

/** Creates the verbs of users on the table `users`. */
export function createUsers({ store }: { store: Pick<Store, "table"> }): Users {
  const users = store.table(usersTable);

  async function isEmpty(): Promise<boolean> {
    return (await users.page({ limit: 1 })).items.length === 0;
  }

  return {
    isEmpty,
    async insertFirst(user) {
      if (!(await isEmpty())) return false;
      return (await users.insert({ row: { ...user, first: true } })).outcome === "stored";
    },
    async find(by) {
      const found = await users.get(by);
      if (found === null) return null;
      const { first, ...user } = found.row;
      return user;
    },
    async setPasswordHash({ id, before, passwordHash }) {
      await changeRow(users, { id }, (user) =>
        user.passwordHash === before ? { ...user, passwordHash } : null,
      );
    },
  };
}
