import type { Accounts } from "@formwork/engine/accounts/accounts";
import type { HandlersOf } from "../../http/handler.ts";
import { paging } from "../parameters/paging.ts";

/** Makes, lists, rotates and ends API keys. */
export function apiKeyHandlers({ accounts }: { accounts: Accounts }): HandlersOf<"api-keys"> {
  return {
    "api-keys.list": ({ query: { owner = "me", ...query }, caller }) =>
      accounts.apiKeys.list({ ...caller, owner, ...paging(query) }),
    "api-keys.create": ({ body: input, caller }) => accounts.apiKeys.create({ ...caller, input }),
    "api-keys.rotate": ({ params, caller }) => accounts.apiKeys.rotate({ ...caller, ...params }),
    "api-keys.delete": ({ params, caller }) => accounts.apiKeys.remove({ ...caller, ...params }),
  };
}
