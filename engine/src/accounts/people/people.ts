import type { ChangeUser, InviteUser, Person } from "@formwork/contracts/person";
import type { Page, Paging } from "../../store/page.ts";

/** The verbs by which admins manage users. Each line names the problems that it throws. */
export type People = {
  /** Returns a page of users, in the order in which they were added. */
  list: (params: Paging) => Promise<Page<Person>>;
  /** Returns a user. `user-not-found`. */
  get: (params: { id: string }) => Promise<Person>;
  /** Adds a user without a password, and returns the token of the invitation. `user-exists`. */
  invite: (params: InviteUser) => Promise<{ user: Person; token: string }>;
  /** Changes role, or disables or enables. `user-not-found`, `last-admin`. */
  change: (params: { id: string; change: ChangeUser }) => Promise<Person>;
  /** Removes a user, and ends sessions and API keys. `user-not-found`, `last-admin`. */
  remove: (params: { id: string }) => Promise<void>;
  /**
   * Lets a user sign in with the provider no more, and ends the user's sessions, of which one may be
   * that of somebody else. `user-not-found`, `no-password`.
   */
  unlink: (params: { id: string }) => Promise<Person>;
  /** Makes a new link, in place of an older one. `user-not-found`, `user-disabled`. */
  reset: (params: { id: string }) => Promise<{ token: string }>;
};
