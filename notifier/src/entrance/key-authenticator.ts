import { type Me, maxTokensAtOnce, type Principal, scopes } from "@formwork/contracts/account";
import { createClient } from "@formwork/contracts/client/client";
import { isKeyText } from "@formwork/engine/accounts/keys/key-text";
import { createServiceTokens } from "@formwork/engine/accounts/service-tokens";

/** Time within which the scheduler has to answer, in milliseconds. */
const answerTimeoutMs = 5000;
/** Milliseconds that a token waits for others to be asked about with it. */
const gatherMs = 10;

type Question = {
  token: string;
  resolve: (principal: Principal | null) => void;
  reject: (error: unknown) => void;
};

/**
 * Creates the function that returns whom a token or an API key acts for, or null for one that is
 * refused. It asks a scheduler, which has the store, and so knows what the caller may now: about all
 * tokens of a moment in one call. While none answers it rejects: open sockets stay open.
 */
export function createKeyAuthenticator({
  schedulerUrl,
  secret,
}: {
  schedulerUrl: string;
  /** Shows the scheduler that a service of its own asks. */
  secret: string;
}): (token: string) => Promise<Principal | null> {
  const services = createServiceTokens(secret);
  let waiting: Question[] = [];

  async function ask(questions: readonly Question[]): Promise<void> {
    try {
      const body = { tokens: questions.map(({ token }) => token) };
      const signal = AbortSignal.timeout(answerTimeoutMs);
      const token = services.sign({ name: "notifier", now: Date.now() });
      const client = createClient({ baseUrl: schedulerUrl, token });
      const { items } = await client.call("auth.check", { body, signal });
      for (const [index, { token, resolve }] of questions.entries())
        resolve(principalOf(token, items[index] ?? null));
    } catch (error) {
      for (const { reject } of questions) reject(error);
    }
  }
  function askAll(): void {
    const questions = waiting;
    waiting = [];
    for (let from = 0; from < questions.length; from += maxTokensAtOnce)
      void ask(questions.slice(from, from + maxTokensAtOnce));
  }
  return (token) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ token, resolve, reject }) === 1) setTimeout(askAll, gatherMs);
    });
}

function principalOf(token: string, me: Me | null): Principal | null {
  if (me === null) return null;
  const { id, role, email, sees, templates, apiKey } = me;
  // Without limits the answer would be about more than the key.
  if (isKeyText(token) && apiKey === undefined) return null;
  const user = { id, role, email, sees, sessionId: null };
  // The names of templates that are hidden are told to nobody: those that are not limit it here.
  if (templates === null) return apiKey === undefined ? user : { ...user, key: apiKey };
  return { ...user, key: { id: "", scopes, ...apiKey, templates: templates ?? [] } };
}
