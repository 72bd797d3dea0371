import type { Clock } from "../runtime/clock.ts";
import type { Store } from "../store/store.ts";
import type { Templates } from "../templates/templates.ts";
import { compareGroup } from "./compare-group.ts";
import type { DeadLetters } from "./dead-letters.ts";
import { listErrorGroups } from "./list-error-groups.ts";

/** Joins the verbs of dead letters. */
export function createDeadLetters(deps: {
  store: Store;
  clock: Clock;
  templates: Pick<Templates, "titles">;
}): DeadLetters {
  return {
    groups: (params) => listErrorGroups(deps, params),
    fields: (params) => compareGroup(deps, params),
  };
}
