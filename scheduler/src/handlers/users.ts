import type { Accounts } from "@formwork/engine/accounts/accounts";
import type { HandlersOf } from "../http/handler.ts";
import { paging } from "./paging.ts";

/** Manages users. The links in replies lead to the public address, whatever `Host` was sent. */
export function userHandlers(
  { accounts: { people } }: { accounts: Accounts },
  publicUrl: string,
): HandlersOf<"users"> {
  // After `#`, so that the token is in no request line, and in no log or `Referer`.
  const linkOf = (token: string) => `${publicUrl}/accept#${token}`;
  return {
    "users.list": ({ query }) => people.list(paging(query)),
    "users.invite": async ({ body }) => {
      const { user, token } = await people.invite(body);
      return { user, link: linkOf(token) };
    },
    "users.change": ({ params, body: change }) => people.change({ ...params, change }),
    "users.delete": ({ params }) => people.remove(params),
    "users.reset": async ({ params }) => ({ link: linkOf((await people.reset(params)).token) }),
  };
}
