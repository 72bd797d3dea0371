import type { SecretStore } from "@formwork/engine/secrets/secret-store";
import type { HandlersOf } from "../http/handler.ts";
import { paging } from "./paging.ts";

/** Keeps the secrets that templates name. */
export function secretHandlers({ secrets }: { secrets: SecretStore }): HandlersOf<"secrets"> {
  return {
    "secrets.list": ({ query }) => secrets.list(paging(query)),
    "secrets.get": ({ params }) => secrets.get(params),
    "secrets.set": async ({ params, body: input, caller }, reply) => {
      const { secret, created } = await secrets.set({ ...caller, ...params, input });
      if (!created) reply.alsoStatus();
      return secret;
    },
    "secrets.change": ({ params, body: input, caller }) =>
      secrets.change({ ...caller, ...params, input }),
    "secrets.delete": ({ params, query }) => secrets.remove({ ...params, ...query }),
  };
}
