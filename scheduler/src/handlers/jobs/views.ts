import type { Views } from "@formwork/engine/views/views";
import type { HandlersOf } from "../../http/handler.ts";

/** Keeps each caller's views of the job list. */
export function viewHandlers({ views }: { views: Views }): HandlersOf<"views"> {
  return {
    "views.list": ({ caller }) => views.list(caller),
    "views.create": ({ body: input, caller }) => views.create({ ...caller, input }),
    "views.change": ({ params, body: input, caller }) =>
      views.change({ ...caller, ...params, input }),
    "views.delete": ({ params, caller }) => views.remove({ ...caller, ...params }),
  };
}
