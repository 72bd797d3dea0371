import { createHash } from "node:crypto";
import type { AuditEntry } from "@formwork/contracts/audit";
import { canonicalJson } from "../../templates/canonical-json.ts";

/** `previous` of the first entry. */
export const firstPrevious = "0".repeat(64);

/** Returns the hash of an entry: SHA-256 in hex of all its other fields as canonical JSON in UTF-8. */
export function entryHash({
  hash: _,
  ...rest
}: Omit<AuditEntry, "hash"> & { hash?: string }): string {
  return createHash("sha256").update(canonicalJson(rest), "utf8").digest("hex");
}
