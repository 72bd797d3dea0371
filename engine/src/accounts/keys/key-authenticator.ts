import type { Principal } from "@formwork/contracts/account";
import type { Clock } from "../../runtime/clock.ts";
import type { Table } from "../../store/table.ts";
import type { StoredUser } from "../account-tables.ts";
import { createLookUps } from "../look-ups.ts";
import type { Sightings } from "../sightings.ts";
import type { Users } from "../users.ts";
import type { KeyRow } from "./key-table.ts";
import { isSecretOf, readKeyText } from "./key-text.ts";

/** A key and its owner as they are stored; null where one of them is not. */
type Found = { row: KeyRow; user: StoredUser } | null;

/**
 * Creates the check of API keys, which returns whom a key acts for. A key that another process has
 * ended is accepted for up to two seconds more.
 */
export function createKeyAuthenticator(deps: {
  keys: Table<KeyRow>;
  users: Pick<Users, "find">;
  sightings: Sightings;
  clock: Clock;
}) {
  const { keys, users, sightings, clock } = deps;
  const lookUps = createLookUps<Found>({ clock });

  async function lookUp(handle: string): Promise<Found> {
    const row = (await keys.get({ handle }))?.row;
    const user = row === undefined ? null : await users.find({ id: row.userId });
    return row === undefined || user === null ? null : { row, user };
  }
  return {
    forget: lookUps.forget,
    /** Returns the principal of a key, or null for one that is wrong or has ended. */
    async find(text: string): Promise<Principal | null> {
      const given = readKeyText(text);
      if (given === null) return null;
      const { handle, secret } = given;
      const found = await lookUps.once(handle, () => lookUp(handle));
      if (found === null || !works(found, secret, clock.now())) return null;
      await sightings.noteKey(keys, found.row);
      return principalOf(found);
    },
  };
}

/** Returns true while a secret opens a key: by its hash, or that before the last rotation. */
function works({ row, user }: NonNullable<Found>, secret: string, now: number): boolean {
  const { hash, previous, expiresAt } = row;
  const isCurrent = isSecretOf(secret, hash);
  const isPrevious =
    previous !== undefined && isSecretOf(secret, previous.hash) && previous.endsAt > now;
  const hasEnded = expiresAt !== null && expiresAt <= now;
  return (isCurrent || isPrevious) && !hasEnded && user.disabled !== true;
}

function principalOf({ row, user }: NonNullable<Found>): Principal {
  const { id, scopes, templates } = row;
  return {
    ...{ id: user.id, role: user.role, email: user.email, sessionId: null },
    key: { id, scopes, templates },
  };
}
