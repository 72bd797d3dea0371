import type { Secret } from "@formwork/contracts/secret";
import { isoTime } from "../store/iso-time.ts";
import type { SecretRow } from "./secret-table.ts";

/** Returns a secret as a reply shows it: without its value. */
export function presentSecret(row: SecretRow, usedBy: string[]): Secret {
  const { name, description, templates, createdBy, updatedBy } = row;
  return {
    ...{ name, description, templates, createdBy, updatedBy, usedBy },
    createdAt: isoTime(row.createdAt),
    updatedAt: isoTime(row.updatedAt),
  };
}
