import { workerSeenBy } from "@formwork/contracts/policies/workers";
import type { Workers } from "@formwork/engine/workers/workers";
import type { HandlersOf } from "../../http/handler.ts";
import { paging } from "../parameters/paging.ts";

/** Lists workers, and lets them drain and resume. */
export function workerHandlers({ workers }: { workers: Workers }): HandlersOf<"workers"> {
  return {
    "workers.list": async ({ query, caller: { principal } }) => {
      const { items, next } = await workers.list(paging(query));
      return { items: items.map((worker) => workerSeenBy(principal, worker)), next };
    },
    "workers.counts": () => workers.counts(),
    "workers.drain": async ({ params, caller }) =>
      workerSeenBy(caller.principal, await workers.drain({ ...caller, ...params })),
    "workers.resume": async ({ params, caller }) =>
      workerSeenBy(caller.principal, await workers.resume({ ...caller, ...params })),
    "workers.forget": ({ params, caller }) => workers.forget({ ...caller, ...params }),
  };
}
