import type { Principal } from "@formwork/contracts/account";
import { createSemaphore } from "@formwork/engine/runtime/flow/semaphore";

type TokenHolder = { token: string; updatePrincipal: (principal: Principal | null) => void };
type Params = {
  sockets: Iterable<TokenHolder>;
  authenticate: (token: string) => Promise<Principal | null>;
  /** Tokens that are checked at once. */
  atOnce?: number | undefined;
};

/** Where each check is a look into the store, which answers others too. */
const checksAtOnce = 50;

/**
 * Checks the tokens of all sockets again, each token once: it may have expired or been revoked, or
 * its user may have another role by now.
 */
export async function recheckTokens({
  sockets,
  authenticate,
  atOnce = checksAtOnce,
}: Params): Promise<void> {
  const semaphore = createSemaphore({ permits: atOnce });
  const byToken = Map.groupBy(sockets, ({ token }) => token);
  await Promise.all(
    Array.from(byToken, async ([token, holders]) => {
      const release = await semaphore.acquire();
      const principal = await authenticate(token).finally(release);
      // A socket may have shown its next token meanwhile; what became of the one before is nothing to it.
      for (const holder of holders) if (holder.token === token) holder.updatePrincipal(principal);
    }),
  );
}
