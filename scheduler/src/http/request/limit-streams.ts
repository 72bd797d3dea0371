import type { Operation } from "@formwork/contracts/operations/operation";
import { fail } from "@formwork/engine/errors";
import { nameOf } from "@formwork/engine/rates/subject";
import { createConnectionQuota } from "@formwork/engine/runtime/connection-quota";
import type { Middleware } from "../context.ts";
import { subjectOfCall } from "./limit-calls.ts";
import { wantsEventStream } from "./wants-stream.ts";

/** Event streams that a user or key may have open at once with one scheduler. */
const streamsPerCaller = 50;

/** Makes the middleware that bounds how many event streams a caller has open at once. */
export function createStreamLimit(): (row: Operation) => Middleware {
  const quota = createConnectionQuota(streamsPerCaller);

  return (row) =>
    async function limitStreams(ctx, next) {
      if (!wantsEventStream(ctx, row)) return next();
      const owner = nameOf(subjectOfCall(ctx));
      if (!quota.acquire(owner))
        fail(
          "too-many-requests",
          `You have ${streamsPerCaller} event streams open, which is as many as may be; close one first`,
        );
      const release = () => quota.release(owner);
      if (ctx.res.closed) release();
      else ctx.res.once("close", release);
      await next();
    };
}
