import type { Engine } from "@formwork/engine/engine";
import type { Handlers } from "../http/handler.ts";
import { accountHandlers } from "./accounts.ts";
import { logHandlers } from "./job-logs.ts";
import { jobHandlers } from "./jobs.ts";
import { templateHandlers } from "./templates.ts";

/** A handler for every operation; the compiler misses any that is not there. */
export function createHandlers(engine: Engine): Handlers {
  return {
    ...accountHandlers(engine),
    ...templateHandlers(engine),
    ...jobHandlers(engine),
    ...logHandlers({ engine }),
  };
}
