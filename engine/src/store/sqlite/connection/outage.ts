import { outage } from "../../../errors.ts";
import { diskRefusal } from "../../../runtime/disk-sync.ts";
import { outageOf } from "./outage-of.ts";

/**
 * Makes `unavailable` of an outage of SQLite or of a closed store; any other error stays what it
 * is.
 */
export function asRefusal(error: unknown): unknown {
  if (error instanceof Error && error.name === diskRefusal)
    return outage(error.message, error.cause);
  const detail = outageOf(error);
  if (detail === undefined) return error;
  return outage(`The database does not answer: ${detail}`, error);
}
