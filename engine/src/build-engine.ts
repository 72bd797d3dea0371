import { join } from "node:path";
import { createBus } from "./bus/create-bus.ts";
import { createEngine } from "./create-engine.ts";
import type { Engine } from "./engine.ts";
import { systemClock as clock } from "./runtime/clock.ts";
import type { Telemetry } from "./runtime/telemetry.ts";
import { createStore } from "./store/create-store.ts";

/** The settings of an engine: those of the same name in `runtime/settings`. */
export type EngineConfig = {
  store: string;
  bus: string;
  /** Folder for the files of the embedded store and bus; without it they live in memory. */
  data?: string | undefined;
  /** Folder of template files; null reads none. */
  templates: string | null;
  secret: string;
  /** `accept`: the secret is that of the store from now on, although another one was. */
  newKey?: "accept" | null | undefined;
  leaseMs: number;
  rescueMs: number;
};

/** What a process does with its engine. `formwork start` has every role. */
export type Role = "scheduler" | "worker";

/**
 * Builds the engine of a process from its settings. A scheduler reads the folder of templates and
 * runs the loops; a worker takes the templates that a scheduler has published.
 */
export async function buildEngine(
  config: EngineConfig,
  telemetry: Telemetry,
  roles: readonly Role[],
): Promise<Engine> {
  const { store, bus, data, templates, secret, leaseMs, rescueMs } = config;
  const file = (name: string) => (data === undefined ? undefined : join(data, name));
  const isScheduler = roles.includes("scheduler");
  return createEngine({
    store: await createStore({ url: store, file: file("formwork.db"), clock, telemetry }),
    bus: await createBus({ url: bus, file: file("bus.db"), clock, telemetry }),
    clock,
    telemetry,
    templatesFolder: isScheduler ? templates : null,
    secret,
    acceptNewKey: config.newKey === "accept",
    leaseMs,
    rescueMs,
    loops: isScheduler
      ? ["stage", "rescue", "fire", "group-errors", "count", "measure", "watch", "bulk", "prune"]
      : [],
  });
}
