import { fail } from "../errors.ts";

/** Fails with `job-not-found`. */
export function jobNotFound(id: string): never {
  return fail("job-not-found", `No job has the id ${id}`);
}
