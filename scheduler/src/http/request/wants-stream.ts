import type { Operation } from "@formwork/contracts/operations/operation";
import type { Context } from "../context.ts";

const stream = "text/event-stream";

/** Whether an operation answers with events: it does nothing else, or the caller prefers them. */
export function wantsEventStream(ctx: Context, { reply, replyType, streams }: Operation): boolean {
  if (streams === undefined || reply === undefined) return replyType === stream;
  return ctx.accepts("application/json", stream) === stream;
}
