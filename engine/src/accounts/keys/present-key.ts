import type { ApiKey } from "@formwork/contracts/api-key";
import { isoTime, isoTimeOrNull } from "../../store/iso-time.ts";
import type { KeyRow } from "./key-table.ts";
import { prefixOf } from "./key-text.ts";

/** Returns a key as lists show it: without any hash. */
export function presentKey(row: KeyRow, now: number): ApiKey {
  const { id, name, scopes, templates, previous } = row;
  const previousEndsAt = previous !== undefined && previous.endsAt > now ? previous.endsAt : null;
  return {
    ...{ id, name, prefix: prefixOf(row.handle), createdBy: row.userId, scopes, templates },
    ...{ createdAt: isoTime(row.createdAt), expiresAt: isoTimeOrNull(row.expiresAt) },
    ...{ lastUsedAt: isoTimeOrNull(row.seenAt), previousEndsAt: isoTimeOrNull(previousEndsAt) },
  };
}
