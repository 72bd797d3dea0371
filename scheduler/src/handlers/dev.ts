import type { Engine } from "@formwork/engine/engine";
import { fail } from "@formwork/engine/errors";
import type { HandlersOf } from "../http/handler.ts";

/** Makes jobs to try things out with, where that is allowed. */
export function devHandlers(engine: Engine, isAllowed: boolean): HandlersOf<"dev"> {
  return {
    "dev.generate-jobs": async ({ body, caller }) => {
      if (!isAllowed)
        fail(
          "forbidden",
          "Jobs are generated only by `formwork start` on an address of this machine, or where FORMWORK_GENERATE_JOBS is allow",
        );
      const ids = await engine.jobs.generate({ ...caller, ...body });
      return { accepted: ids.length, ids };
    },
  };
}
