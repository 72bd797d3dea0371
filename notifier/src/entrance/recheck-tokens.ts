import type { Principal } from "@formwork/contracts/account";

type TokenHolder = { token: string; updatePrincipal: (principal: Principal | null) => void };
type Params = {
  sockets: Iterable<TokenHolder>;
  authenticate: (token: string) => Promise<Principal | null>;
};

const maxConcurrentChecks = 50;

/**
 * Checks the tokens of all sockets again, each token once: it may have expired or been revoked, or
 * its user may have another role by now.
 */
export async function recheckTokens({ sockets, authenticate }: Params): Promise<void> {
  const byToken = [...Map.groupBy(sockets, ({ token }) => token)];
  while (byToken.length > 0) {
    await Promise.all(
      byToken.splice(0, maxConcurrentChecks).map(async ([token, holders]) => {
        const principal = await authenticate(token);
        for (const holder of holders) holder.updatePrincipal(principal);
      }),
    );
  }
}
