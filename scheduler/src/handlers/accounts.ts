import type { Accounts } from "@formwork/engine/accounts/accounts";
import type { HandlersOf } from "../http/handler.ts";
import { paging } from "./paging.ts";

/** Sets up the first account, signs in and out, and changes the caller's own credentials. */
export function accountHandlers({ accounts }: { accounts: Accounts }): HandlersOf<"account"> {
  return {
    "setup.state": async () => ({ needed: await accounts.setUpNeeded() }),
    "setup.create": async ({ body, address, device }, reply) => {
      const session = await accounts.setUp({ ...body, address, device });
      reply.signIn(session);
      return session;
    },
    "auth.sign-in": async ({ body, address, device }, reply) => {
      const session = await accounts.signIn({ ...body, address, device });
      reply.signIn(session);
      return session;
    },
    "auth.sign-out": async ({ caller }, reply) => {
      await accounts.signOut(caller.principal);
      reply.signOut();
    },
    "auth.me": ({ caller }) => accounts.me(caller.principal),
    "auth.accept": async ({ body, address, device }, reply) => {
      const session = await accounts.accept({ ...body, address, device });
      reply.signIn(session);
      return session;
    },
    "auth.password": ({ body, caller, address }) =>
      accounts.changePassword({ ...caller, ...body, address }),
    "auth.sessions": ({ query, caller }) => accounts.sessions({ ...caller, ...paging(query) }),
    "auth.end-session": ({ params, caller }) => accounts.endSession({ ...caller, ...params }),
  };
}
