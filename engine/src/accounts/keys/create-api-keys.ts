import { may, type Principal } from "@formwork/contracts/account";
import { type CreateApiKey, maxKeysPerUser } from "@formwork/contracts/api-key";
import { v7 as newId } from "uuid";
import { fail } from "../../errors.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Telemetry } from "../../runtime/telemetry.ts";
import type { Table } from "../../store/table.ts";
import { changeRow } from "../../store/tables/change-row.ts";
import { readAllRows } from "../../store/tables/read-all-rows.ts";
import type { Users } from "../users.ts";
import type { ApiKeys } from "./api-keys.ts";
import type { KeyRow } from "./key-table.ts";
import { createHandle, createKeyText } from "./key-text.ts";
import { presentKey } from "./present-key.ts";

type KeyDeps = {
  keys: Table<KeyRow>;
  clock: Clock;
  telemetry: Telemetry;
  users: Pick<Users, "find">;
  /** Called with the handle of each key that is changed or ended. */
  forget: (handle: string) => void;
};

/** How long the key before a rotation works, in milliseconds. */
const overlapMs = 24 * 3_600_000;

/** Joins the verbs of API keys. */
export function createApiKeys(deps: KeyDeps): ApiKeys & {
  /** Ends all keys of a user. */
  removeAllOf: (userId: string) => Promise<void>;
} {
  const { keys, clock, telemetry, forget } = deps;

  async function end({ id, handle, userId }: KeyRow): Promise<void> {
    await keys.remove({ key: id });
    forget(handle);
    telemetry.log.info("api-key.deleted", { keyId: id, userId });
  }
  return {
    async list({ principal, owner, ...paging }) {
      if (owner === "all" && !may(principal, "users:read"))
        return fail("forbidden", "Only admins see the keys of others");
      const where = owner === "all" ? {} : { userId: principal.id };
      const { items, next } = await keys.page({ ...paging, where, descending: true });
      return { items: items.map(({ row }) => presentKey(row, clock.now())), next };
    },
    async create({ principal, input }) {
      refuseWiderScopes(principal, input);
      const expiresAt = expiryOf(input, clock.now());
      // Before the key is stored: one whose owner is disabled meanwhile is of an older generation.
      const owner = (await deps.users.find({ id: principal.id })) ?? fail("not-signed-in");
      const { name, scopes, templates = null } = input;
      const handle = createHandle();
      const { text, hash } = createKeyText(handle);
      const made = { id: newId(), handle, userId: principal.id, createdAt: clock.now() };
      const row: KeyRow = {
        ...made,
        name,
        scopes: [...new Set(scopes)],
        templates,
        hash,
        expiresAt,
        generation: owner.keyGeneration ?? 0,
      };
      await insertInPlace(keys, row);
      telemetry.log.info("api-key.created", { keyId: row.id, userId: principal.id });
      return { ...presentKey(row, clock.now()), key: text };
    },
    async rotate({ principal, id }) {
      const { row: before } = await findOwn(keys, principal, id);
      const { text, hash } = createKeyText(before.handle);
      const row = await changeRow(keys, { id }, (key) => ({
        ...key,
        hash,
        previous: { hash: key.hash, endsAt: clock.now() + overlapMs },
      }));
      forget(before.handle);
      telemetry.log.info("api-key.rotated", { keyId: id, userId: principal.id });
      return { ...presentKey(row ?? fail("key-not-found"), clock.now()), key: text };
    },
    async remove({ principal, id }) {
      const isAdmin = may(principal, "users:write");
      const { row } = isAdmin
        ? ((await keys.get({ id })) ?? fail("key-not-found"))
        : await findOwn(keys, principal, id);
      await end(row);
    },
    async removeAllOf(userId) {
      for (const row of await readAllRows(keys, { userId })) await end(row);
    },
  };
}

/** Stores a key at a free place. Of several at once that would take the last one, one does. */
async function insertInPlace(keys: Table<KeyRow>, row: KeyRow): Promise<void> {
  for (;;) {
    const others = await readAllRows(keys, { userId: row.userId });
    const taken = new Set(others.map(({ place }) => place));
    const unplaced = others.filter(({ place }) => place === undefined).length;
    const places = Array.from({ length: maxKeysPerUser - unplaced }, (_, place) => place);
    const place = places.find((one) => !taken.has(one));
    if (place === undefined)
      return fail("too-many-keys", `At most ${maxKeysPerUser} keys can be kept; end one first`);
    if ((await keys.insert({ row: { ...row, place } })).outcome === "stored") return;
  }
}

/** Returns a key of a principal. One of somebody else is not there. */
async function findOwn(keys: Table<KeyRow>, { id: userId }: Principal, id: string) {
  const found = await keys.get({ id });
  return found === null || found.row.userId !== userId ? fail("key-not-found") : found;
}

/** Refuses scopes that the maker of a key has not. */
function refuseWiderScopes(principal: Principal, { scopes }: CreateApiKey): void {
  const wider = scopes.findIndex((scope) => !may(principal, scope));
  if (wider === -1) return;
  const message = `is more than a ${principal.role} may do`;
  fail("forbidden", `${scopes[wider]} ${message}`, [
    { pointer: `/scopes/${wider}`, message, keyword: "scope" },
  ]);
}

/** Returns when a key ends, in milliseconds since 1970, or null; refuses a time that is over. */
function expiryOf({ expiresAt }: CreateApiKey, now: number): number | null {
  if (expiresAt === undefined) return null;
  const at = Date.parse(expiresAt);
  if (at > now) return at;
  const message = "must be in the future";
  return fail("invalid-request", `/expiresAt ${message}`, [
    { pointer: "/expiresAt", message, keyword: "minimum" },
  ]);
}
