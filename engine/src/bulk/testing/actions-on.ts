import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { CreateJobAction, JobAction } from "@formwork/contracts/job-action";
import { createAnnouncer } from "../../announcements/announcer.ts";
import type { Bus } from "../../bus/bus.ts";
import type { JobQuery } from "../../jobs/job-query.ts";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import { aClock } from "../../schedules/testing/schedules-on.ts";
import type { Store } from "../../store/store.ts";
import { ann } from "../../testing/an-engine.ts";
import { someSecrets } from "../../testing/some-secrets.ts";
import type { ActionDeps } from "../action-deps.ts";
import { actionsTable, targetsTable } from "../action-tables.ts";
import { createActions } from "../create-actions.ts";
import { runPortion } from "../portion/run-portion.ts";

/** The time after which a portion of a dead process is another's, and any pause is over. */
const longMs = 60_000;

/** Builds what one process has of actions, on a store that others may share. */
export function actionsOn(store: Store, changes: Partial<ActionDeps> = {}) {
  const events: FormworkEvent[] = [];
  // Later than all that a test stores.
  const clock = aClock(new Date(Date.now() + 1000).toISOString());
  const bus: Bus = { ...silentBus, publish: async (published) => void events.push(...published) };
  const telemetry = silentTelemetry();
  const deps: ActionDeps = {
    ...{ store, bus, clock, telemetry },
    templates: noTemplates,
    secrets: someSecrets("a secret of the tests"),
    storing: () => undefined,
    committed: () => undefined,
    actions: store.table(actionsTable),
    targets: store.table(targetsTable),
    announce: createAnnouncer({
      ...{ bus, clock, table: changes.actions ?? store.table(actionsTable) },
      where: ({ id }) => ({ id }),
    }).announce,
    current: async (principal) => principal,
    ...changes,
  };
  const actions = createActions({ ...deps, started: () => undefined });
  const never = new AbortController().signal;

  /** Works on the portion that is due next; false when no action is under way. */
  async function work(): Promise<boolean> {
    const [next] = (await deps.actions.page({ order: "dueAt", limit: 1 })).items;
    if (next === undefined) return false;
    if (next.row.dueAt !== null && next.row.dueAt > clock.now()) clock.add(longMs);
    await runPortion(deps, next, never);
    return true;
  }
  return {
    ...{ deps, events, actions, clock, work },
    create: async (input: CreateJobAction, query?: JobQuery) =>
      (await actions.create({ ...ann, input, query: query ?? {} })).action,
    get: ({ id }: JobAction) => actions.get({ id }),
    /** Works until no action is under way. */
    async drain() {
      while (await work());
    },
  };
}

/** No titles; nothing else is asked of them where no job is made. */
const noTemplates = { titles: async () => [] } as unknown as ActionDeps["templates"];

const silentBus: Omit<Bus, "publish"> = {
  inProcess: true,
  open: async () => undefined,
  close: async () => undefined,
  follow: () => Promise.reject(new Error("nobody follows this bus")),
  signal: () => undefined,
  onSignal: () => Promise.reject(new Error("nobody listens to this bus")),
  health: () => ({ ok: true, detail: "" }),
};
