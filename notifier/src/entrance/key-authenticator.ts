import { type Principal, scopes } from "@formwork/contracts/account";
import { createClient } from "@formwork/contracts/client/client";
import { isProblemError } from "@formwork/contracts/client/problem-error";
import type { ProblemCode } from "@formwork/contracts/problem";
import { isKeyText } from "@formwork/engine/accounts/keys/key-text";

/** Time within which the scheduler has to answer, in milliseconds. */
const answerTimeoutMs = 5000;
const refused: ProblemCode = "not-signed-in";

/**
 * Creates the function that returns whom a token or an API key acts for, or null for one that is
 * refused. It asks a scheduler, which has the store, and so knows what the caller may now. While none
 * answers it rejects: open sockets stay open.
 */
export function createKeyAuthenticator(
  schedulerUrl: string,
): (token: string) => Promise<Principal | null> {
  return async (token) => {
    try {
      const signal = AbortSignal.timeout(answerTimeoutMs);
      const client = createClient({ baseUrl: schedulerUrl, token });
      const { id, role, email, sees, templates, apiKey } = await client.call("auth.me", { signal });
      // Without limits the answer would be about more than the key.
      if (isKeyText(token) && apiKey === undefined) return null;
      const user = { id, role, email, sees, sessionId: null };
      // The names of templates that are hidden are told to nobody: those that are not limit it here.
      if (templates === null) return apiKey === undefined ? user : { ...user, key: apiKey };
      return { ...user, key: { id: "", scopes, ...apiKey, templates: templates ?? [] } };
    } catch (error) {
      if (isProblemError(error) && error.problem.code === refused) return null;
      throw error;
    }
  };
}
