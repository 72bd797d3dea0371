import { actionsTable } from "../bulk/action-tables.ts";
import type { Bus } from "../bus/bus.ts";
import { queuesTable } from "../queues/queue-table.ts";
import { pruneTable } from "../retention/prune-table.ts";
import type { Clock } from "../runtime/clock.ts";
import { schedulesTable } from "../schedules/schedule-tables.ts";
import type { Store } from "../store/store.ts";
import { templatesTable } from "../templates/versions/template-tables.ts";
import { workersTable } from "../workers/worker-table.ts";
import { createAnnouncer } from "./announcer.ts";

export type Announcers = ReturnType<typeof createAnnouncers>;

/** Creates one announcer for each table whose rows carry events. Jobs have an outbox of their own. */
export function createAnnouncers({
  store,
  ...deps
}: {
  store: Pick<Store, "table">;
  bus: Pick<Bus, "publish">;
  clock: Clock;
}) {
  const byId = ({ id }: { id: string }) => ({ id });
  const byName = ({ name }: { name: string }) => ({ name });
  const { table } = store;
  return {
    templates: createAnnouncer({ ...deps, table: table(templatesTable), where: byName }),
    schedules: createAnnouncer({
      ...{ ...deps, table: table(schedulesTable), where: byId },
      // A schedule that was deleted goes with its last event.
      gone: ({ id, isDeleted }) => (isDeleted ? id : null),
    }),
    queues: createAnnouncer({ ...deps, table: table(queuesTable), where: byName }),
    workers: createAnnouncer({ ...deps, table: table(workersTable), where: byId }),
    actions: createAnnouncer({ ...deps, table: table(actionsTable), where: byId }),
    retention: createAnnouncer({ ...deps, table: table(pruneTable), where: byId }),
  };
}
