import { fail } from "../errors.ts";

/** Fails with `schedule-not-found`. */
export function scheduleNotFound(id: string): never {
  return fail("schedule-not-found", `No schedule has the id ${id}`);
}
