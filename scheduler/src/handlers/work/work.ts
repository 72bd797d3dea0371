import { type ClaimWork, maxClaimWaitMs } from "@formwork/contracts/work";
import type { RemoteWork } from "@formwork/engine/work/remote/remote-work";
import type { WorkerFacts } from "@formwork/engine/workers/worker-table";
import type { HandlersOf } from "../../http/handler.ts";
import { waitOf } from "../parameters/wait-of.ts";

/** Claims, reports and settles for remote workers. */
export function workHandlers({ remote }: { remote: RemoteWork }): HandlersOf<"work"> {
  return {
    "work.claim": ({ body: { wait, limit = 1, ...body }, address, signal }) => {
      const waitMs = waitOf(wait, { pointer: "/wait", maxMs: maxClaimWaitMs });
      const { templates, queues } = body;
      return remote.claim({
        ...{ worker: factsOf(body, address), templates, queues },
        ...{ limit, waitMs, signal },
      });
    },
    "work.renew": async ({ body }) => ({ leases: await remote.renew(body) }),
    "work.log": ({ body }) => remote.log(body),
    "work.progress": ({ body }) => remote.progress(body),
    "work.succeed": ({ body }) => remote.succeed(body),
    "work.fail": ({ body }) => remote.fail(body),
    "work.release": ({ body }) => remote.release(body),
  };
}

/**
 * Returns a remote worker as lists show it. Its id has a prefix, so that none can take the place of
 * one of Formwork's own workers.
 */
function factsOf({ worker, queues }: ClaimWork, address: string): WorkerFacts {
  const { id, host = address, version = "", concurrency = 1 } = worker;
  return {
    ...{ id: `remote:${id}`, kinds: ["remote"], queues: queues ?? null },
    ...{ concurrency, host, pid: null, version },
  };
}
