import type { DeadLetters } from "@formwork/engine/dead-letters/dead-letters";
import type { HandlersOf } from "../../http/handler.ts";
import { jobQuery } from "../parameters/job-query.ts";
import { paging } from "../parameters/paging.ts";

/** Reads the dead letters by their error. */
export function deadLetterHandlers({
  deadLetters,
}: {
  deadLetters: DeadLetters;
}): HandlersOf<"dead-letters"> {
  return {
    "errors.list": ({ query, caller, signal }) =>
      deadLetters.groups({
        query: jobQuery(query, caller.principal),
        sort: query.sort ?? "-lastAt",
        signal,
        ...paging(query),
      }),
    "errors.fields": ({ params, caller: { principal } }) =>
      deadLetters.fields({ ...params, principal }),
  };
}
