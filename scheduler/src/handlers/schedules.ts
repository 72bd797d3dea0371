import type { Schedules } from "@formwork/engine/schedules/schedules";
import type { HandlersOf } from "../http/handler.ts";
import { paging } from "./parameters/paging.ts";
import { timeOf } from "./parameters/time-of.ts";

/** Makes, lists, changes and fires schedules. */
export function scheduleHandlers({ schedules }: { schedules: Schedules }): HandlersOf<"schedules"> {
  return {
    "schedules.list": ({ query: { template, q, attention, missedSince, ...query }, caller }) =>
      schedules.list({
        principal: caller.principal,
        template,
        q,
        attention,
        missedSince: timeOf(missedSince),
        ...paging(query),
      }),
    "schedules.calendar": ({ query, caller: { principal } }) =>
      schedules.calendar({ ...query, principal }),
    "schedules.results": ({ query, caller: { principal } }) =>
      schedules.results({ ids: query.id ?? [], principal }),
    "schedules.create": ({ body, caller }) => schedules.create({ ...caller, input: body }),
    "schedules.preview": ({ body, caller }) => schedules.preview({ ...caller, input: body }),
    "schedules.get": ({ params }) => schedules.get(params),
    "schedules.change": ({ params, body, caller }) =>
      schedules.change({ ...caller, ...params, input: body }),
    "schedules.delete": ({ params, caller }) => schedules.delete({ ...caller, ...params }),
    "schedules.slots": ({ params, query }) => schedules.slots({ ...params, ...paging(query) }),
    "schedules.pause": ({ params, body, caller }) =>
      schedules.pause({ ...caller, ...params, reason: body.reason }),
    "schedules.resume": ({ params, caller }) => schedules.resume({ ...caller, ...params }),
    "schedules.trigger": ({ params, caller }) => schedules.trigger({ ...caller, ...params }),
    "schedules.skip-next": ({ params, caller }) => schedules.skipNext({ ...caller, ...params }),
    "schedules.backfill": ({ params, body, caller }) =>
      schedules.backfill({ ...caller, ...params, input: body }),
  };
}
