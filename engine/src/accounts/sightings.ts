import type { Clock } from "../runtime/clock.ts";
import type { Telemetry } from "../runtime/telemetry.ts";
import type { Store } from "../store/store.ts";
import type { Table } from "../store/table.ts";
import { changeRow } from "../store/tables/change-row.ts";
import {
  type StoredSession,
  type StoredUser,
  sessionsTable,
  usersTable,
} from "./account-tables.ts";
import type { KeyRow } from "./keys/key-table.ts";

/** Time in milliseconds for which a use is not written again: lists show it to the minute. */
const sightingMs = 60_000;

export type Sightings = ReturnType<typeof createSightings>;
type Seen = { id: string; seenAt?: number };

/** Creates what keeps when sessions, keys and users were last used, at the cost of a write a minute. */
export function createSightings(deps: {
  store: Pick<Store, "table">;
  clock: Clock;
  telemetry: Telemetry;
}) {
  const { clock } = deps;
  const sessions = deps.store.table(sessionsTable);
  const users = deps.store.table(usersTable);
  const isOld = ({ seenAt = 0 }: Seen) => clock.now() - seenAt >= sightingMs;
  async function note<Row extends Seen>(table: Table<Row>, { id, seenAt }: Seen): Promise<void> {
    if (!isOld({ id, ...(seenAt === undefined ? {} : { seenAt }) })) return;
    // All these tables have the key `id`.
    await changeRow(table, { id } as object, (row) =>
      isOld(row) ? { ...row, seenAt: clock.now() } : null,
    );
  }
  /** A store that cannot write now refuses nobody. */
  async function leniently(userId: string, work: Promise<unknown>): Promise<void> {
    await work.catch((error) =>
      deps.telemetry.log.warn("account.unseen", { userId, error: String(error) }),
    );
  }
  return {
    /** Notes the use of a session. */
    note: (session: StoredSession, user: StoredUser) =>
      leniently(user.id, Promise.all([note(sessions, session), note(users, user)])),
    /** Notes the use of an API key. */
    noteKey: (keys: Table<KeyRow>, row: KeyRow) => leniently(row.userId, note(keys, row)),
  };
}
