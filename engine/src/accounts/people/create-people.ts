import { v7 as newId } from "uuid";
import { fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import { isoTime } from "../../store/iso-time.ts";
import type { Table } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import type { UserRow } from "../account-tables.ts";
import { normalizeEmail } from "../normalize-email.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Admins } from "./admins.ts";
import { changeUser } from "./change-user.ts";
import { resetMs } from "./link-for-reset.ts";
import { createLink } from "./link-token.ts";
import type { People } from "./people.ts";
import { presentPerson } from "./present-person.ts";

export type PeopleDeps = {
  users: Table<UserRow>;
  admins: Admins;
  sessions: Sessions;
  clock: Clock;
  telemetry: Telemetry;
  /** Ends all API keys of a user. */
  endKeysOf: (userId: string) => Promise<void>;
  /** Makes the next request of every caller look up again what the caller may. */
  forgetAll: () => void;
  /** Called with the id of each user who is disabled or removed. */
  onEnded?: ((userId: string) => void) | undefined;
  /** Called with the id of each user whose role lets run no jobs any more. */
  onIdle?: ((userId: string) => void) | undefined;
};

/** How long an invitation works, in milliseconds: it may wait for its reader. */
const invitationMs = 7 * 24 * 3_600_000;

/** Joins the verbs by which admins manage users. */
export function createPeople(deps: PeopleDeps): People {
  const { users, admins, sessions, clock, telemetry } = deps;
  async function endAccess(id: string): Promise<void> {
    await Promise.all([sessions.closeAllOf(id), deps.endKeysOf(id)]);
    deps.onEnded?.(id);
  }

  return {
    async list(paging) {
      const { items, next } = await users.page(paging);
      return { items: items.map(({ row }) => presentPerson(row, clock.now())), next };
    },
    async get({ id }) {
      const found = (await users.get({ id })) ?? fail("user-not-found");
      return presentPerson(found.row, clock.now());
    },
    async invite({ email, role, sees }) {
      const id = newId();
      const { token, link } = createLink(id, clock.now() + invitationMs);
      const made = { id, email: normalizeEmail(email), role, createdAt: isoTime(clock.now()) };
      const granted = sees === undefined ? {} : { sees };
      const user: UserRow = { ...made, ...granted, passwordHash: null, link };
      if ((await users.insert({ row: user })).outcome === "taken") return refuseEmail();
      telemetry.log.info("account.invited", { userId: id, role });
      return { user: presentPerson(user, clock.now()), token };
    },
    async change({ id, change }) {
      const user = await changeUser(deps, id, change);
      if (user.disabled === true) await endAccess(id);
      deps.forgetAll();
      telemetry.log.info("account.changed", { userId: id, role: user.role });
      return presentPerson(user, clock.now());
    },
    async remove({ id }) {
      if ((await users.get({ id })) === null) fail("user-not-found");
      // Also where the user is no admin: another process may just be making one of it.
      await admins.remove(id);
      await users.remove({ key: id });
      await endAccess(id);
      telemetry.log.info("account.deleted", { userId: id });
    },
    async unlink({ id }) {
      const user = await changeRow(users, { id }, (row) =>
        row.subject === undefined || row.passwordHash === null ? null : unlinked(row),
      );
      if (user === null) return fail("user-not-found");
      if (user.subject !== undefined)
        return fail("no-password", "Make a reset link first: without it nobody could sign in");
      await sessions.closeAllOf(id);
      telemetry.log.info("account.unlinked", { userId: id });
      return presentPerson(user, clock.now());
    },
    async reset({ id }) {
      const { token, link } = createLink(id, clock.now() + resetMs);
      const user = await changeRow(users, { id }, (row) =>
        row.disabled === true ? null : { ...row, link },
      );
      if (user === null) return fail("user-not-found");
      if (user.link?.hash !== link.hash) return fail("user-disabled", "Enable the user first");
      telemetry.log.info("account.reset", { userId: id });
      return { token };
    },
  };
}

/** Returns a user without the name at the provider; the same write ends all sessions. */
function unlinked({ subject: _, keptSession: __, ...user }: UserRow): UserRow {
  return { ...user, generation: (user.generation ?? 0) + 1 };
}

function refuseEmail(): never {
  const message = "belongs to another user";
  return fail("user-exists", "Another user has this address", [
    { pointer: "/email", message, keyword: "unique" },
  ]);
}
