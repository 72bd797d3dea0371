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

/** Time in milliseconds for which a use is not written again: lists show it to the minute. */
const sightingMs = 60_000;

type Seen = { id: string; seenAt?: number };

/** Creates what keeps when sessions and users were last used, at the cost of a write a minute. */
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
    if (!isOld({ id, seenAt })) return;
    // Both tables have the key `id`.
    await changeRow(table, { id } as object, (row) =>
      isOld(row) ? { ...row, seenAt: clock.now() } : null,
    );
  }
  return {
    /** Notes the use of a session. A store that cannot write now refuses nobody. */
    async note(session: StoredSession, user: StoredUser): Promise<void> {
      try {
        await note(sessions, session);
        await note(users, user);
      } catch (error) {
        deps.telemetry.log.warn("account.unseen", { userId: user.id, error: String(error) });
      }
    },
  };
}
