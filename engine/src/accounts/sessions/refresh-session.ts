import { fail } from "../../errors.ts";
import type { Sessions } from "./sessions.ts";
import type { Origin, SignedIn } from "./signed-in.ts";

/** Exchanges the first of some refresh tokens that counts; `not-signed-in` where none does. */
export async function refreshSession(
  sessions: Pick<Sessions, "refresh">,
  tokens: readonly string[],
  from: Origin,
): Promise<SignedIn> {
  for (const token of tokens) {
    const refreshed = await sessions.refresh(token, from);
    if (refreshed !== null) return refreshed;
  }
  return fail("not-signed-in", "The session has ended. Sign in again");
}
