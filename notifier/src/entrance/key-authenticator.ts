import type { Principal } from "@formwork/contracts/account";
import { createClient } from "@formwork/contracts/client/client";
import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { ProblemCode } from "@formwork/contracts/problem";
import { readKeyText } from "@formwork/engine/accounts/keys/key-text";

/** Time within which the scheduler has to answer, in milliseconds. */
const answerTimeoutMs = 5000;
const refused: ProblemCode = "not-signed-in";

/**
 * Creates the function that returns whom an API key acts for, or null for one that is refused. It
 * asks a scheduler, which has the store. While none answers it rejects: open sockets stay open.
 */
export function createKeyAuthenticator(
  schedulerUrl: string,
): (key: string) => Promise<Principal | null> {
  return async (key) => {
    if (readKeyText(key) === null) return null;
    try {
      const signal = AbortSignal.timeout(answerTimeoutMs);
      const {
        id,
        role,
        email,
        apiKey: limits,
      } = await createClient({
        baseUrl: schedulerUrl,
        token: key,
      }).call("auth.me", { signal });
      // Without limits the answer would be about more than the key.
      return limits === undefined ? null : { id, role, email, sessionId: null, key: limits };
    } catch (error) {
      if (isProblemError(error) && error.problem.code === refused) return null;
      throw error;
    }
  };
}
