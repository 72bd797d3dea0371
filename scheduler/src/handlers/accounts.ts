import type { Accounts } from "@formwork/engine/accounts/accounts";
import type { Handlers } from "../http/handler.ts";

type Own = "setup.state" | "setup.create" | "auth.sign-in" | "auth.sign-out" | "auth.me";

/** Setting up, signing in and out. */
export function accountHandlers({ accounts }: { accounts: Accounts }): Pick<Handlers, Own> {
  return {
    "setup.state": async () => ({ needed: await accounts.setUpNeeded() }),
    "setup.create": async ({ body }, reply) => {
      const session = await accounts.setUp(body);
      reply.signIn(session);
      return session;
    },
    "auth.sign-in": async ({ body, address }, reply) => {
      const session = await accounts.signIn({ ...body, address });
      reply.signIn(session);
      return session;
    },
    "auth.sign-out": async ({ caller }, reply) => {
      await accounts.signOut(caller.principal);
      reply.signOut();
    },
    "auth.me": ({ caller }) => accounts.me(caller.principal),
  };
}
