import { outage } from "../../../errors.ts";
import { outageOf } from "./outage-of.ts";

/**
 * Makes `unavailable` of an outage of SQLite or of a closed store; any other error stays what it
 * is.
 */
export function asRefusal(error: unknown): unknown {
  const detail = outageOf(error);
  if (detail === undefined) return error;
  return outage(`The database does not answer: ${detail}`, error);
}
