import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { Retention } from "@formwork/contracts/retention";
import { createAnnouncers } from "../../announcements/create-announcers.ts";
import { systemClock } from "../../runtime/clock.ts";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import { settingsTable } from "../../settings/setting-table.ts";
import { writeSetting } from "../../settings/write-setting.ts";
import type { Store } from "../../store/store.ts";
import { createCleanUp } from "../clean-up.ts";
import { pruneTable } from "../prune-table.ts";
import type { RetentionDeps } from "../retention-deps.ts";

type Overrides = Awaited<ReturnType<RetentionDeps["templates"]["retentions"]>>;

/** Keeps everything for ever. */
export const keepAll: Retention = { succeeded: null, failed: null, cancelled: null, logs: null };

/**
 * Builds what one process has of the retention, on a store that others may share. Its clock goes as
 * far ahead as a test moves it.
 */
export function retentionOn(
  store: Store,
  given: { overrides?: Overrides; store?: Partial<Store> } = {},
) {
  const events: FormworkEvent[] = [];
  let ahead = 0;
  const clock = {
    ...systemClock,
    now: () => systemClock.now() + ahead,
    monotonic: () => systemClock.monotonic() + ahead,
  };
  const bus = { publish: async (published: FormworkEvent[]) => void events.push(...published) };
  const deps: RetentionDeps = {
    store: { ...store, ...given.store },
    clock,
    telemetry: silentTelemetry(),
    templates: { retentions: async () => given.overrides ?? [] },
    settings: store.table(settingsTable),
    runs: store.table(pruneTable),
    announce: createAnnouncers({ store, bus, clock }).retention.announce,
  };
  const cleanUp = createCleanUp(deps);

  return {
    ...{ deps, events, cleanUp },
    /** Saves what is kept for how long; `0s` is what no caller may say. */
    async keep(changes: Partial<Retention>): Promise<void> {
      const value = { ...keepAll, ...changes };
      await writeSetting(deps.settings, { name: "retention", value });
      cleanUp.hurry();
    },
    /** Lets the loop run until there is nothing more to do at once. */
    async run(): Promise<void> {
      while (await cleanUp.step());
    },
    later(ms: number): void {
      ahead += ms;
    },
    lastRun: async () => (await deps.runs.get({ id: "prune" }))?.row.lastRun ?? null,
  };
}
