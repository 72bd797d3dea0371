import type { Principal } from "@formwork/contracts/account";

type Checked = { token: string; renew: (principal: Principal | null) => void };
type Params = {
  sockets: Iterable<Checked>;
  authenticate: (token: string) => Promise<Principal | null>;
};

const tokensAtOnce = 50;

/**
 * Asks about the token of every socket again (T18): it may have expired, been revoked, or now
 * belong to another role.
 */
export async function recheckTokens({ sockets, authenticate }: Params): Promise<void> {
  const byToken = [...Map.groupBy(sockets, ({ token }) => token)];
  while (byToken.length > 0) {
    await Promise.all(
      byToken.splice(0, tokensAtOnce).map(async ([token, group]) => {
        const principal = await authenticate(token);
        for (const socket of group) socket.renew(principal);
      }),
    );
  }
}
