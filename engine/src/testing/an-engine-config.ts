import type { EngineConfig } from "../build-engine.ts";

/** Builds the settings of an engine on SQLite and the local bus, in memory unless given `data`. */
export function anEngineConfig(given: Partial<EngineConfig> = {}): EngineConfig {
  return {
    store: "sqlite:",
    bus: "local:",
    templates: null,
    secret: "a secret of more than thirty-two letters",
    leaseMs: 30_000,
    rescueMs: 10_000,
    ...given,
  };
}
