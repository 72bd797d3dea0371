import type { Clock } from "../runtime/clock.ts";
import type { Store } from "../store/store.ts";
import type { Templates } from "../templates/templates.ts";
import { followersTable, numbersFollower, numbersTable } from "./number-tables.ts";
import type { Numbers } from "./numbers.ts";
import { readQueueRates } from "./queue-rates.ts";
import { readTimeline } from "./timeline.ts";

/** Joins the verbs that read the kept counts. Any process can; one of them keeps them. */
export function createNumbers({
  store,
  templates,
  clock,
}: {
  store: Store;
  templates: Pick<Templates, "titles">;
  clock: Clock;
}): Numbers {
  const rows = store.table(numbersTable);
  const followers = store.table(followersTable);
  const follower = async () => (await followers.get({ name: numbersFollower }))?.row ?? null;
  const deps = { store, templates, rows, follower, now: clock.now };
  return {
    timeline: (params) => readTimeline(deps, params),
    queueRates: ({ minutes }) => readQueueRates(rows, clock.now(), minutes),
  };
}
