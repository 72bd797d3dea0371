import { fail } from "../errors.ts";

/** Fails with `worker-not-found`. */
export function workerNotFound(id: string): never {
  return fail(
    "worker-not-found",
    `No worker has the id ${id}; those that went offline are kept for a day`,
  );
}
