import type { Principal } from "@formwork/contracts/account";
import { LRUCache } from "lru-cache";
import type { Clock } from "../../runtime/clock.ts";
import type { Table } from "../../store/table.ts";
import type { StoredUser } from "../account-tables.ts";
import type { Sightings } from "../sightings.ts";
import type { Users } from "../users.ts";
import type { KeyRow } from "./key-table.ts";
import { isSecretOf, readKeyText } from "./key-text.ts";

/** A key and its owner as they are stored; null where one of them is not. */
type Found = { row: KeyRow; user: StoredUser } | null;
type LookUp = { at: number; found: Promise<Found> };

/** Time for which a look-up in the store is reused. */
const lookUpTtlMs = 2000;
const maxLookUps = 10_000;

/**
 * Creates what tells whom an API key acts for. A key that another process has ended is accepted for
 * up to two seconds more.
 */
export function createKeyAuthenticator(deps: {
  keys: Table<KeyRow>;
  users: Pick<Users, "find">;
  sightings: Sightings;
  clock: Clock;
}) {
  const { keys, users, sightings, clock } = deps;
  const lookUps = new LRUCache<string, LookUp>({ max: maxLookUps });

  async function lookUp(handle: string): Promise<Found> {
    const row = (await keys.get({ handle }))?.row;
    const user = row === undefined ? null : await users.find({ id: row.userId });
    return row === undefined || user === null ? null : { row, user };
  }
  /** Looks a key up, once for all requests of two seconds. A failure is not reused. */
  function lookUpOnce(handle: string): Promise<Found> {
    const known = lookUps.get(handle);
    if (known && clock.monotonic() - known.at < lookUpTtlMs) return known.found;
    const found = lookUp(handle);
    lookUps.set(handle, { at: clock.monotonic(), found });
    found.catch(() => lookUps.delete(handle));
    return found;
  }
  return {
    forget: (handle: string) => void lookUps.delete(handle),
    /** Returns the principal of a key, or null for one that is wrong or has ended. */
    async find(text: string): Promise<Principal | null> {
      const given = readKeyText(text);
      const found = given && (await lookUpOnce(given.handle));
      if (!given || !found || !works(found, given.secret, clock.now())) return null;
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
