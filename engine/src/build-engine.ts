import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { sessionTimes } from "./accounts/sessions/session-times.ts";
import { createBus } from "./bus/create-bus.ts";
import { createEngine } from "./create-engine.ts";
import type { Engine } from "./engine.ts";
import { systemClock as clock } from "./runtime/clock.ts";
import type { ProviderConfig } from "./runtime/settings/provider-settings.ts";
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
  /** Signs tokens and hashes requests; a worker, which does neither, has none. */
  secret?: string | null | undefined;
  /** Reads the keys that seal secrets, the one that seals first; `secret` alone unless given. */
  sealKeys?: (() => readonly string[]) | undefined;
  /** `accept`: the first key is that of the store from now on, although another one was. */
  newKey?: "accept" | null | undefined;
  /** How long tokens last, and sessions unused, in milliseconds. */
  tokenMs?: number;
  sessionMs?: number;
  /** The OpenID provider that users may sign in with; see `providerConfig`. */
  provider?: ProviderConfig | null;
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
  const { store, bus, data, templates, leaseMs, rescueMs } = config;
  // Nobody else takes what is signed with a key that no other process has.
  const secret = config.secret ?? randomBytes(48).toString("base64url");
  const file = (name: string) => (data === undefined ? undefined : join(data, name));
  const isScheduler = roles.includes("scheduler");
  return createEngine({
    store: await createStore({ url: store, file: file("formwork.db"), clock, telemetry }),
    bus: await createBus({ url: bus, file: file("bus.db"), clock, telemetry }),
    clock,
    telemetry,
    templatesFolder: isScheduler ? templates : null,
    secret,
    sealKeys: config.sealKeys ?? (() => [secret]),
    sessions: sessionTimes(config),
    provider: config.provider,
    acceptNewKey: config.newKey === "accept",
    leaseMs,
    rescueMs,
    loops: isScheduler
      ? [
          "stage",
          "rescue",
          "fire",
          "group-errors",
          "count",
          "measure",
          "watch",
          "bulk",
          "prune",
          "reseal",
          "finish-audit",
        ]
      : [],
  });
}
