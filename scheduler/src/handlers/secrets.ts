import type { SealingStatus } from "@formwork/engine/reseal/show-seal-keys";
import type { SecretStore } from "@formwork/engine/secrets/secret-store";
import type { HandlersOf } from "../http/handler.ts";
import { paging } from "./parameters/paging.ts";

/** Keeps the secrets that templates name, and shows the keys that seal. */
export function secretHandlers({
  secrets,
  sealing,
}: {
  secrets: SecretStore;
  sealing: SealingStatus;
}): HandlersOf<"secrets"> {
  return {
    "seal-keys.status": () => sealing.status(),
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
