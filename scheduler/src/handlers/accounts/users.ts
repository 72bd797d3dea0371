import type { Accounts } from "@formwork/engine/accounts/accounts";
import type { HandlersOf } from "../../http/handler.ts";
import { paging } from "../parameters/paging.ts";

/** Manages users. The links in replies lead to the public address, whatever `Host` was sent. */
export function userHandlers(
  { accounts }: { accounts: Accounts },
  publicUrl: string,
): HandlersOf<"users"> {
  // After `#`, so that the token is in no request line, and in no log or `Referer`.
  const linkOf = (token: string) => `${publicUrl}/accept#${token}`;
  return {
    "users.list": ({ query }) => accounts.people.list(paging(query)),
    "users.invite": async ({ body }) => {
      const { user, token } = await accounts.people.invite(body);
      return { user, link: linkOf(token) };
    },
    "users.change": ({ params, body: change }) => accounts.people.change({ ...params, change }),
    "users.delete": ({ params }) => accounts.people.remove(params),
    "users.unlink": ({ params }) => accounts.people.unlink(params),
    "users.reset": async ({ params }) => ({
      link: linkOf((await accounts.people.reset(params)).token),
    }),
  };
}
