import type { Accounts } from "@formwork/engine/accounts/accounts";
import type { HandlersOf } from "../http/handler.ts";

/** Sets up the first account, signs in and out. */
export function accountHandlers({ accounts }: { accounts: Accounts }): HandlersOf<"account"> {
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
