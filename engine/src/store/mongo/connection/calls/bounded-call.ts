import { fail } from "../../../../errors.ts";
import { withTimeout } from "../../../../runtime/flow/with-timeout.ts";
import { databaseAway } from "../outage.ts";

/**
 * Milliseconds for one call, in which the driver waits twice for a server (2 s), a connection, and an
 * answer (10 s). A call that the driver itself loses, as it does those of `end-lost-writes.ts`, would
 * keep its caller waiting for ever: a worker that waits to settle holds the leases of its jobs
 * meanwhile.
 */
const maxCallMs = 40_000;

/** Makes a call of the driver; refuses it as `unavailable` when it is not answered in time. */
export function boundedCall<T>(call: () => Promise<T>, ms = maxCallMs): Promise<T> {
  return withTimeout(call(), ms, () => fail("unavailable", databaseAway));
}
