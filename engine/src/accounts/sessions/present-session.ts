import type { OpenSession } from "@formwork/contracts/person";
import { isoTime, isoTimeOrNull } from "../../store/iso-time.ts";
import type { StoredSession } from "../account-tables.ts";

/** Returns a session as its user sees it; `current` is the id of the one that asks. */
export function presentSession(session: StoredSession, current: string | null): OpenSession {
  const { id, createdAt, seenAt, expiresAt, address = null, device = null } = session;
  return {
    ...{ id, current: id === current, address, device, expiresAt: isoTime(expiresAt) },
    ...{ createdAt: isoTimeOrNull(createdAt), lastSeenAt: isoTimeOrNull(seenAt) },
  };
}
