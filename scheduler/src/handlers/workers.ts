import type { Workers } from "@formwork/engine/workers/workers";
import type { HandlersOf } from "../http/handler.ts";
import { paging } from "./paging.ts";

/** Lists workers, and lets them drain and resume. */
export function workerHandlers({ workers }: { workers: Workers }): HandlersOf<"workers"> {
  return {
    "workers.list": ({ query }) => workers.list(paging(query)),
    "workers.counts": () => workers.counts(),
    "workers.drain": ({ params, caller }) => workers.drain({ ...caller, ...params }),
    "workers.resume": ({ params, caller }) => workers.resume({ ...caller, ...params }),
    "workers.forget": ({ params, caller }) => workers.forget({ ...caller, ...params }),
  };
}
