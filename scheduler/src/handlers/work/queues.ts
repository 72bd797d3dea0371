import type { Queues } from "@formwork/engine/queues/queues";
import type { HandlersOf } from "../../http/handler.ts";
import { paging } from "../parameters/paging.ts";

/** Watches, pauses and limits queues. */
export function queueHandlers({ queues }: { queues: Queues }): HandlersOf<"queues"> {
  return {
    "queues.list": ({ query }) => queues.list(paging(query)),
    "queues.get": ({ params }) => queues.get(params),
    "queues.keys": ({ params, caller: { principal } }) => queues.keys({ ...params, principal }),
    "queues.change": ({ params, body, caller }) =>
      queues.change({ ...caller, ...params, change: body }),
    "queues.pause": ({ params, body, caller }) =>
      queues.pause({ ...caller, ...params, reason: body.reason }),
    "queues.resume": ({ params, caller }) => queues.resume({ ...caller, ...params }),
  };
}
