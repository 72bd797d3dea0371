import type { JobRepair } from "@formwork/contracts/job-action";
import { fail } from "../errors.ts";
import type { Secrets } from "../jobs/secrets/secrets.ts";

/** A repair is kept until its last job was reached: sealed, since its changes may hold secrets. */
const pointer = "/repair";

/** Seals the repair among the options of an action for the owner, its trace. */
export function sealRepair(
  secrets: Secrets,
  options: Record<string, unknown>,
  { ownerId, givenBy }: { ownerId: string; givenBy: string },
): Record<string, unknown> {
  return secrets.seal(options, { ownerId, places: [{ pointer, givenBy }] });
}

/** Opens what `sealRepair` sealed. Fails with `state-conflict` where it was sealed with another key. */
export function openRepair(
  secrets: Secrets,
  options: Record<string, unknown>,
  owner: { ownerId: string },
): JobRepair {
  const { payload, unreadable } = secrets.read(options, owner);
  if (unreadable.length > 0)
    fail("state-conflict", "The changes were sealed with another key; repair again");
  // The row of the operation has checked what was sealed.
  return payload.repair as JobRepair;
}
