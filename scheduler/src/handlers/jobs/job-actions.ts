import { listFiltersOf } from "@formwork/contracts/job-action";
import type { Actions } from "@formwork/engine/bulk/actions";
import type { HandlersOf } from "../../http/handler.ts";
import { jobQuery } from "../parameters/job-query.ts";
import { paging } from "../parameters/paging.ts";

/** Makes, lists and stops actions on many jobs. */
export function jobActionHandlers({ actions }: { actions: Actions }): HandlersOf<"actions"> {
  return {
    "actions.create": async ({ body: input, headers, caller, signal }, reply) => {
      const { filter } = input;
      const makesRun = input.action === "retry" || input.action === "repair";
      const query = filter && jobQuery(listFiltersOf(filter), caller.principal, makesRun);
      const idempotencyKey = headers["idempotency-key"];
      const { action, created } = await actions.create({
        ...{ ...caller, input, query, idempotencyKey, signal },
      });
      if (!created) reply.alsoStatus();
      return action;
    },
    "actions.list": ({ query, caller: { principal } }) =>
      actions.list({ principal, ...paging(query) }),
    "actions.get": ({ params }) => actions.get(params),
    "actions.stop": ({ params, caller }) => actions.stop({ ...caller, ...params }),
  };
}
