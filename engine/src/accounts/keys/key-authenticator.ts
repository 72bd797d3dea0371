import type { Principal } from "@formwork/contracts/account";
import type { Clock } from "../../runtime/clock.ts";
import type { Table } from "../../store/table.ts";
import type { StoredUser } from "../account-tables.ts";
import { createLookUps } from "../look-ups.ts";
import { type BarredFor, principalOf } from "../principal-of.ts";
import type { Sightings } from "../sightings.ts";
import type { Users } from "../users.ts";
import type { KeyRow } from "./key-table.ts";
import { isSecretOf, readKeyText } from "./key-text.ts";

/** A key and its owner as they are stored; null where one of them is not. */
type Found = { row: KeyRow; user: StoredUser; owner: Omit<Principal, "sessionId"> } | null;

/**
 * Creates the check of API keys, which returns whom a key acts for. A key that another process has
 * ended is accepted for up to two seconds more.
 */
export function createKeyAuthenticator(deps: {
  keys: Table<KeyRow>;
  users: Pick<Users, "find">;
  sightings: Sightings;
  barredFor: BarredFor;
  clock: Clock;
}) {
  const { keys, users, sightings, barredFor, clock } = deps;
  const lookUps = createLookUps<Found>({ clock });

  async function lookUp(handle: string): Promise<Found> {
    const row = (await keys.get({ handle }))?.row;
    const user = row === undefined ? null : await users.find({ id: row.userId });
    if (row === undefined || user === null) return null;
    return { row, user, owner: await principalOf(user, barredFor) };
  }
  return {
    forget: lookUps.forget,
    forgetAll: lookUps.clear,
    /** Returns the principal of a key, or null for one that is wrong or has ended. */
    async find(text: string): Promise<Principal | null> {
      const given = readKeyText(text);
      if (given === null) return null;
      const { handle, secret } = given;
      const found = await lookUps.once(handle, () => lookUp(handle));
      if (found === null || !works(found, secret, clock.now())) return null;
      await sightings.noteKey(keys, found.row);
      return keyPrincipal(found.owner, found.row);
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
  // One that was made while its owner was being disabled stays ended when the owner is enabled again.
  const isOfNow = (row.generation ?? 0) === (user.keyGeneration ?? 0);
  return (isCurrent || isPrevious) && !hasEnded && isOfNow && user.disabled !== true;
}

/** Returns the principal that a key makes of its owner. */
export function keyPrincipal(
  owner: Omit<Principal, "sessionId">,
  { id, name, scopes, templates }: Pick<KeyRow, "id" | "name" | "scopes" | "templates">,
): Principal {
  return { ...owner, sessionId: null, key: { id, name, scopes, templates } };
}
