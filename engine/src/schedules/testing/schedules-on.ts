import type { FormworkEvent } from "@formwork/contracts/events/events";
import type { TemplateDefinition } from "@formwork/contracts/template";
import { createAnnouncers } from "../../announcements/create-announcers.ts";
import { createJobs } from "../../jobs/create-jobs.ts";
import type { Clock } from "../../runtime/clock.ts";
import { silentTelemetry } from "../../runtime/telemetry.ts";
import type { Store } from "../../store/store.ts";
import { createRegistry } from "../../templates/registry.ts";
import { createSandbox } from "../../templates/sandbox/sandbox.ts";
import { ann, greet } from "../../testing/an-engine.ts";
import { someSecrets } from "../../testing/some-secrets.ts";
import { createSchedules } from "../create-schedules.ts";
import { fireDueSchedules } from "../fire/fire-due.ts";
import type { ScheduleDeps } from "../schedule-deps.ts";
import { schedulesTable, slotsTable } from "../schedule-tables.ts";

/** A clock that stands still until a test moves it. */
export type TestClock = Clock & { set: (at: string) => void; add: (ms: number) => void };

/** Makes a clock at a time, which lies in the past so that all jobs are due. */
export function aClock(start: string): TestClock {
  let now = Date.parse(start);
  return {
    now: () => now,
    monotonic: () => now,
    random: () => 0.5,
    set(at) {
      now = Date.parse(at);
    },
    add(ms) {
      now += ms;
    },
  };
}

/** Builds what one process has of schedules, on a store that others may share. */
export async function schedulesOn(
  store: Store,
  clock: TestClock,
  changes: Partial<ScheduleDeps> = {},
) {
  const events: FormworkEvent[] = [];
  const announcing = new Set<Promise<void>>();
  let isAway = false;
  const bus: ScheduleDeps["bus"] = {
    ...silentBus,
    publish: async (published) =>
      isAway ? Promise.reject(new Error("away")) : void events.push(...published),
  };
  const schedules = store.table(schedulesTable);
  const announcer = createAnnouncers({ store, bus, clock }).schedules;
  const announce: ScheduleDeps["announce"] = (stored) => {
    const announced = announcer.announce(stored);
    announcing.add(announced);
    return announced;
  };
  const settle = async () => void (await Promise.allSettled(announcing));
  const telemetry = silentTelemetry();
  const sandbox = createSandbox({ telemetry });
  const templates = createRegistry({ store, sandbox, telemetry, clock, folder: null });
  const deps: ScheduleDeps = {
    ...{ store, bus, clock, telemetry, templates },
    secrets: someSecrets("a secret of more than thirty-two letters"),
    committed: () => undefined,
    storing: () => undefined,
    schedules,
    slots: store.table(slotsTable),
    announce,
    maker: async (id) => ({ principal: { ...ann.principal, id } }),
    ...changes,
  };
  const publish = (changes: Partial<TemplateDefinition> = {}) =>
    templates.publish({ ...ann, name: "greet", definition: { ...greet, ...changes } });
  await publish();
  return {
    deps,
    events,
    publish,
    schedules: createSchedules(deps),
    jobs: createJobs(deps),
    /** Fires what is due, and waits until its events are out. */
    async fire(changes: Partial<ScheduleDeps> = {}) {
      await settle();
      const fired = await fireDueSchedules({ ...deps, ...changes }).finally(settle);
      return fired;
    },
    /** Resolves once the events of everything done so far are out, or have failed. */
    settle,
    /** Takes the bus away from this process, or gives it back. */
    loseBus: (isLost: boolean) => {
      isAway = isLost;
    },
    announceLeft: announcer.announceLeft,
    stop: () => templates.close(),
  };
}

const silentBus: ScheduleDeps["bus"] = {
  inProcess: true,
  open: async () => undefined,
  close: async () => undefined,
  publish: async () => undefined,
  follow: () => Promise.reject(new Error("nobody follows this bus")),
  signal: () => undefined,
  onSignal: () => Promise.reject(new Error("nobody listens to this bus")),
  health: () => ({ ok: true, detail: "" }),
};
